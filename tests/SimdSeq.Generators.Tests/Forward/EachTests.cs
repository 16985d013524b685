namespace SimdSeq.Generators.Tests.Forward;

/// <summary>What is read of a model on a nested sequence.</summary>
public class EachTests
{
    private const string Encode = "static SymbolicTensor Encode(SymbolicTensor x) => Gru(4, useBias: false)(Dense(2, useBias: false)(x));";

    private static string Of(string body, string members = "") =>
        $$"""
        using static SimdSeq.Layers;

        [SequenceModel]
        partial class Model
        {
            static SymbolicTensor Forward([Input(groups: 6, steps: 12, features: 3)] SymbolicTensor x)
            {
                {{body}}
            }

            {{members}}
        }
        """;

    [Theory]
    [InlineData(
        "return Each(Encode)(x);", "encode/dense: Dense(2, useBias: false) | encode/gru: Gru(4, useBias: false) | encode: Each(Encode)")]
    [InlineData("return Encode(Each(Encode)(x));",
        "encode/dense: Dense(2, useBias: false) | encode/gru: Gru(4, useBias: false) | encode: Each(Encode) | "
        + "encode_1/dense: Dense(2, useBias: false) | encode_1/gru: Gru(4, useBias: false)")]
    [InlineData("return Each(Encode, name: \"words\")(x);",
        "words/dense: Dense(2, useBias: false) | words/gru: Gru(4, useBias: false) | words: Each(Encode)")]
    [InlineData("return Each(Gru(4))(x);", "each/gru: Gru(4) | each: Each(Gru)")]
    [InlineData("return Each(Bidirectional(Gru(4)))(x);", "each/bidirectional: Bidirectional Gru(4) | each: Each(Bidirectional)")]
    [InlineData(
        "return Each(v => LastStep()(Relu(v)))(x);",
        "each/activation: Activation(Activation.Relu) | each/last_step: LastStep | each: Each(lambda)")]
    [InlineData("return Each(LastStep())(Each(Gru(4, returnSequences: true))(x));",
        "each/gru: Gru(4, returnSequences: true) | each_1/last_step: LastStep | each_1: Each(LastStep)")]
    [InlineData("var each = Each(Gru(4)); return each(x) - each(1 - x);",
        "each/gru: Gru(4) | each: Each(Gru) | rescaling: Rescaling(-1, offset: 1) of the input | each/gru/2: Gru(4) | each/2: Each(Gru) | "
        + "subtract: Subtract of each, each/2")]
    [InlineData("var gru = Gru(4); return Each(v => gru(v))(x) + Each(gru)(1 - x);",
        "gru: Gru(4) | each: Each(lambda) | rescaling: Rescaling(-1, offset: 1) of the input | gru/2: Gru(4) | each_1: Each(Gru) | "
        + "add: Add of each, each_1")]
    public void Layers_of_a_body_are_written_down_once_in_its_scope(string body, string layers) =>
        Assert.Equal(layers.Split(" | "), ForwardSource.Layers(Of(body, Encode)));

    [Fact]
    public void A_body_that_is_called_again_shares_its_weights() => Assert.Equal(
        ["encode/dense/kernel", "encode/gru/kernel", "encode/gru/recurrent_kernel"],
        ForwardSource.Graph(Of("var each = Each(Encode); return each(x) - each(1 - x);", Encode))
            .Parameters.Select(parameter => parameter.Name));

    [Theory]
    [InlineData("return Each(Gru(4))(x);", "6 x 4 | 6 x 4")]
    [InlineData("return Each(Gru(4, returnSequences: true))(Dense(2)(x));", "6 x 12 x 2 | 6 x 12 x 4")]
    [InlineData("return Dense(5)(Each(Conv1D(4, 3))(x));", "6 x 10 x 4 | 6 x 10 x 5")]
    [InlineData("return Gru(4, returnSequences: true)(Each(Flatten())(x));", "6 x 36 | 6 x 36 | 6 x 4")]
    public void Shapes_are_shown_with_their_groups(string body, string shapes) =>
        Assert.Equal(shapes.Split(" | "), ForwardSource.Graph(Of(body)).Layers.Select(layer => layer.Output));

    [Fact]
    public void One_method_serves_all_groups()
    {
        string few = Harness.Emit(Of("return Dense(1)(Each(Encode)(x));", Encode));
        string many = Harness.Emit(
            Of("return Dense(1)(Each(Encode)(x));", Encode).Replace("groups: 6", "groups: 600", StringComparison.Ordinal));
        Assert.Equal(few.Split('\n').Length, many.Split('\n').Length);
    }

    [Fact]
    public void Only_what_is_read_of_a_group_is_computed()
    {
        var graph = ForwardSource.Graph(Of(
            "return Each(v => LastStep()(Conv1D(4, 3, dilation: 2, padding: Padding.Causal)(Conv1D(4, 3, padding: "
                + "Padding.Causal)(v))))(x);"));
        Assert.Equal([3, 1], graph.Layers.Take(2).Select(layer => layer.Operations[0].Output.Shape.Rows));
    }
}
