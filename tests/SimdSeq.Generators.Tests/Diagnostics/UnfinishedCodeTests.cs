using Microsoft.CodeAnalysis;

namespace SimdSeq.Generators.Tests.Diagnostics;

/// <summary>While a declaration is being typed the compiler has its say; the generator neither fails nor adds to it.</summary>
public class UnfinishedCodeTests
{
    [Theory]
    [InlineData("[SequenceModel(12)] [Gru(4)] partial class Forecaster;", "CS1503")]
    [InlineData("[SequenceModel(\"12\", 3)] [Gru(4)] partial class Forecaster;", "CS1503")]
    [InlineData("[SequenceModel(12, features)] [Gru(4)] partial class Forecaster;", "CS0103")]
    [InlineData("[SequenceModel(12, 3)] [Gru] partial class Forecaster;", "CS7036")]
    [InlineData("[SequenceModel(12, 3)] [Gru()] [Dense(1)] partial class Forecaster;", "CS7036")]
    [InlineData("[SequenceModel(12, 3)] [Gru(\"4\")] partial class Forecaster;", "CS1503")]
    [InlineData("[SequenceModel(12, 3)] [Gru(units)] partial class Forecaster;", "CS0103")]
    [InlineData("[SequenceModel(12, 3)] [Gru(4, size: 3)] partial class Forecaster;", "CS1739")]
    [InlineData("[SequenceModel(12, 3)] [Gru(4, activation: Activation.Tan)] partial class Forecaster;", "CS0117")]
    [InlineData("[SequenceModel(12, 3)] [Gro(4)] [Dense(1)] partial class Forecaster;", "CS0246")]
    [InlineData("[SequenceModel(12, 3)] [Gru(4)] partial struct Forecaster;", "CS0592")]
    [InlineData("[SequenceModel(12, 3)] [Gru(4)] partial class Forecaster : Unknown;", "CS0246")]
    [InlineData("[SequenceModel(12, 3)] [SequenceModel(12, 3)] [Gru(4)] partial class Forecaster;", "CS0579")]
    [InlineData(
        "class Own : ICell { public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernel w) => x * w + k; "
            + "} [SequenceModel(12, 3)] [Recurrent<Own>(4)] partial class Forecaster;", "CS0103")]
    [InlineData(
        "class Own : ICell { public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernel w) => x * w + x; "
            + "} [SequenceModel(12, 3)] [Recurrent<Own>(4)] partial class Forecaster;", "CS0019")]
    [InlineData(
        "class Own : ICell { public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernl w) => h; "
            + "} [SequenceModel(12, 3)] [Recurrent<Own>(4)] partial class Forecaster;", "CS0246")]
    [InlineData(
        "class Own : ICell { public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernel w) { } } [SequenceModel(12, 3)] "
            + "[Recurrent<Own>(4)] partial class Forecaster;", "CS0161")]
    [InlineData("[SequenceModel(12, 3)] [Recurrent<Unknown>(3)] partial class Forecaster;", "CS0246")]
    [InlineData("[SequenceModel(12, 3)] [Recurrent<int>(3)] partial class Forecaster;", "CS0315")]
    [InlineData("[SequenceModel(12, 3)] [Recurrent<string>(3)] partial class Forecaster;", "CS0311")]
    [InlineData("[SequenceModel(12, 3)] [Recurrent<int[]>(3)] partial class Forecaster;", "CS0311")]
    [InlineData("[SequenceModel(12, 3)] [Recurrent<>(3)] partial class Forecaster;", "CS7003")]
    [InlineData("[SequenceModel(12, 3)] [Gru(4)] partial class Forecaster : string;", "CS0509")]
    [InlineData("[SequenceModel(12, 3)] [Gru(4)] partial class Forecaster : System.Enum;", "CS0644")]
    [InlineData("[SequenceModel(12, 3)] [Gru(4)] partial class Forecaster : int;", "CS0509")]
    [InlineData("[SequenceModel(12, 3)] [Gru(4)] partial class Forecaster : dynamic;", "CS1965")]
    [InlineData("[SequenceModel(12, 3)] [Gru(4)] partial class Forecaster : Forecaster;", "CS0146")]
    [InlineData("[SequenceModel(12, 3)] [Gru(4)] partial class Forecaster : System.Math;", "CS0709")]
    [InlineData(
        "[SequenceModel(12, 3)] [Gru(4)] partial class Forecaster : System.IDisposable, object { public void Dispose() { } }", "CS1722")]
    public async Task The_compilers_error_stands_alone(string source, string id)
    {
        var diagnostics = await Harness.DiagnoseAsync(source, "class User { public object Use() => new Forecaster(); }");
        Assert.True(diagnostics.All(diagnostic => diagnostic.Id == id) && diagnostics.Length > 0, string.Join("\n", diagnostics));
    }

    [Theory]
    [InlineData("[Recurrent<Own>(3, goBackwards: true)?] partial class Forecaster;")]
    [InlineData("[Recurrent<Own>(3, goBackwards: true(] partial class Forecaster;")]
    [InlineData("[Recurrent<Own>(3, goBackwards: true default] partial class Forecaster;")]
    [InlineData("[Recurrent<Own>(3, goBackwards: true)? partial class Forecaster;")]
    [InlineData("[Recurrent<Own>(3, goBackwards: true)( partial class Forecaster;")]
    [InlineData("[Recurrent<Own>(3, goBackwards: true)default partial class Forecaster;")]
    [InlineData("[Recurrent<Own>(3, goBackwards: default)?] partial class Forecaster;")]
    [InlineData("[Gru(4, dropout: 0.5)?] partial class Forecaster;")]
    [InlineData("[Gru(4, dropout: 0.5)( partial class Forecaster;")]
    [InlineData(
        "[Recurrent<Other>(4)] partial class Forecaster; class Other : ICell { public static CellValue Step(CellInput x, CellValue h, "
            + "[Weight] CellKernel w }")]
    [InlineData("[Recurrent<Other>(4)] partial class Forecaster; class Other : ICell { public static CellValue }")]
    [InlineData("[Gru(4)] partial class")]
    [InlineData("[Gru(4)] class")]
    [InlineData("[Gru(4)] partial class ;")]
    [InlineData("[Gru(4)] partial class : object;")]
    [InlineData("[Gru(4)] partial class <T>;")]
    public async Task What_the_parser_refuses_is_left_to_it(string source)
    {
        const string Start =
            "class Own : ICell { public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernel w) => x * w + h; "
                + "} [SequenceModel(12, 3)] ";
        var compilation = Harness.Compile(Start + source);
        var expected = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(error => error.ToString()).ToHashSet();
        var got = (await Harness.DiagnoseAsync(compilation))
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || diagnostic.Id is "CS8785" or "AD0001");
        Assert.NotEmpty(expected);
        Assert.Equal([], got.Select(error => error.ToString()).Except(expected));
    }
}
