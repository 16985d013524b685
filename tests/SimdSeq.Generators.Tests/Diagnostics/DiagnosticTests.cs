using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SimdSeq.Generators.Diagnostics;

namespace SimdSeq.Generators.Tests.Diagnostics;

/// <summary>A mistake is reported once, where it stands, in a sentence that helps; and nothing else is reported.</summary>
public class DiagnosticTests
{
    // Whatever the user does with the model must not add errors of its own.
    private const string Uses =
        """
        class User
        {
            public object Use()
            {
                var model = new Forecaster(1);
                var byDefault = new Forecaster();
                SequenceModel<float> asBase = model;
                return (model.Steps + byDefault.Features, asBase, model.Parameters);
            }
        }
        """;

    private static readonly Mistake[] Mistakes =
        [.. ClassMistakes.All, .. ArgumentMistakes.All, .. StackMistakes.All, .. CellMistakes.All, .. LossMistakes.All,
            .. ForwardMistakes.All, .. OverflowMistakes.All, .. UnreadCallMistakes.All, .. EachMistakes.All, .. AttentionMistakes.All];

    public static TheoryData<string> Names => [.. Mistakes.Select(mistake => mistake.Name)];

    // A class that cannot take members, or that the generator does not see, leaves its uses without them.
    public static TheoryData<string> NamesWithMembers =>
        [.. Mistakes.Where(mistake => mistake.Id is not ("SSEQ001" or "SSEQ007" or "SSEQ016")).Select(mistake => mistake.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_mistake_is_reported_once_and_where_it_stands(string name)
    {
        var mistake = Mistakes.Single(m => m.Name == name);
        AssertIsOnly(mistake, await DiagnoseAsync(mistake, mistake.Code));
    }

    [Theory]
    [MemberData(nameof(NamesWithMembers))]
    public async Task Uses_of_a_model_with_a_mistake_add_no_errors(string name)
    {
        var mistake = Mistakes.Single(m => m.Name == name);
        AssertIsOnly(mistake, await DiagnoseAsync(mistake, mistake.Code, Uses));
    }

    [Fact]
    public async Task The_uses_are_right_for_a_model_without_mistake() =>
        Assert.Empty(await Harness.DiagnoseAsync("[SequenceModel(12, 3)] [Gru(4)] partial class Forecaster;", Uses));

    [Fact]
    public void Every_id_has_a_descriptor_and_a_mistake_that_shows_it()
    {
        var ids = typeof(Ids).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetValue(null)!).Order()
            .ToList();
        Assert.Equal(ids, ids.Distinct());
        Assert.Equal(ids, Descriptors.All.Select(descriptor => descriptor.Id).Order());
        Assert.Equal(ids, Mistakes.Select(mistake => mistake.Id).Distinct().Order());
    }

    [Fact]
    public void Every_mistake_has_a_name_of_its_own() =>
        Assert.Equal(Mistakes.Length, Mistakes.DistinctBy(mistake => mistake.Name).Count());

    [Fact]
    public async Task Two_mistakes_in_a_layer_are_both_reported()
    {
        var diagnostics = await Harness.DiagnoseAsync("[SequenceModel(12, 3)] [Gru(0, dropout: 2)] partial class Forecaster;");
        Assert.Equal(["0", "dropout: 2"], diagnostics.Select(TextUnder));
        Assert.All(diagnostics, diagnostic => Assert.Equal("SSEQ003", diagnostic.Id));
    }

    [Fact]
    public async Task The_readme_quotes_a_message_as_it_is()
    {
        var only = Assert.Single(await Harness.DiagnoseAsync("[SequenceModel(120, 14)] [Gru(32)] [Gru(32)] partial class Forecaster;"));
        string readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md")).ReplaceLineEndings("\n").Replace("\n> ", " ");
        Assert.Contains($"\n {only.Id}: {only.GetMessage()}\n", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void The_guide_lists_every_diagnostic()
    {
        string guide = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "GUIDE.md")).ReplaceLineEndings("\n");
        string rows = string.Concat(Descriptors.All.Select(descriptor =>
            $"| {descriptor.Id} | {(descriptor.DefaultSeverity == DiagnosticSeverity.Warning ? "warning: " : "")}{descriptor.Title} |\n"));
        Assert.Contains($"| id | what |\n|---|---|\n{rows}\n", guide, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_model_in_another_class_and_in_double_can_be_used_too()
    {
        const string Source =
            "namespace N.M; public static partial class Outer { [SequenceModel(12, 3, Precision.Double)] [Gru(0)] public partial class "
                + "Forecaster; }";
        const string Use = "class User { public SequenceModel<double> Use() => new N.M.Outer.Forecaster(seed: 7); }";
        Assert.Equal(["SSEQ003"], (await Harness.DiagnoseAsync(Source, Use)).Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public async Task A_wrong_model_says_so_in_its_code_and_leaves_the_others_alone()
    {
        const string Source = "[SequenceModel(12, 3)] [Gru(0)] partial class Wrong; [SequenceModel(12, 3)] [Gru(4)] partial class Right;";
        Assert.Equal(["SSEQ003"], (await Harness.DiagnoseAsync(Source)).Select(diagnostic => diagnostic.Id));
        var trees = Harness.Driver().RunGenerators(Harness.Compile(Source)).GetRunResult()
            .GeneratedTrees.ToDictionary(tree => Path.GetFileName(tree.FilePath), tree => tree.ToString());
        Assert.Contains("// SSEQ003: units must be at least 1; got 0.", trees["Wrong.SimdSeq.g.cs"], StringComparison.Ordinal);
        Assert.Equal(Harness.Emit("[SequenceModel(12, 3)] [Gru(4)] partial class Right;"), trees["Right.SimdSeq.g.cs"]);
    }

    [Fact]
    public void A_wrong_model_throws_what_is_wrong_with_it()
    {
        Harness.Driver()
            .RunGeneratorsAndUpdateCompilation(
                Harness.Compile("[SequenceModel(12, 3)] [Gru(0)] public partial class Wrong;"), out var compilation, out _);
        using var assembly = new MemoryStream();
        Assert.True(compilation.Emit(assembly).Success);
        var type = Assembly.Load(assembly.ToArray()).GetType("Wrong")!;
        var thrown = Assert.Throws<TargetInvocationException>(() => Activator.CreateInstance(type, 0L));
        Assert.StartsWith(
            "Wrong has a mistake in its declaration. SSEQ003: units must be at least 1; got 0.",
            Assert.IsType<InvalidOperationException>(thrown.InnerException).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[SequenceModel(12, 3)] [Gru(0)] public partial class Documented;", "SSEQ003")]
    [InlineData("[SequenceModel(12, 3)] [Gru(4)] public partial class Documented;", null)]
    public async Task All_that_is_emitted_of_a_public_model_is_documented(string model, string? id)
    {
        var options = Harness.ParseOptions.WithDocumentationMode(DocumentationMode.Diagnose);
        var diagnostics = await Harness.DiagnoseAsync(
            Harness.Compile([Harness.Parse("/// <summary>A model.</summary>\n" + model, "Model.cs", options)]));
        Assert.Equal(id is null ? [] : [id], diagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Theory]
    [InlineData("Models.Designer.cs")]
    [InlineData("Models.g.cs")]
    public async Task A_mistake_in_generated_code_is_reported_too(string file)
    {
        const string Source =
            "// <auto-generated/>\n[SequenceModel(12, 3)] [Gru(0)] partial class Wrong; "
                + "[SequenceModel(12, 3)] [Gru(4)] partial class Right;";
        Assert.Equal(
            ["SSEQ003"], (await Harness.DiagnoseAsync(Harness.Compile([Harness.Parse(Source, file)]))).Select(diagnostic => diagnostic.Id));
    }

    [Theory]
    [InlineData("[SequenceModel(-12, 3)] [Gru(4)] partial class Wrong;")]
    [InlineData("[SequenceModel(12, 3)] [Gru(-4)] partial class Wrong;")]
    [InlineData("[SequenceModel(12, 3)] [Gru(4, (Activation)(-4))] partial class Wrong;")]
    [InlineData("[SequenceModel(12, 3, (Precision)(-4))] [Gru(4)] partial class Wrong;")]
    public async Task Messages_do_not_depend_on_the_culture(string source)
    {
        string expected = Assert.Single(await Harness.DiagnoseAsync(source)).GetMessage();
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new("") { NumberFormat = { NegativeSign = "\u2212" } };
            Assert.Equal(expected, Assert.Single(await Harness.DiagnoseAsync(source)).GetMessage());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Mistake mistake, params string[] sources) =>
        Harness.DiagnoseAsync(
            Harness.Compile(
                sources.Select(
                    (source, i) => Harness.Parse(source, $"Model{i}.cs", Harness.ParseOptions.WithLanguageVersion(mistake.Language)))));

    private static void AssertIsOnly(Mistake expected, IReadOnlyList<Diagnostic> got)
    {
        string code = expected.Code;
        bool isExpected = got is [var only] && Show(only, code, expected.Name) with { Language = expected.Language } == expected;
        Assert.True(
            isExpected,
            "Reported was, as code to paste:\n"
                + string.Join("\n", got.Select(diagnostic => Show(diagnostic, code, expected.Name).AsCode)));
    }

    private static Mistake Show(Diagnostic diagnostic, string code, string name)
    {
        var span = diagnostic.Location.SourceSpan;
        string text = diagnostic.Location.SourceTree?.ToString() ?? "";
        int before = text.EndsWith(code, StringComparison.Ordinal) ? text.Length - code.Length : 0;
        text = text[before..];
        string marked = span.Start < before || span.End - before > text.Length
            ? text
            : text.Insert(span.End - before, "|]").Insert(span.Start - before, "[|");
        return new(name, marked, diagnostic.Id, diagnostic.GetMessage());
    }

    private static string TextUnder(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);
}
