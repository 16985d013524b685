using Microsoft.CodeAnalysis;

namespace SimdSeq.Generators.Tests.Diagnostics;

/// <summary>While a declaration is being typed the compiler has its say; the generator neither fails nor adds to it.</summary>
public class UnfinishedCodeTests
{
    [Theory]
    [InlineData("[SequenceModel] [Gru(4)] partial class Forecaster;", "CS7036")]
    [InlineData("[SequenceModel(12)] [Gru(4)] partial class Forecaster;", "CS7036")]
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
    [InlineData("class Own : ICell { public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernel w) => x * w + k; } [SequenceModel(12, 3)] [Recurrent<Own>(4)] partial class Forecaster;", "CS0103")]
    [InlineData("class Own : ICell { public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernel w) => x * w + x; } [SequenceModel(12, 3)] [Recurrent<Own>(4)] partial class Forecaster;", "CS0019")]
    [InlineData("class Own : ICell { public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernl w) => h; } [SequenceModel(12, 3)] [Recurrent<Own>(4)] partial class Forecaster;", "CS0246")]
    [InlineData("class Own : ICell { public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernel w) { } } [SequenceModel(12, 3)] [Recurrent<Own>(4)] partial class Forecaster;", "CS0161")]
    public async Task The_compilers_error_stands_alone(string source, string id)
    {
        var diagnostics = await Harness.DiagnoseAsync(source, "class User { public object Use() => new Forecaster(); }");
        Assert.True(diagnostics.All(diagnostic => diagnostic.Id == id) && diagnostics.Length > 0, string.Join("\n", diagnostics));
    }

    [Fact]
    public async Task A_half_typed_attribute_list_breaks_nothing()
    {
        const string Source = "[SequenceModel(steps: 12, features: 3)] [Gru(4, returnSequences: true)] [Dense(1)] partial class Forecaster;";
        for (int length = 0; length < Source.Length; length++)
        {
            var diagnostics = await Harness.DiagnoseAsync(Source[..length]);
            Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id.StartsWith("AD", StringComparison.Ordinal) || diagnostic.Id is "CS8785" or "CS8784");
        }
    }
}
