using SimdSeq.Data;

namespace SimdSeq.Conformance.Tests;

/// <summary>BatchNormalization of whole models: Keras's answers, and statistics that a plain reference follows step by step.</summary>
public sealed class BatchNormalizationTests
{
    private const int Steps = 5, Features = 3, Count = 75;
    private const double Momentum = 0.75, MaskValue = 0.25;
    private const string Random = "betaInitializer: Initializer.RandomNormal, gammaInitializer: Initializer.RandomNormal";

    private static readonly System.Reflection.Assembly Models = ModelCompiler.Compile($$"""
        [SequenceModel({{Steps}}, {{Features}}, Precision.Double)] [BatchNormalization({{Random}})] public sealed partial class Answering;
        [SequenceModel({{Steps}}, {{Features}}, Precision.Double)]
        [BatchNormalization(0.5, 0.125, false, false)] public sealed partial class Bare;

        [SequenceModel({{Steps}}, {{Features}}, Precision.Double, variableLength: true)]
        [BatchNormalization({{Momentum}})] [Gru(4)] [Dense(1)] public sealed partial class OfInputs;
        [SequenceModel({{Steps}}, {{Features}}, variableLength: true)]
        [BatchNormalization({{Momentum}})] [Gru(4)] [Dense(1)] public sealed partial class OfInputsInSingle;
        [SequenceModel({{Steps}}, {{Features}}, Precision.Double)]
        [Masking({{MaskValue}})] [BatchNormalization({{Momentum}})] [Gru(4)] [Dense(1)] public sealed partial class OfMasked;

        [SequenceModel({{Steps}}, {{Features}}, Precision.Double, variableLength: true)]
        [Dense(4, Activation.Tanh)] [BatchNormalization({{Momentum}})] [LastStep] [Dense(1)] public sealed partial class OfValues;
        [SequenceModel({{Steps}}, {{Features}}, Precision.Double, variableLength: true)]
        [Dense(4, Activation.Tanh)] public sealed partial class Values;

        [SequenceModel({{Steps}}, {{Features}}, Precision.Double)]
        public sealed partial class CalledTwice
        {
            private static SymbolicTensor Forward(SymbolicTensor x)
            {
                var shared = SimdSeq.Layers.BatchNormalization({{Momentum}});
                return SimdSeq.Layers.LastStep()(shared(x) + shared(2 * x));
            }
        }
        """);

    [Theory]
    [InlineData("Answering", 1e-3)]
    [InlineData("Bare", 0.125)]
    public void Answers_are_Kerass(string name, double epsilon)
    {
        var model = ModelCompiler.Create<double>(Models, name, seed: 3);
        Set(model, "moving_mean", [0.5, -1, 2]);
        Set(model, "moving_variance", [0.25, 4, 0]);
        double[] x = Checks.Values<double>(Steps * Features, 1), got = model.Predict(x);
        for (int i = 0; i < x.Length; i++)
        {
            double Of(string weight, double missing) => name == "Bare" ? missing : Values(model, weight)[i % Features];
            double mean = Values(model, "moving_mean")[i % Features], variance = Values(model, "moving_variance")[i % Features];
            double normal = (x[i] - mean) / Math.Sqrt(variance + epsilon);
            Assert.Equal(Of("gamma", 1) * normal + Of("beta", 0), got[i], 1e-12);
        }
    }

    [Fact]
    public void Parameters_have_Kerass_names_order_and_first_values()
    {
        var model = ModelCompiler.Create<double>(Models, "OfInputs", seed: 1);
        string[] names = [.. model.Parameters.Take(4).Select(parameter => parameter.Name)];
        string[] expected = ["gamma", "beta", "moving_mean", "moving_variance"];
        Assert.Equal(expected.Select(weight => "batch_normalization/" + weight), names);
        Assert.Equal([1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1], model.Parameters.ToArray()[..12]);
        Assert.Equal([true, true, false, false], model.Parameters.Take(4).Select(parameter => parameter.IsTrainable));
    }

    [Theory]
    [InlineData(16, 1)]
    [InlineData(37, 2)]
    [InlineData(Count, 4)]
    public void Statistics_of_samples_of_any_length_are_those_of_a_plain_reference(int batch, int threads)
    {
        int[] lengths = [.. Enumerable.Range(0, Count).Select(sample => sample * 7 % (Steps + 1))];
        double[] inputs = [.. Checks.Values<double>(Count * Steps * Features, 1).Select(value => 3 + value)];
        Follow("OfInputs", inputs, lengths, batch, threads, (_, _, samples) => Rows(inputs, lengths, samples, Features), 1e-12);
    }

    [Fact]
    public void So_they_are_in_single_precision()
    {
        const int Batch = 32;
        int[] lengths = [.. Enumerable.Range(0, Count).Select(sample => 1 + sample % Steps)];
        float[] inputs = Checks.Values<float>(Count * Steps * Features, 1);
        var model = ModelCompiler.Create<float>(Models, "OfInputsInSingle", seed: 3);
        var data = new ArrayDataset<float>(inputs, Checks.Values<float>(Count, 2), Steps, Features, 1, lengths);
        using var trainer = model.OpenTrainer(data, new FitOptions { BatchSize = Batch, Shuffle = false, Threads = 2 });
        double[] wide = [.. inputs.Select(value => (double)value)], mean = new double[Features], variance = [1, 1, 1];
        for (int first = 0; first < Count; first += Batch)
        {
            trainer.Step();
            Move(mean, variance, Rows(wide, lengths, Enumerable.Range(first, Math.Min(Batch, Count - first)), Features));
            for (int i = 0; i < Features; i++)
            {
                Assert.Equal(mean[i], model.Parameters["batch_normalization/moving_mean"].Values[i], 1e-6);
                Assert.Equal(variance[i], model.Parameters["batch_normalization/moving_variance"].Values[i], 1e-6);
            }
        }
    }

    [Fact]
    public void Masked_steps_are_left_out()
    {
        double[] inputs = Checks.Values<double>(Count * Steps * Features, 1);
        for (int step = 0; step < Count * Steps; step += 3) inputs.AsSpan(step * Features, Features).Fill(MaskValue);
        int[] all = [.. Enumerable.Repeat(Steps, Count)];
        Follow("OfMasked", inputs, null, 20, 2,
            (_, _, samples) => [.. Rows(inputs, all, samples, Features).Where(row => row[0] != MaskValue)], 1e-12);
    }

    // The layer before it moves: its values are those of a model that ends there, with the parameters before the step.
    [Fact]
    public void Statistics_are_of_the_values_that_reach_the_layer()
    {
        int[] lengths = [.. Enumerable.Range(0, Count).Select(sample => sample % (Steps + 1))];
        double[] inputs = Checks.Values<double>(Count * Steps * Features, 1);
        var before = ModelCompiler.Create<double>(Models, "Values", seed: 1);
        Follow("OfValues", inputs, lengths, 32, 2, (model, parameters, samples) =>
        {
            before.Parameters.Set(parameters.AsSpan(0, before.ParameterCount));
            var outputs = new double[Count * before.Outputs];
            before.Predict(inputs, lengths, outputs);
            return Rows(outputs, lengths, samples, 4);
        }, 1e-12);
    }

    [Fact]
    public void A_layer_that_is_called_twice_takes_both_calls_together()
    {
        double[] inputs = Checks.Values<double>(Count * Steps * Features, 1), twice = [.. inputs.Select(value => 2 * value)];
        int[] all = [.. Enumerable.Repeat(Steps, Count)];
        Follow("CalledTwice", inputs, null, 30, 2,
            (_, _, samples) => [.. Rows(inputs, all, samples, Features), .. Rows(twice, all, samples, Features)], 1e-12);
    }

    [Fact]
    public void Trained_long_enough_they_are_the_datas()
    {
        double Other(double value, int i) => 10 * (i % Features) + (1 + i % Features) * value;
        double[] inputs = [.. Checks.Values<double>(Count * Steps * Features, 1).Select(Other)];
        var model = ModelCompiler.Create<double>(Models, "OfInputs", seed: 3);
        var data = new ArrayDataset<double>(inputs, Checks.Values<double>(Count, 2), Steps, Features);
        model.Fit(data, new FitOptions { BatchSize = Count, Epochs = 80 });
        double[] mean = new double[Features], variance = new double[Features];
        Move(mean, variance, Rows(inputs, [.. Enumerable.Repeat(Steps, Count)], Enumerable.Range(0, Count), Features), momentum: 0);
        for (int i = 0; i < Features; i++)
        {
            Assert.Equal(mean[i], Values(model, "moving_mean")[i], 1e-6);
            Assert.Equal(variance[i], Values(model, "moving_variance")[i], 1e-6);
        }
    }

    [Fact]
    public void A_step_that_nobody_has_moves_nothing()
    {
        double[] inputs = Checks.Values<double>(2 * Steps * Features, 1);
        var model = ModelCompiler.Create<double>(Models, "OfInputs", seed: 3);
        model.Fit(new ArrayDataset<double>(inputs, [1, 2], Steps, Features, 1, [0, 0]), new FitOptions());
        Assert.Equal([0, 0, 0], Values(model, "moving_mean"));
        Assert.Equal([1, 1, 1], Values(model, "moving_variance"));
    }

    // Trains step by step beside the reference, which is told the rows that are there in each batch.
    private static void Follow(
        string name, double[] inputs, int[]? lengths, int batch, int threads,
        Func<SequenceModel<double>, double[], IEnumerable<int>, List<double[]>> rowsOf, double tolerance)
    {
        var model = ModelCompiler.Create<double>(Models, name, seed: 3);
        double[] targets = Checks.Values<double>(Count * model.Outputs, 2);
        var data = new ArrayDataset<double>(inputs, targets, Steps, Features, model.Outputs, lengths);
        var options = new FitOptions { BatchSize = batch, Shuffle = false, Threads = threads, GradientSlots = 3 };
        using var trainer = model.OpenTrainer(data, options);
        int features = Values(model, "moving_mean").Length;
        double[] mean = new double[features], variance = [.. Enumerable.Repeat(1.0, features)];
        for (int epoch = 0; epoch < 3; epoch++)
        {
            for (int first = 0; first < Count; first += batch)
            {
                double[] parameters = model.Parameters.ToArray();
                trainer.Step();
                Move(mean, variance, rowsOf(model, parameters, Enumerable.Range(first, Math.Min(batch, Count - first))));
                for (int i = 0; i < features; i++)
                {
                    Assert.Equal(mean[i], Values(model, "moving_mean")[i], tolerance);
                    Assert.Equal(variance[i], Values(model, "moving_variance")[i], tolerance);
                }
            }
        }
    }

    private static void Move(double[] mean, double[] variance, List<double[]> rows, double momentum = Momentum)
    {
        for (int i = 0; i < mean.Length; i++)
        {
            double ofBatch = rows.Average(row => row[i]), squares = rows.Average(row => (row[i] - ofBatch) * (row[i] - ofBatch));
            mean[i] = mean[i] * momentum + ofBatch * (1 - momentum);
            variance[i] = variance[i] * momentum + squares * (1 - momentum);
        }
    }

    private static List<double[]> Rows(double[] values, int[] lengths, IEnumerable<int> samples, int features) =>
        [.. samples.SelectMany(sample => Enumerable.Range(0, lengths[sample])
            .Select(step => values.AsSpan((sample * Steps + step) * features, features).ToArray()))];

    private static double[] Values(SequenceModel<double> model, string weight) => Find(model, weight).Values.ToArray();

    private static void Set(SequenceModel<double> model, string weight, double[] values) => Find(model, weight).Set(values);

    private static Parameter<double> Find(SequenceModel<double> model, string weight) =>
        model.Parameters.Single(parameter => parameter.Name == "batch_normalization/" + weight);
}
