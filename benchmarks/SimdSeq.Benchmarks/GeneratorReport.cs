using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SimdSeq.Generators;

namespace SimdSeq.Benchmarks;

/// <summary>How long the generator takes: for a model from nothing, for many, and after an edit elsewhere.</summary>
internal static class GeneratorReport
{
    private const string Small = "[SequenceModel(120, 14)] [Gru(32)] [Dense(1)] public partial class Small";

    private const string TenLayers = """
        [SequenceModel(240, 14)]
        [Dense(16, Activation.Relu)]
        [Bidirectional] [Lstm(32, peephole: true, returnSequences: true)]
        [Dropout(0.2)]
        [Gru(64, dropout: 0.1, recurrentDropout: 0.5, returnSequences: true)]
        [Activation(Activation.Softsign)]
        [Lstm(32, coupledGates: true, returnSequences: true)]
        [SimpleRnn(24, returnSequences: true)]
        [Gru(32, resetAfter: false, returnSequences: true)]
        [LastStep]
        [Dense(1)]
        public partial class Ten
        """;

    private const string Tcn = """
        using static SimdSeq.Layers;
        [SequenceModel(steps: 784, features: 1)]
        public partial class PixelTcn
        {
            static SymbolicTensor Forward(SymbolicTensor x)
            {
                for (int level = 0; level < 8; level++) x = Block(x, filters: 25, kernelSize: 7, dilation: 1 << level);
                return Dense(10)(x);
            }

            static SymbolicTensor Block(SymbolicTensor x, int filters, int kernelSize, int dilation)
            {
                var y = x;
                for (int i = 0; i < 2; i++)
                    y = Dropout(0.05)(Relu(Conv1D(filters, kernelSize, dilation: dilation, padding: Padding.Causal)(y)));
                return Relu(y + Shortcut(filters)(x));
            }
        }
        """;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest);

    public static void Print()
    {
        foreach (var (what, compilation) in new[]
        {
            ("GRU 32, Dense 1", Models(1)), ("ten layers", Compile(TenLayers + ";")), ("fifty models of GRU 32, Dense 1", Models(50)),
            ("TCN 8 x 25", Compile(Tcn)),
        })
        {
            int lines = Driver().RunGenerators(compilation).GetRunResult().GeneratedTrees.Sum(tree => tree.GetText().Lines.Count);
            Console.WriteLine($"{what}: {1e3 * Measurement.Best(() => Driver().RunGenerators(compilation)):F1} ms for {lines:N0} lines");
        }

        foreach (var (what, source) in new[] { ("ten layers", TenLayers + ";"), ("TCN 8 x 25", Tcn) })
        {
            var before = Compile(source).AddSyntaxTrees(Parse("class Other { int A() => 1; }", "Other.cs"));
            var warm = Driver().RunGenerators(before);
            int edit = 0;
            double inBody = Measurement.Best(() => warm = warm.RunGenerators(before = before.ReplaceSyntaxTree(
                before.SyntaxTrees[1], Parse($"class Other {{ int A() => {edit++}; }}", "Other.cs"))));
            double elsewhere = Measurement.Best(() => warm = warm.RunGenerators(before = before.ReplaceSyntaxTree(
                before.SyntaxTrees[1], Parse($"class Other{edit++};", "Other.cs"))));
            double here = Measurement.Best(() => warm.RunGenerators(before.ReplaceSyntaxTree(
                before.SyntaxTrees[0], Parse($"using SimdSeq;\n{source.Replace("25", $"{30 + edit++ % 50}")}", "Models.cs"))));
            Console.WriteLine($"{what}, after an edit of a method in another file: {1e3 * inBody:F1} ms; of what that declares: "
                + $"{1e3 * elsewhere:F1} ms; in its file: {1e3 * here:F1} ms");
        }
    }

    internal static CSharpCompilation Models(int count) =>
        Compile(string.Concat(Enumerable.Range(0, count).Select(i => Small + i + ";\n")));

    internal static GeneratorDriver Driver() =>
        CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: Options);

    internal static SyntaxTree Parse(string source, string file) => CSharpSyntaxTree.ParseText(source, Options, file);

    private static CSharpCompilation Compile(string source) =>
        CSharpCompilation.Create("Models", [Parse("using SimdSeq;\n" + source, "Models.cs")],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var file
                && (file.StartsWith("System.", StringComparison.Ordinal) || file == "SimdSeq.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
}
