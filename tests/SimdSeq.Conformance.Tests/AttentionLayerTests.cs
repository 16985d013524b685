namespace SimdSeq.Conformance.Tests;

/// <summary>Attention's layers: what their weights are, how long their streams may be, what they leave alone.</summary>
public sealed class AttentionLayerTests
{
    private const string Random = "biasInitializer: Initializer.RandomUniform";

    private static readonly (string Name, string Model)[] Cases =
    [
        ("Luong", "[Attention(AttentionScore.Scaled, causal: true)]"),
        ("Shared", $"[GroupedQueryAttention(4, 4, 2, causal: true, {Random})]"),
        ("Window",
            $"[MultiHeadAttention(2, 4, causal: true, window: 5, positions: AttentionPositions.Rotary, {Random})] [TransformerEncoder(2, "
                + "8, layers: 2, causal: true, window: 17, positions: AttentionPositions.Alibi)]"),
        ("Sinusoids", "[SinusoidalPositions] [MultiHeadAttention(2, 4, causal: true, window: 9)]"),
        ("Learned", "[PositionalEmbedding] [Dense(3)]"),
        ("Pooled", "[AttentionPooling(5)]"),
        ("Additive", "[AdditiveAttention(5)]"),
        ("Both", $"[TransformerEncoder(2, 8, normFirst: true, activation: Activation.Gelu)]"),
    ];

    private static readonly System.Reflection.Assembly Models = ModelCompiler.Compile(string.Concat(Cases.SelectMany(one => new[] { 12, 60 }
        .Select(steps =>
            $"[SequenceModel({steps}, 6, Precision.Double, variableLength: {(steps == 12 ? "false" : "true")})] "
                + $"{one.Model} public sealed partial class {one.Name}{steps};\n"))));

    [Theory]
    [InlineData("Luong", "attention", 1)]
    [InlineData("Shared", "grouped_query_attention", 4)]
    [InlineData("Window", "multi_head_attention", 2)]
    [InlineData("Window", "transformer_encoder/block_1/multi_head_attention", 2)]
    [InlineData("Pooled", "attention_pooling", 1)]
    [InlineData("Additive", "additive_attention", 1)]
    [InlineData("Both", "transformer_encoder/block/multi_head_attention", 2)]
    public void Weights_sum_to_one_over_what_is_seen(string name, string layer, int heads)
    {
        var model = Create(name, 60);
        var weights = model.AttentionWeights(layer, Checks.Values<double>(60 * 6, 1), [37]);
        bool isCausal = name is "Luong" or "Shared" or "Window";
        Assert.Equal((heads, 60), (weights.Heads, weights.Keys));
        Assert.Contains(layer, model.AttentionLayers);
        for (int head = 0; head < heads; head++)
        {
            for (int query = 0; query < weights.Queries; query++)
            {
                var row = weights.Of(head, query).ToArray();
                Assert.Equal(weights.Queries == 1 || query < 37 || name == "Additive" ? 1 : 0, row.Sum(), 1e-12);
                Assert.All(row, weight => Assert.InRange(weight, 0, 1));
                Assert.All(row[37..], weight => Assert.Equal(0, weight));
                if (isCausal && query < 36) Assert.All(row[(query + 1)..], weight => Assert.Equal(0, weight));
                Assert.Equal(row[5], weights[head, query, 5]);
            }
        }
    }

    [Fact]
    public void The_answer_is_made_by_the_weights()
    {
        var model = Create("Luong", 60);
        double[] inputs = Checks.Values<double>(60 * 6, 1), answers = model.Predict(inputs);
        var weights = model.AttentionWeights("attention", inputs);
        for (int step = 0; step < 60; step++)
        {
            for (int f = 0; f < 6; f++)
                Assert.Equal(Enumerable.Range(0, 60).Sum(key => weights[0, step, key] * inputs[key * 6 + f]), answers[step * 6 + f], 1e-12);
        }
    }

    [Fact]
    public void A_layer_or_sample_that_is_none_is_refused()
    {
        var model = Create("Luong", 12);
        Assert.Contains(
            "it has attention", Assert.Throws<ArgumentException>(() => model.AttentionWeights("attend", new double[72])).Message);
        Assert.Contains(
            "expected one sample", Assert.Throws<ArgumentException>(() => model.AttentionWeights("attention", new double[144])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.AttentionWeights("attention", new double[72])[1, 0, 0]);
        Assert.Contains(
            "no layer of attention",
            Assert.Throws<ArgumentException>(() => Create("Learned", 12).AttentionWeights("dense", new double[72])).Message);
    }

    [Theory]
    [InlineData("Luong")]
    [InlineData("Shared")]
    [InlineData("Learned")]
    public void A_stream_that_keeps_all_steps_ends_with_them(string name)
    {
        using var stream = Create(name, 12).OpenStream();
        for (int round = 0; round < 2; round++)
        {
            for (int step = 0; step < 12; step++) stream.Step(new double[6]);
            Assert.Contains("12 steps", Assert.Throws<InvalidOperationException>(() => stream.Step(new double[6])).Message);
            Assert.Equal(12, stream.StepCount);
            stream.Reset();
        }
    }

    [Theory]
    [InlineData("Window")]
    [InlineData("Sinusoids")]
    public void A_stream_with_a_window_has_no_end(string name)
    {
        SequenceModel<double> few = Create(name, 12), many = Create(name, 60);
        many.Parameters.Set(few.Parameters.ToArray());
        double[] inputs = Checks.Values<double>(60 * 6, 2), expected = many.Predict(inputs);
        using ModelStream<double> own = many.OpenStream(), longer = few.OpenStream();
        for (int step = 0; step < 60; step++)
        {
            Assert.Equal(expected[(step * 6)..((step + 1) * 6)], own.Step(inputs.AsSpan(step * 6, 6)).ToArray());
            // A window of more steps than a model has sees all of them; this one stays below.
            if (name == "Sinusoids")
                Assert.Equal(expected[(step * 6)..((step + 1) * 6)], longer.Step(inputs.AsSpan(step * 6, 6)).ToArray());
        }
    }

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(16, 16, 32, 16)]
    [InlineData(17, 33, 5, 12)]
    [InlineData(300, 140, 64, 17)]
    public void The_compiler_reserves_what_the_kernels_take(int queries, int keys, int keyDim, int valueDim)
    {
        Generators.Graph.Value query = new(new(queries, 2 * keyDim)), key = new(new(keys, keyDim)), value = new(new(keys, valueDim));
        var operation = new Generators.Graph.Attention("a", "a", query, key, value, new(2, 1, keyDim, valueDim, 1, false, 0, false, 0));
        var shape = new Kernels.AttentionShape(queries, keys, 2, 1, keyDim, valueDim, 1);
        Assert.Equal([shape.ForwardScratch, shape.GradientScratch], operation.Buffers.Select(buffer => buffer.Features));
    }

    [Fact]
    public void Parameters_have_names_in_the_manner_of_Keras() => Assert.Equal(
        [
            "grouped_query_attention/query/kernel", "grouped_query_attention/query/bias", "grouped_query_attention/key/kernel",
            "grouped_query_attention/key/bias", "grouped_query_attention/value/kernel", "grouped_query_attention/value/bias",
            "grouped_query_attention/attention_output/kernel", "grouped_query_attention/attention_output/bias",
        ],
        Create("Shared", 12).Parameters.Select(parameter => parameter.Name));

    private static SequenceModel<double> Create(string name, int steps) => ModelCompiler.Create<double>(Models, $"{name}{steps}", seed: 5);
}
