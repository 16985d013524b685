using Microsoft.CodeAnalysis;

namespace SimdSeq.Generators.Tests.Forward;

/// <summary>
/// While a method is being typed the compiler has its say alone, and a class may have a Forward of its own beside its attributes.
/// </summary>
public class UnfinishedForwardTests
{
    private const string Other = "static class Other { public static SymbolicTensor Block(SymbolicTensor x) => Dense(4)(x); }";

    [Theory]
    [InlineData("static SymbolicTensor Forward(SymbolicTensor x) => Dense(units)(x);", "CS0103")]
    [InlineData("static SymbolicTensor Forward(SymbolicTensor x) => Dense()(x);", "CS7036")]
    [InlineData("static SymbolicTensor Forward(SymbolicTensor x) => Dens(1)(x);", "CS0103")]
    [InlineData("static SymbolicTensor Forward(SymbolicTensor x) => Dense(\"1\")(x);", "CS1503")]
    [InlineData("static SymbolicTensor Forward(SymbolicTensor x) => Dense(1);", "CS0029")]
    [InlineData("static SymbolicTensor Forward(SymbolicTensor x) => Dense(1)();", "CS7036")]
    [InlineData("static SymbolicTensor Forward(SymbolicTensor x) { }", "CS0161")]
    [InlineData("static SymbolicTensor Forward(SymbolicTensor x) { SymbolicTensor y; return y; }", "CS0165")]
    [InlineData("static SymbolicTensor Forward(SymbolicTensor x) { while (true) x = Relu(x) }", "CS1002")]
    [InlineData("static SymbolicTensor Forward(SymbolicTensor x) => Dense(1)(x", "CS1026 CS1002 CS1513")]
    [InlineData("static Symbolic Forward(SymbolicTensor x) => Dense(1)(x);", "CS0246")]
    [InlineData("static SymbolicTensor Forward(Symbolic x) => Dense(1)(x);", "CS0246")]
    [InlineData(
        "static SymbolicTensor Forward(SymbolicTensor x) => Block(x); static SymbolicTensor Block(SymbolicTensor x) => Dense(n)(x);",
        "CS0103")]
    [InlineData("static SymbolicTensor Forward(SymbolicTensor x) => Other.Block(x, 1);", "CS1501")]
    [InlineData("static SymbolicTensor Forward(SymbolicTensor x) => Recurrent<int>(1)(x);", "CS0315")]
    [InlineData(
        "static SymbolicTensor Forward(SymbolicTensor x) => Recurrent<Own>(1)(x); class Own : ICell { public static CellValue "
        + "Step(CellInput x, CellValue h, [Weight] CellKernel w) => x * v; }", "CS0103")]
    public async Task The_compilers_errors_stand_alone(string members, string ids)
    {
        string source = $"using static SimdSeq.Layers; [SequenceModel(12, 3)] partial class Forecaster {{ {members} }}";
        var diagnostics = await Harness.DiagnoseAsync(
            source.TrimEnd(members.EndsWith('x') ? '}' : ' '), "using static SimdSeq.Layers; " + Other,
            "class User { public object Use() => new Forecaster(); }");
        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(errors.Count > 0 && errors.All(error => ids.Split(' ').Contains(error.Id)), string.Join("\n", errors));
    }

    [Theory]
    [InlineData("public float[] Forward(float[] x) => x;")]
    [InlineData("public int Forward => 1;")]
    [InlineData("public static int Forward() => 1; public static int Forward(int x) => x;")]
    public void Beside_attributes_another_Forward_is_the_users_own(string member) =>
        Harness.Emit($"[SequenceModel(12, 3)] [Gru(4)] partial class Model {{ {member} }}");

    [Fact]
    public async Task A_mistake_in_a_cell_is_reported_in_the_cell()
    {
        const string Source =
            "using static SimdSeq.Layers; [SequenceModel(12, 3)] partial class Forecaster { static SymbolicTensor Forward(SymbolicTensor "
                + "x) => Recurrent<Own>(4)(x); "
            + "class Own : ICell { public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernel w) => h; } }";
        var mistake = Assert.Single(await Harness.DiagnoseAsync(Source));
        Assert.Equal("SSEQ012", mistake.Id);
        Assert.Equal("[Weight] CellKernel w", mistake.Location.SourceTree!.GetText().ToString(mistake.Location.SourceSpan));
    }

    [Theory]
    [InlineData(
        "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"SimdSeq\", \"SSEQ003\")] static SymbolicTensor Forward(SymbolicTensor x) "
        + "=> Dense(0)(x);")]
    [InlineData(
        "static SymbolicTensor Forward(SymbolicTensor x) => Block(x); [System.Diagnostics.CodeAnalysis.SuppressMessage(\"SimdSeq\", "
        + "\"SSEQ003\")] static SymbolicTensor Block(SymbolicTensor x) => Dense(0)(x);")]
    public void A_mistake_that_is_hidden_is_an_error_of_the_emitted_code(string members)
    {
        string source = $"using static SimdSeq.Layers; [SequenceModel(12, 3)] partial class Forecaster {{ {members} }}";
        string code = Harness.Driver().RunGenerators(Harness.Compile(source)).GetRunResult().GeneratedTrees.Single().ToString();
        Assert.Contains("#error SSEQ003: units must be at least 1; got 0.", code, StringComparison.Ordinal);
    }
}
