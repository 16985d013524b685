using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Tests;

/// <summary>The stack is in the order of the source, however the attributes are written.</summary>
public class AttributeOrderTests
{
    [Theory]
    [InlineData("[SequenceModel(12, 3)] [Dense(5)] [Gru(8)] [Dense(1)] partial class Forecaster;")]
    [InlineData("[SequenceModel(12, 3), Dense(5), Gru(8), Dense(1)] partial class Forecaster;")]
    [InlineData("[Dense(5)] [Gru(8), SequenceModel(12, 3)] [Dense(1)] partial class Forecaster;")]
    [InlineData("[Dense(5), Gru(8)]\n[Dense(1)]\n[SequenceModel(12, 3)] partial class Forecaster;")]
    [InlineData(
        "[SequenceModel(12, 3)] [DenseAttribute(5)] [System.Serializable, SimdSeq.Gru(8)] [global::SimdSeq.Dense(1)] partial class "
            + "Forecaster;")]
    [InlineData(
        "partial class Forecaster { public int A() => 1; } [SequenceModel(12, 3)] [Dense(5)] [Gru(8)] [Dense(1)] partial class "
            + "Forecaster;")]
    public void Layers_are_in_source_order(string source) => Assert.Equal("Dense(5) -> Gru(8) -> Dense(1)", StackIn(Harness.Emit(source)));

    [Fact]
    public void Many_layers_are_in_source_order()
    {
        var layers = Enumerable.Range(1, 40).Select(i => $"Dense({i})").ToList();
        Assert.Equal(
            string.Join(" -> ", layers),
            StackIn(Harness.Emit($"[SequenceModel(12, 3)] [{string.Join("] [", layers)}] partial class Forecaster;")));
    }

    [Fact]
    public void The_order_of_GetAttributes_does_not_matter()
    {
        var compilation = Harness.Compile("[SequenceModel(12, 3)] [Dense(5)] [Gru(8)] [Dense(1)] partial class Forecaster;");
        var attributes = compilation.GetTypeByMetadataName("Forecaster")!.GetAttributes();
        foreach (int rotation in Enumerable.Range(0, attributes.Length))
        {
            ImmutableArray<AttributeData> shuffled = [.. attributes.Skip(rotation), .. attributes.Take(rotation)];
            foreach (var order in new[] { shuffled, [.. shuffled.Reverse()] })
                Assert.Equal(
                    ["5", "8", "1"], DeclarationReader.InSourceOrder(order, DeclarationReader.IsLayer, default).Select(FirstArgument));
        }

        static string FirstArgument((AttributeData Data, AttributeSyntax Syntax) layer) =>
            layer.Syntax.ArgumentList!.Arguments[0].ToString();
    }

    private static string StackIn(string code) => string.Join(" -> ", code.Split('\n')
        .Where(line => line.TrimStart().StartsWith("new(\"", StringComparison.Ordinal)
            && line.Contains("ForwardFlops", StringComparison.Ordinal))
        .Select(line => line.Split('"')[3]));
}
