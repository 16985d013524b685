using System.Reflection;
using SimdSeq.Data;

namespace SimdSeq.Conformance.Tests;

/// <summary>Models of several inputs and outputs: sequences of the same and of other lengths, rows, answers of every shape.</summary>
public sealed class SeveralInputsTests
{
    private static readonly Assembly Models = ModelCompiler.Compile(
        string.Concat(Enum.GetValues<Precision>().Select(Declare)) + """
        [SequenceModel(5, 2, Precision.Double, variableLength: true)]
        public sealed partial class Tagged
        {
            private static (SymbolicTensor, SymbolicTensor) Forward(SymbolicTensor x)
            {
                var y = Gru(3, returnSequences: true)(x);
                return (Dense(1)(y), LastStep()(y));
            }
        }

        [SequenceModel(5, 2, Precision.Double, variableLength: true)]
        public sealed partial class Tags
        {
            private static SymbolicTensor Forward(SymbolicTensor x) => Dense(1)(Gru(3, returnSequences: true)(x));
        }

        [SequenceModel(12, 2)]
        [Gru(3)]
        public sealed partial class Chain;

        [SequenceModel]
        public sealed partial class Translated
        {
            private static SymbolicTensor Forward([Input(7, 3)] SymbolicTensor source, [Input(5, 2)] SymbolicTensor target)
            {
                var memory = RepeatVector(5)(Gru(4)(source));
                return Dense(3, Activation.Softmax)(Gru(6, returnSequences: true)(Concatenate()(target, memory)));
            }
        }

        [SequenceModel]
        public sealed partial class Padded
        {
            private static SymbolicTensor Forward(
                [Input(6, 2, variableLength: true)] SymbolicTensor left, [Input(4, 3, variableLength: true)] SymbolicTensor right) =>
                Concatenate()(Gru(4)(left), Lstm(3)(right));
        }

        [SequenceModel]
        public sealed partial class LookingAhead
        {
            private static (SymbolicTensor, SymbolicTensor) Forward(
                [Input(5, 2)] SymbolicTensor first, [Input(3)] SymbolicTensor place, [Input(5, 1)] SymbolicTensor second)
            {
                var both = Bidirectional(Gru(3, returnSequences: true))(Concatenate()(first, second));
                return (both, Dense(2)(Concatenate()(LastStep()(both), place)));
            }
        }

        """);

    private static string Declare(Precision precision) => $$"""
        using static SimdSeq.Layers;

        [SequenceModel(Precision.{{precision}}, inputGradient: true)]
        public sealed partial class Forked{{precision}}
        {
            private static (SymbolicTensor forecast, SymbolicTensor, SymbolicTensor risk) Forward(
                [Input(9, 3)] SymbolicTensor series, [Input(4)] SymbolicTensor place, [Input(9, 2)] SymbolicTensor calendar)
            {
                var x = Conv1D(5, 3, padding: Padding.Causal, dilation: 2, activation: Activation.Tanh)(Concatenate()(series, calendar));
                var y = Gru(4, returnSequences: true)(x + Dense(5)(calendar));
                var row = Concatenate()(LastStep()(y), Dense(3, Activation.Tanh)(place));
                return (Dense(2)(row), y, Dense(1, Activation.Sigmoid)(y));
            }
        }

        """.Replace("using static SimdSeq.Layers;\n",
            precision == Precision.Single ? "using static SimdSeq.Layers;\n" : "", StringComparison.Ordinal);

    private static SequenceModel<T> Create<T>(string name, long seed = 3)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        ModelCompiler.Create<T>(Models, name, seed);

    [Fact]
    public void A_model_tells_its_inputs_and_outputs()
    {
        var model = Create<float>("ForkedSingle");
        Assert.Equal(["series (9 x 3)", "place (4)", "calendar (9 x 2)"], model.InputTensors.Select(tensor => tensor.ToString()));
        Assert.Equal(["forecast (2)", "output_2 (9 x 4)", "risk (9 x 1)"], model.OutputTensors.Select(tensor => tensor.ToString()));
        Assert.Equal((9 * 3 + 4 + 9 * 2, 2 + 9 * 4 + 9), (model.SampleValues, model.Outputs));
        Assert.Contains("calendar", model.Summary(), StringComparison.Ordinal);
        Assert.Equal(["input (12 x 2)"], Create<float>("Chain").InputTensors.Select(tensor => tensor.ToString()));
    }

    [Fact]
    public void Gradients_agree_with_central_differences()
    {
        for (int seed = 0; seed < 5; seed++)
            Assert.InRange(Checks.GradientError(Create<double>("ForkedDouble", seed), training: true, seed), 0, Checks.GradientTolerance);
    }

    [Fact]
    public void A_batch_is_its_samples_and_arrays_are_samples()
    {
        var model = Create<float>("ForkedSingle");
        const int Count = 19;
        float[][] inputs = [.. model.InputTensors.Select((tensor, i) => Checks.Values<float>(Count * tensor.Length, i + 1))];
        float[][] answers = model.Predict(inputs);
        for (int sample = 0; sample < Count; sample++)
        {
            float[] one = [.. inputs.SelectMany((array, i) => Part(array, model.InputTensors[i].Length, sample))];
            float[] expected = [.. answers.SelectMany((array, i) => Part(array, model.OutputTensors[i].Length, sample))];
            Assert.Equal(expected, model.Predict(one));
        }

        Assert.Equal(
            answers, SampleParts.Apart(model.Predict(ArrayDataset.For(model, inputs, [])), [.. model.OutputTensors.Select(t => t.Length)]));
    }

    private static float[] Part(float[] array, int width, int sample) => array.AsSpan(sample * width, width).ToArray();

    [Theory]
    [InlineData("ForkedSingle")]
    [InlineData("LookingAhead")]
    public void A_stream_is_the_batch(string name)
    {
        var model = Create<float>(name);
        float[][] inputs = [.. model.InputTensors.Select((tensor, i) => Checks.Values<float>(tensor.Length, i + 1))];
        float[][] answers = model.Predict(inputs);
        var rows = model.InputTensors.Zip(inputs).Where(pair => pair.First.Steps is null).SelectMany(pair => pair.Second).ToArray();
        using var stream = model.OpenStream(rows: rows);
        for (int round = 0; round < 2; round++)
        {
            float[] last = [];
            for (int step = 0; step < model.Steps; step++)
            {
                float[] features = [.. model.InputTensors.Zip(inputs).Where(pair => pair.First.Steps is not null)
                    .SelectMany(pair => Part(pair.Second, pair.First.Features, step))];
                last = stream.Step(features).ToArray();
            }

            Assert.Equal(model.OutputTensors.Zip(answers).SelectMany(pair => pair.Second[^pair.First.Features..]), last);
            stream.Reset();
        }

        Assert.Throws<ArgumentException>(() => model.OpenStream(rows: new float[rows.Length + 1]));
        Assert.Throws<ArgumentException>(() => stream.Step(new float[1]));
    }

    [Fact]
    public void Sequences_of_other_steps_do_not_stream()
    {
        var wrong = Assert.Throws<InvalidOperationException>(() => Create<float>("Translated").OpenStream());
        Assert.Contains("source (7 x 3), target (5 x 2)", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_input_has_lengths_of_its_own()
    {
        var model = Create<float>("Padded");
        float[] left = Checks.Values<float>(12, 1), right = Checks.Values<float>(12, 2);
        float[] answer = model.Predict([left, right], [4, 3])[0];
        left.AsSpan(8).Fill(float.NaN);
        right.AsSpan(9).Fill(float.PositiveInfinity);
        Assert.Equal(answer, model.Predict([left, right], [4, 3])[0]);
        Assert.NotEqual(answer, model.Predict([left[..12], right], [3, 3])[0]);
        Assert.Equal(7, answer.Length);
        var data = ArrayDataset.For(model, [left, right], [new float[7]], [4, 3]);
        Assert.Equal(answer, model.Predict(data));
        Assert.True(double.IsFinite(model.Fit(data, new FitOptions()).Epochs[0].TrainLoss));
        Assert.Throws<ArgumentException>(() => model.Predict([left, right], [4]));
        Assert.Throws<ArgumentException>(() => model.Predict([left, right], [7, 3]));
        Assert.Throws<ArgumentException>(() => model.Predict([left, right], [4, -1]));
    }

    [Fact]
    public void Training_makes_the_weighted_sum_of_the_losses_small_with_the_same_bits_on_any_number_of_threads()
    {
        const int Count = 70;
        float[][] Random(IEnumerable<TensorInfo> tensors, int seed) =>
            [.. tensors.Select((tensor, i) => Checks.Values<float>(Count * tensor.Length, seed + i))];
        string? expected = null;
        foreach (int threads in (int[])[1, 2, 4])
        {
            var model = Create<float>("ForkedSingle");
            float[][] targets = Random(model.OutputTensors, 11);
            for (int i = 0; i < targets[2].Length; i++) targets[2][i] = targets[2][i] > 0 ? 1 : 0;
            var data = ArrayDataset.For(model, Random(model.InputTensors, 1), targets);
            Loss[] losses = [Loss.MeanAbsoluteError, Loss.MeanSquaredError, Loss.BinaryCrossEntropy()];
            double[] weights = [0.5, 2, 1];
            var before = model.Evaluate(data, losses, weights);
            Assert.Equal(before.Loss, before.Outputs.Zip(weights, (one, weight) => one.Loss * weight).Sum(), 1e-12);
            Assert.NotNull(before.Outputs[2].Accuracy);
            var history = model.Fit(data, new FitOptions
            {
                Epochs = 30,
                Losses = losses,
                LossWeights = weights,
                Optimizer = new Adam(0.01),
                Threads = threads,
                Validation = data,
            });
            var after = model.Evaluate(data, losses, weights);
            Assert.True(after.Loss < 0.9 * before.Loss, $"{before.Loss} -> {after.Loss}");
            Assert.Equal(after, history.Epochs[^1].Validation! with { Outputs = after.Outputs });
            Assert.Equal(0, history.Epochs.Min(epoch => epoch.BytesPerStep));
            expected ??= model.ParameterSha256();
            Assert.Equal(expected, model.ParameterSha256());
        }
    }

    [Fact]
    public void The_loss_of_training_is_that_of_a_measurement()
    {
        var model = Create<double>("ForkedDouble");
        const int Count = 21;
        double[][] inputs = [.. model.InputTensors.Select((tensor, i) => Checks.Values<double>(Count * tensor.Length, i + 1))];
        double[][] targets = [.. model.OutputTensors.Select((tensor, i) => Checks.Values<double>(Count * tensor.Length, i + 9))];
        var data = ArrayDataset.For(model, inputs, targets);
        double[] weights = [0.25, 3, 0];
        double measured = model.Evaluate(data, [Loss.MeanSquaredError], weights).Loss;
        double trained = model.Fit(data, new FitOptions { BatchSize = Count, LossWeights = weights }).Epochs[0].TrainLoss;
        Assert.Equal(measured, trained, 1e-12);
    }

    [Fact]
    public void Outputs_with_other_steps_train_as_each_alone_would()
    {
        // Two samples, of 2 steps and of 5: with the sequence's loss alone the gradient is that of the mean over 7 steps, whatever else is
        // answered.
        SequenceModel<double> both = Create<double>("Tagged"), alone = Create<double>("Tags");
        double[] inputs = Checks.Values<double>(2 * 5 * 2, 1), tags = Checks.Values<double>(2 * 5, 2);
        Assert.Equal(both.Parameters.ToArray(), alone.Parameters.ToArray());
        var options = new FitOptions { Optimizer = new Sgd(0.5), BatchSize = 2, Epochs = 3 };
        both.Fit(ArrayDataset.For(both, [inputs], [tags, new double[2 * 3]], [2, 5]), options with { LossWeights = [1, 0] });
        alone.Fit(ArrayDataset.For(alone, [inputs], [tags], [2, 5]), options);
        Assert.Equal(alone.Parameters.ToArray(), both.Parameters.ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(alone.Evaluate(ArrayDataset.For(alone, [inputs], [tags], [2, 5])).Loss,
            both.Evaluate(ArrayDataset.For(both, [inputs], [tags, new double[2 * 3]], [2, 5])).Outputs[0].Loss, 1e-12);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        var model = Create<float>("ForkedSingle");
        float[][] inputs = [.. model.InputTensors.Select(tensor => new float[2 * tensor.Length])];
        float[][] targets = [.. model.OutputTensors.Select(tensor => new float[2 * tensor.Length])];
        var data = ArrayDataset.For(model, inputs, targets);
        Assert.Contains(
            "place (4)", Message(() => ArrayDataset.For(model, [inputs[0], new float[9], inputs[2]], targets)), StringComparison.Ordinal);
        Assert.Contains(
            "series (9 x 3), place (4), calendar (9 x 2)", Message(() => ArrayDataset.For(model, inputs[..2], targets)),
            StringComparison.Ordinal);
        Assert.Contains("forecast (2)", Message(() => ArrayDataset.For(model, inputs, targets[..2])), StringComparison.Ordinal);
        Assert.Contains(
            "3 outputs", Message(() => model.Fit(data, new FitOptions { Losses = [Loss.MeanSquaredError, Loss.MeanSquaredError] })),
            StringComparison.Ordinal);
        Assert.Contains("3 outputs", Message(() => model.Fit(data, new FitOptions { LossWeights = [1] })), StringComparison.Ordinal);
        Assert.Contains(
            "ArrayDataset.For", Message(() => model.Predict(new ArrayDataset<float>(inputs[0], targets[0], 9, 3, 2))),
            StringComparison.Ordinal);
        Assert.Contains(
            "risk", Message(() => model.Evaluate(data, [Loss.MeanSquaredError, Loss.MeanSquaredError, Loss.CategoricalCrossEntropy()])),
            StringComparison.Ordinal);
        inputs[2][3] = float.NaN;
        var diverged = Assert.Throws<TrainingDivergedException>(
            () => model.Fit(ArrayDataset.For(model, inputs, targets), new FitOptions()));
        Assert.Contains("feature 1 of step 1 of calendar of sample 0", diverged.Message, StringComparison.Ordinal);
    }

    private static string Message(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;

    [Fact]
    public void A_saved_model_is_the_same()
    {
        var (model, other) = (Create<float>("ForkedSingle", 1), Create<float>("ForkedSingle", 2));
        using var file = new MemoryStream();
        model.Save(file);
        file.Position = 0;
        other.Load(file);
        Assert.Equal(model.ParameterSha256(), other.ParameterSha256());
    }
}
