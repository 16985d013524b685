using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Tests.Emission;
using Xunit.Abstractions;

namespace SimdSeq.Generators.Tests.Diagnostics;

/// <summary>
/// Whatever stands in the editor, the generator and its analyzer do not fail, and of the C# compiler's errors there are none that it would
/// not give without them. <c>SIMDSEQ_EDITS</c> sets the number of random edits, <c>SIMDSEQ_SEED</c> repeats a run of them.
/// </summary>
public class EditingTests(ITestOutputHelper output)
{
    private const string Nested =
        """
        namespace Deep.Down;

        public static partial class Outer
        {
            private const int Hidden = 4;

            /// <summary>A model.</summary>
            [SequenceModel(steps: 3, features: 2), Gru(Hidden, dropout: 0.1), Dense(1, activation: Activation.Sigmoid)]
            internal sealed partial class Model : SequenceModel<float>, System.ICloneable { public object Clone() => this; }
        }
        """;

    private const string Method =
        """
        using static SimdSeq.Layers;

        [SequenceModel(3, 2)]
        partial class Model
        {
            enum Size { Small = 2, Large = 4 }

            static SymbolicTensor Forward(SymbolicTensor x)
            {
                var (first, all) = (Dense((int)Size.Large), new[] { 1, 2 });
                foreach (int n in all) x = n switch { 1 => Block(x, n + 1), _ => x + first(x) * 0.5 };
                while (true)
                {
                    if (all.Length > 1) break;
                }

                Layer f = v => Tanh(v);
                return Concatenate()(f(x), Local(x));
                SymbolicTensor Local(SymbolicTensor y) => -y;
            }

            static SymbolicTensor Block(SymbolicTensor x, int units) =>
                Dense(4, name: $"d{units}")(Bidirectional(Gru(units, returnSequences: true))(x));
        }
        """;

    private static readonly string[] Samples = [.. SnapshotTests.Models.Select(row => (string)row[1]), Nested, Method];

    private static readonly string[] Tokens =
    [
        "SymbolicTensor", "Forward(", "Layer", "x", "Relu", "Dense(1)", "Add()", "(x)", "var", "for (;;)", "while (true)", "return",
        "x + x", "null!", "async", "await", "ref", "out",
        "[", "]", "(", ")", "<", ">", "{", "}", ",", ";", ":", ".", "?", "=", "=>", "-", "+", "*", "\"", "'", "//", "/*", "#",
        "@", "0", "1", "-1", "2.5", "1e300", "null", "default", "default(", "new", "typeof(", "nameof(", "true", "partial", "class",
        "struct", "record",
        "interface", "enum", "static", "abstract", "sealed", "file", "public", "int", "int[]", "object", "dynamic", "string",
        "where T : class", "<T>",
        "namespace N;", "namespace N {", "using System;", "SequenceModel", "[SequenceModel(3, 2)]", "[Gru(4)]", "[Dense(1)]",
        "[Recurrent<C>(3)]", "Recurrent<int>",
        "steps:", "units:", "Activation.Tanh", "(Activation)99", ": object", ": SequenceModel<double>", ": System.Enum", ": ICell", "()",
        "(int a)", "\n", " ",
    ];

    private static readonly CSharpCompilation Empty = Harness.Compile("");

    public static TheoryData<int> AllSamples => [.. Enumerable.Range(0, Samples.Length)];

    [Theory]
    [MemberData(nameof(AllSamples))]
    public void The_cursor_may_stand_at_every_position(int sample)
    {
        string text = Samples[sample];
        AssertNoneAdds(Enumerable.Range(0, text.Length + 1).Select(length => text[..length]));
    }

    [Theory]
    [MemberData(nameof(AllSamples))]
    public void Any_character_may_be_missing(int sample)
    {
        string text = Samples[sample];
        AssertNoneAdds(Enumerable.Range(0, text.Length).Select(at => text.Remove(at, 1)));
    }

    [Fact]
    public void Random_edits_add_no_errors()
    {
        int count = Environment.GetEnvironmentVariable("SIMDSEQ_EDITS") is { Length: > 0 } edits ? int.Parse(edits) : 300;
        int seed = Environment.GetEnvironmentVariable("SIMDSEQ_SEED") is { Length: > 0 } given ? int.Parse(given) : Random.Shared.Next();
        output.WriteLine($"SIMDSEQ_SEED={seed} repeats this run.");
        var random = new Random(seed);
        AssertNoneAdds(Enumerable.Range(0, count).Select(_ => Edited(Samples[random.Next(Samples.Length)], random)).ToList());
    }

    private static string Edited(string text, Random random)
    {
        for (int edits = random.Next(1, 4); edits > 0; edits--)
        {
            var tokens = SyntaxFactory.ParseTokens(text).Where(token => token.Span.Length > 0).ToList();
            if (tokens.Count == 0) return text;
            SyntaxToken one = tokens[random.Next(tokens.Count)], other = tokens[random.Next(tokens.Count)];
            string token = random.Next(2) == 0 ? Tokens[random.Next(Tokens.Length)] : other.Text;
            int at = random.Next(text.Length);
            text = random.Next(7) switch
            {
                0 => text.Remove(at, 1),
                1 => text.Insert(at, token),
                2 => text.Remove(one.SpanStart, one.Span.Length),
                3 => text.Insert(one.SpanStart, token + " "),
                4 => text.Insert(one.Span.End, token),
                5 => text.Remove(one.SpanStart, one.Span.Length).Insert(one.SpanStart, token),
                _ => text.Remove(Math.Min(one.SpanStart, other.SpanStart), Math.Abs(one.SpanStart - other.SpanStart)),
            };
        }

        return text;
    }

    private static void AssertNoneAdds(IEnumerable<string> texts)
    {
        var added = new ConcurrentQueue<string>();
        Parallel.ForEach(texts.Distinct(), text =>
        {
            var errors = Added(text);
            if (errors.Count > 0) added.Enqueue(string.Join("\n", errors) + "\n--- in\n" + text);
        });
        Assert.True(added.IsEmpty, $"{added.Count} texts, of which:\n\n{string.Join("\n\n", added.Take(20))}");
    }

    // What the generator and the analyzer add to the compiler's errors, but for mistakes that they are meant to report.
    private static List<string> Added(string text)
    {
        var alone = Empty.ReplaceSyntaxTree(Empty.SyntaxTrees[0], Harness.Parse(text, "Model.cs"));
        Harness.Driver().RunGeneratorsAndUpdateCompilation(alone, out var with, out var own);
        var ofAnalyzer = with.WithAnalyzers([new ModelAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        var before = Errors(alone.GetDiagnostics());
        var after = Errors(own.Concat(with.GetDiagnostics()).Concat(ofAnalyzer));
        return [.. after.Where(error => !IsMistake(error) && !before.Contains(error))];

        static bool IsMistake(string error) => error.Contains("error SSEQ", StringComparison.Ordinal);
        static HashSet<string> Errors(IEnumerable<Diagnostic> diagnostics) =>
        [
            .. diagnostics
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || diagnostic.Id is "CS8785" or "CS8784" or "AD0001")
                .Select(diagnostic => diagnostic.ToString()),
        ];
    }
}
