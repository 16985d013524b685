using System.Numerics;
using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using SimdSeq.Kernels;
using Xunit.Abstractions;

namespace SimdSeq.Conformance.Tests;

/// <summary>One sample, predicted in pieces that fill the lanes of a tile, has the bits of a sample in a tile and of a stream.</summary>
public sealed class PiecesTests(ITestOutputHelper output, PiecesTests.Models models) : IClassFixture<PiecesTests.Models>
{
    private const string Random = "biasInitializer: Initializer.RandomUniform";

    [Fact]
    public void A_sample_in_pieces_is_the_sample() => RandomRun.ForEach(output, models.Bodies, "models", models.Seed, model =>
    {
        IsTheTile(models.Create<float>("Single", model), model);
        IsTheTile(models.Create<double>("Double", model), model);
    });

    [Fact]
    public void Pieces_allocate_nothing() => RandomRun.ForEach(output, models.Bodies, "models", models.Seed, model =>
        Checks.Allocation(models.Create<float>("Single", model), model));

    [Fact]
    public void An_unknown_id_is_named_by_its_sample()
    {
        var model = ModelCompiler.Create<float>(ModelCompiler.Compile(
            "[SequenceModel(steps: 40, features: 1)] [Embedding(9, 4)] [Conv1D(3, 3, padding: Padding.Causal)] public partial class Ids;"),
            "Ids", 1);
        Assert.NotNull(model.Layout.Pieces);
        float[] inputs = new float[2 * 40];
        inputs[40 + 7] = 9;
        var error = Assert.ThrowsAny<ArgumentException>(() => model.Predict(inputs));
        Assert.Contains("sample 1", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    // In a batch of all lanes, the sample is one of them.
    private static void IsTheTile<T>(SequenceModel<T> model, int seed) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.NotNull(model.Layout.Pieces);
        int lanes = Tile<T>.Lanes, width = model.Steps * model.Features, answers = model.Outputs;
        var random = new Random(seed);
        T[] inputs = [.. Enumerable.Range(0, lanes * width).Select(_ => T.CreateTruncating(2 * random.NextDouble() - 1))];
        T[] whole = model.Predict(inputs);
        for (int sample = 0; sample < lanes; sample += 5)
        {
            T[] alone = model.Predict(inputs.AsSpan(sample * width, width));
            Assert.Equal(whole[(sample * answers)..((sample + 1) * answers)], alone);
        }

        T[] three = model.Predict(inputs.AsSpan(0, 3 * width));
        Assert.Equal(whole[..(3 * answers)], three);
        using var stream = model.OpenStream();
        for (int step = 0; step < model.Steps; step++)
        {
            int each = answers / model.Steps;
            Assert.Equal(
                whole[(step * each)..((step + 1) * each)], stream.Step(inputs.AsSpan(step * model.Features, model.Features)).ToArray());
        }
    }

    /// <summary>Random models of layers that look back, once in each precision, all in one compilation.</summary>
    public sealed class Models
    {
        private readonly Assembly _assembly;

        public Models()
        {
            Seed = RandomRun.NextSeed();
            Bodies = [.. Model.Sample((RandomRun.Stacks + 3) / 4, new Rnd(Seed), 10)];
            _assembly = ModelCompiler.Compile("using static SimdSeq.Layers;\n" + string.Concat(Bodies.Select((body, i) =>
                Declare($"Single{i}", Precision.Single, body) + Declare($"Double{i}", Precision.Double, body))));
        }

        internal ulong Seed { get; }

        internal string[] Bodies { get; }

        internal SequenceModel<T> Create<T>(string name, int model) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            ModelCompiler.Create<T>(_assembly, $"{name}{model}", 1 + model);

        private static string Declare(string name, Precision precision, string body) =>
            $"[SequenceModel({body[..body.IndexOf('|')]}, precision: Precision.{precision})] public sealed partial class {name} {{ "
            + $"static SymbolicTensor Forward(SymbolicTensor x) {{ {body[(body.IndexOf('|') + 1)..]} }} }}\n";

        // A whole number of pieces, a last one that is shorter, one that is empty.
        private static Gen<string> Model =>
            from steps in Gen.Elements(32, 33, 47, 50, 64, 81, 112)
            from features in Gen.Choose(1, 3)
            from count in Gen.Choose(1, 4)
            from layers in Layer.ListOf(count)
            select $"steps: {steps}, features: {features}|var y = Dense(6)(x); {string.Concat(layers)} return y;";

        private static Gen<string> Layer =>
            from taps in Gen.Choose(1, 5)
            from dilation in Gen.Elements(1, 2, 3, 5, 8, 17, 40)
            from filters in Gen.Elements(2, 6, 10, 18)
            let causal = $"dilation: {dilation}, padding: Padding.Causal, {Random}"
            from layer in Gen.Elements(
                $"y = Conv1D({filters}, {taps}, {causal})(y);",
                $"y = Conv1D({filters}, {taps}, {causal}, weightNorm: true, activation: Activation.Relu)(y);",
                $"y = Shortcut(6)(y) + Conv1D(6, {taps}, {causal}, groups: 2)(Dense(6)(y)) * Shortcut(6)(y);",
                $"y = DepthwiseConv1D({taps}, {causal}, depthMultiplier: 2)(y);",
                $"y = SeparableConv1D({filters}, {taps}, {causal})(y);",
                $"y = Concatenate()(y, Conv1D({filters}, {taps}, {causal})(y), y);",
                $"y = LayerNormalization()(Dense({filters}, Activation.Tanh)(y));",
                "y = Dropout(0.3)(RMSNormalization()(y));",
                $"y = Glu()(Conv1D({2 * filters}, {taps}, {causal})(y));",
                $"y = Tcn({filters}, kernelSize: {Math.Max(2, taps)}, levels: 3, returnSequences: true)(y);",
                $"y = Dense({filters}, Activation.Softmax)(y);")
            select layer;
    }
}
