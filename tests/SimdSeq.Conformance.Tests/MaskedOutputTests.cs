namespace SimdSeq.Conformance.Tests;

/// <summary>What a sequence holds at steps that are not there, as far as a later layer or the user sees it.</summary>
public sealed class MaskedOutputTests
{
    private static readonly double[] Ids = [0, 3, 1, 0, 4, 0];

    private static readonly double[] Inputs = [.. Ids.SelectMany(id => id == 0 ? (double[])[0.5, 0.5] : [id / 3, -id])];

    private static readonly string[] Layers =
    [
        "SimpleRnn(3, returnSequences: true{0})", "Lstm(3, returnSequences: true, returnState: true{0})",
        "Gru(3, returnSequences: true, goBackwards: true{0})", "Gru(3, returnSequences: true, dropout: 0.25, recurrentDropout: 0.25{0})",
        "Recurrent<MinimalGatedUnit>(3, returnSequences: true, returnState: true{0})",
    ];

    private static readonly string[] Merges = Enum.GetNames<Merge>();

    public static TheoryData<int> LayerNumbers => [.. Enumerable.Range(0, Layers.Length)];

    public static TheoryData<string> MergeNames => [.. Merges];

    private static readonly System.Reflection.Assembly Models = ModelCompiler.Compile(UserCells.Declare(seed: 1) + string.Concat(
        Declare("BothWays", "[Embedding(5, 2, maskZero: true)] [Bidirectional] [Lstm(2, returnSequences: true)] [Flatten] [Dense(1)]"),
        Declare("OneWay", "[Embedding(5, 2, maskZero: true)] [Lstm(2, returnSequences: true)] [Flatten] [Dense(1)]"),
        Declare("OneWayZeros", "[Embedding(5, 2, maskZero: true)] [Lstm(2, returnSequences: true, zeroOutputForMask: true)] "
            + "[Flatten] [Dense(1)]"),
        string.Concat(Enumerable.Range(0, Layers.Length).Select(i =>
            Declare($"Plain{i}", Masked(i, "")) + Declare($"Zeros{i}", Masked(i, ", zeroOutputForMask: true")))),
        string.Concat(Merges.Select(merge => Declare($"Merged{merge}", $"[Masking(maskValue: 0.5)] [Bidirectional(Merge.{merge})] "
            + "[Gru(3, returnSequences: true, returnState: true)] [Dense(2)]"))),
        "[SequenceModel(6, 2, inputGradient: true, variableLength: true)] [Bidirectional] [Gru(3, returnSequences: true)] public "
            + "sealed partial class Varying;",
        "[SequenceModel(6, 2, inputGradient: true)] [Gru(3, returnSequences: true, zeroOutputForMask: true)] public sealed partial "
            + "class Unmasked;",
        string.Concat(new[] { ("Long", "6, 2, variableLength: true"), ("Short", "4, 2") }.Select(model =>
            $"[SequenceModel({model.Item2}, inputGradient: true)] [Bidirectional] [Gru(3, dropout: 0.25, returnSequences: true)] "
            + $"[Dropout(0.5)] [Bidirectional] [Gru(3, dropout: 0.25)] public sealed partial class {model.Item1};")),
        "[SequenceModel(6, 2, inputGradient: true)] [Masking] [Bidirectional] [Gru(3)] public sealed partial class LastOfBoth;"));

    [Fact]
    public void Bidirectional_gives_zeros_as_in_Keras()
    {
        var model = ModelCompiler.Create<double>(Models, "BothWays", seed: 7);
        double[][] x = Embed(model), forward = LstmOf(model, 1, x, zeroed: true);
        double[][] backward = [.. LstmOf(model, 4, [.. x.Reverse()], zeroed: true, isReversed: true).Reverse()];
        double[] row = [.. forward.Zip(backward, (f, b) => (double[])[.. f, .. b]).SelectMany(step => step)];
        Assert.Equal(Dense(model, row), Assert.Single(model.Predict(Ids)), 1e-14);
    }

    [Fact]
    public void A_layer_alone_repeats_its_state_as_in_Keras()
    {
        var model = ModelCompiler.Create<double>(Models, "OneWay", seed: 7);
        double[] row = [.. LstmOf(model, 1, Embed(model), zeroed: false).SelectMany(step => step)];
        Assert.Equal(Dense(model, row), Assert.Single(model.Predict(Ids)), 1e-14);
    }

    [Fact]
    public void A_layer_alone_gives_zeros_when_asked_for()
    {
        var model = ModelCompiler.Create<double>(Models, "OneWayZeros", seed: 7);
        double[] row = [.. LstmOf(model, 1, Embed(model), zeroed: true).SelectMany(step => step)];
        Assert.Equal(Dense(model, row), Assert.Single(model.Predict(Ids)), 1e-14);
    }

    [Theory]
    [MemberData(nameof(LayerNumbers))]
    public void Zeros_replace_the_sequence_at_masked_steps_and_nothing_else(int layer)
    {
        var plain = ModelCompiler.Create<double>(Models, $"Plain{layer}", seed: 3);
        var zeros = ModelCompiler.Create<double>(Models, $"Zeros{layer}", seed: 3);
        double[] inputs = Inputs;
        double[] expected = new double[plain.Outputs], got = new double[plain.Outputs];
        double[] states = new double[plain.ReturnedStates], gotStates = new double[plain.ReturnedStates];
        plain.Predict(inputs, default, expected, states);
        zeros.Predict(inputs, default, got, gotStates);
        bool isTurned = Layers[layer].Contains("goBackwards", StringComparison.Ordinal);
        for (int step = 0; step < Ids.Length; step++)
        {
            if (Ids[isTurned ? Ids.Length - 1 - step : step] == 0) expected.AsSpan(3 * step, 3).Clear();
        }

        Assert.Equal(expected, got);
        Assert.Equal(states, gotStates);
        CheckAll(zeros);
    }

    [Theory]
    [MemberData(nameof(MergeNames))]
    public void Every_merge_gives_zeros_at_masked_steps(string merge)
    {
        var model = ModelCompiler.Create<double>(Models, $"Merged{merge}", seed: 3);
        var bias = model.Parameters[^1];
        bias.Set([0.25, -0.5]);
        double[] answers = model.Predict(Inputs);
        for (int step = 0; step < Ids.Length; step++)
        {
            double[] answer = answers[(2 * step)..(2 * step + 2)];
            if (Ids[step] == 0) Assert.Equal([0.25, -0.5], answer);
            else Assert.DoesNotContain(answer, value => value is 0.25 or -0.5);
        }

        CheckAll(model);
    }

    [Fact]
    public void Beyond_the_length_of_a_sample_stand_zeros_too()
    {
        var model = ModelCompiler.Create<float>(Models, "Varying", seed: 3);
        float[] inputs = Checks.Values<float>(2 * 12, 5), outputs = new float[2 * 36];
        model.Predict(inputs, [4, 6], outputs);
        Assert.All(outputs[24..36], value => Assert.Equal(0, value));
        Assert.All(outputs.Where((_, i) => i is < 24 or >= 36), value => Assert.NotEqual(0, value));
    }

    [Fact]
    public void With_a_mask_and_without_a_layer_drops_the_same_values() =>
        Checks.Padding(
            ModelCompiler.Create<float>(Models, "Long", seed: 3), ModelCompiler.Create<float>(Models, "Short", seed: 3),
            answersLast: false, seed: 4);

    [Fact]
    public void Without_a_mask_nothing_is_zero() => Assert.DoesNotContain(
        0, ModelCompiler.Create<float>(Models, "Unmasked", seed: 3).Predict(new float[12].Select((_, i) => i - 5.5f).ToArray()));

    [Fact]
    public void A_last_answer_is_that_of_the_last_step_that_is_there()
    {
        var model = ModelCompiler.Create<float>(Models, "LastOfBoth", seed: 3);
        Assert.Equal(model.Predict([0, 0, 0, 0, 1, 2, 0, 0, 3, -1, 0, 0]), model.Predict([1, 2, 3, -1, 0, 0, 0, 0, 0, 0, 0, 0]));
    }

    private static void CheckAll(SequenceModel<double> model)
    {
        foreach (bool training in (bool[])[true, false])
            Assert.InRange(Checks.GradientError(model, training, seed: 1), 0, Checks.GradientTolerance);
        Checks.BatchSplit(model, 2);
        StreamChecks.Streaming(model, 3);
        Checks.Allocation(model, 4);
    }

    private static string Masked(int layer, string more) => $"[Masking(maskValue: 0.5)] [{string.Format(null, Layers[layer], more)}]";

    private static string Declare(string name, string layers) =>
        $"[SequenceModel(6, {(layers.StartsWith("[Embedding", StringComparison.Ordinal) ? 1 : 2)}, Precision.Double, inputGradient: "
            + $"true)] {layers} public sealed partial class {name};\n";

    private static double[][] Embed(SequenceModel<double> model)
    {
        double[] table = model.Parameters[0].Values.ToArray();
        return [.. Ids.Select(id => table[(2 * (int)id)..(2 * (int)id + 2)])];
    }

    private static double Dense(SequenceModel<double> model, double[] row)
    {
        double[] kernel = model.Parameters[^2].Values.ToArray();
        return row.Zip(kernel, (x, w) => x * w).Sum() + model.Parameters[^1].Values[0];
    }

    // i, f, o = sigmoid, n = tanh of x·W + h·U + b; c' = f c + i n; h' = o tanh c'. A step whose id is 0 leaves h and c as they are.
    private static double[][] LstmOf(SequenceModel<double> model, int first, double[][] x, bool zeroed, bool isReversed = false)
    {
        double[][] parameters = [.. Enumerable.Range(first, 3).Select(i => model.Parameters[i].Values.ToArray())];
        double[] w = parameters[0], u = parameters[1], b = parameters[2];
        double[] h = [0, 0], c = [0, 0];
        var answers = new double[x.Length][];
        for (int t = 0; t < x.Length; t++)
        {
            bool isThere = Ids[isReversed ? x.Length - 1 - t : t] != 0;
            if (isThere)
            {
                double[] sums = [.. Enumerable.Range(0, 8).Select(k =>
                    b[k] + x[t][0] * w[k] + x[t][1] * w[8 + k] + h[0] * u[k] + h[1] * u[8 + k])];
                double[] before = c;
                c = [.. Enumerable.Range(0, 2).Select(j => Sigmoid(sums[2 + j]) * before[j] + Sigmoid(sums[j]) * Math.Tanh(sums[4 + j]))];
                double[] after = c;
                h = [.. Enumerable.Range(0, 2).Select(j => Sigmoid(sums[6 + j]) * Math.Tanh(after[j]))];
            }

            answers[t] = isThere || !zeroed ? h : [0, 0];
        }

        return answers;
    }

    private static double Sigmoid(double a) => 1 / (1 + Math.Exp(-a));
}
