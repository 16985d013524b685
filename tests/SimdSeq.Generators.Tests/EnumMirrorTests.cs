using SimdSeq.Generators.Layers;

namespace SimdSeq.Generators.Tests;

/// <summary>The generator cannot reference the library, so it spells its enums again.</summary>
public class EnumMirrorTests
{
    [Fact]
    public void Activations_are_the_librarys() => Assert.Equal(Members<Activation>(), Members<ActivationName>());

    [Fact]
    public void Initializers_are_the_librarys() => Assert.Equal(Members<Initializer>(), Members<InitializerName>());

    [Fact]
    public void Paddings_are_the_librarys() => Assert.Equal(Members<Padding>(), Members<PaddingName>());

    [Fact]
    public void Norms_of_a_Tcn_are_the_librarys() => Assert.Equal(Members<TcnNorm>(), Members<TcnNormName>());

    [Fact]
    public void Norms_of_a_Transformer_are_the_librarys() => Assert.Equal(Members<TransformerNorm>(), Members<TransformerNormName>());

    [Fact]
    public void Positions_of_attention_are_the_librarys() =>
        Assert.Equal(Members<AttentionPositions>(), Members<AttentionPositionsName>());

    [Fact]
    public void Scores_of_attention_are_the_librarys() => Assert.Equal(Members<AttentionScore>(), Members<AttentionScoreName>());

    [Fact]
    public void Merges_are_the_librarys() => Assert.Equal(Members<Merge>(), Members<Layers.Merge>());

    [Fact]
    public void Precisions_are_those_that_the_reader_knows() => Assert.Equal([("Single", 0), ("Double", 1)], Members<Precision>());

    private static IEnumerable<(string Name, int Value)> Members<TEnum>() where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().Select(value => (value.ToString(), Convert.ToInt32(value)));
}
