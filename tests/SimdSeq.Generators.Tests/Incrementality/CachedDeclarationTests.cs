using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Tests.Incrementality;

/// <summary>What the pipeline keeps between two runs: values that compare by content and hold on to nothing of a compilation.</summary>
public class CachedDeclarationTests
{
    private const string Rich =
        """
        namespace Deep.Down;
        public partial class Outer
        {
            [SequenceModel(12, 3, Precision.Double, inputGradient: true)]
            [Gru(4, Activation.Relu, dropout: 0.5, returnSequences: true)]
            [Mine(typeof(Outer), 1, 2)]
            [Dense(Outer.Size)]
            public partial class Forecaster { public Forecaster() { } }

            private const int Size = 3;
        }

        public sealed class MineAttribute(System.Type type, params int[] sizes) : LayerAttribute
        {
            public (System.Type, int[]) All => (type, sizes);
        }
        """;

    [Fact]
    public void Nothing_of_a_compilation_is_reachable()
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        Walk(DeclarationOf(Rich), "declaration", seen);
        Assert.True(seen.Count > 30, $"The walk met only {seen.Count} objects.");
    }

    [Fact]
    public void The_walk_finds_a_planted_symbol()
    {
        object symbol = Harness.Compile("class A;").GetTypeByMetadataName("A")!;
        var layer = new LayerDeclaration("Planted", new([new Argument("type", symbol, "A", false, false)]));
        var planted = DeclarationOf(Rich) with { Layers = new([layer]) };
        Assert.Throws<Xunit.Sdk.TrueException>(() => Walk(planted, "declaration", new(ReferenceEqualityComparer.Instance)));
    }

    [Fact]
    public void Equal_sources_give_equal_declarations()
    {
        ModelDeclaration one = DeclarationOf(Rich), other = DeclarationOf("// elsewhere\n\n" + Rich.Replace("        [", "  ["));
        Assert.NotSame(one, other);
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Theory]
    [InlineData("Deep.Down", "Deep.Up")]
    [InlineData("class Outer", "record Outer")]
    [InlineData("class Forecaster { public Forecaster() { } }", "class Oracle { public Oracle() { } }")]
    [InlineData("(12,", "(13,")]
    [InlineData("12, 3,", "12, 4,")]
    [InlineData("Precision.Double", "Precision.Single")]
    [InlineData("inputGradient: true", "inputGradient: false")]
    [InlineData("Gru(4", "Gru(5")]
    [InlineData("Activation.Relu", "Activation.Elu")]
    [InlineData("dropout: 0.5", "dropout: 0.25")]
    [InlineData("dropout: 0.5", "recurrentDropout: 0.5")]
    [InlineData("Size = 3", "Size = 5")]
    [InlineData("[Dense(Outer.Size)]", "")]
    [InlineData("public Forecaster() { }", "")]
    public void Different_sources_give_different_declarations(string before, string after)
    {
        Assert.Contains(before, Rich);
        Assert.NotEqual(DeclarationOf(Rich), DeclarationOf(Rich.Replace(before, after)));
    }

    private static ModelDeclaration DeclarationOf(string source)
    {
        var result = Harness.Driver().RunGenerators(Harness.Compile(source)).GetRunResult().Results.Single();
        return (ModelDeclaration)result.TrackedSteps[ModelGenerator.DeclarationStep].Single().Outputs.Single().Value;
    }

    private static void Walk(object? node, string path, HashSet<object> seen)
    {
        if (node is null || !seen.Add(node)) return;
        var type = node.GetType();
        Assert.True(
            type.Namespace != typeof(ISymbol).Namespace && !type.FullName!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal),
            $"{path} is a {type}.");
        if (type.IsPrimitive || node is string) return;
        if (node is IEnumerable items)
        {
            foreach (object? item in items) Walk(item, path + "[]", seen);
        }

        for (var level = type; level is not null && level != typeof(object) && !type.IsArray; level = level.BaseType!)
        {
            foreach (var field in level.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                Walk(field.GetValue(node), $"{path}.{field.Name}", seen);
        }
    }
}
