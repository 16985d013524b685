namespace SimdSeq.Conformance.Tests;

/// <summary>Noise in whole models: a prediction has none, training has its own for every value, and gradients pass.</summary>
public sealed class GaussianNoiseTests
{
    private const int Steps = 5, Features = 3, Width = Steps * Features;

    private static readonly System.Reflection.Assembly Models = ModelCompiler.Compile(string.Concat(
        Declare("Noisy", "[GaussianNoise(0.5)]"),
        Declare("Twice", "[GaussianNoise(0.5)] [GaussianNoise(0.5)]"),
        Declare("NoisyRow", "[LastStep] [GaussianNoise(0.25)]"),
        Declare("Before", "[GaussianNoise(0.5)] [Gru(4)] [Dense(2)]"),
        Declare("Without", "[Gru(4)] [Dense(2)]")));

    [Fact]
    public void A_prediction_is_the_input_as_it_is()
    {
        double[] inputs = Checks.Values<double>(20 * Width, 1);
        Assert.Equal(inputs, Create("Noisy").Predict(inputs));
        Assert.Equal(inputs, Create("Twice").Predict(inputs));
        StreamChecks.Streaming(Create("Noisy"), 2);
        SequenceModel<double> before = Create("Before"), without = Create("Without");
        without.Parameters.Set(before.Parameters.ToArray());
        Assert.Equal(without.Predict(inputs), before.Predict(inputs));
    }

    [Fact]
    public void Training_adds_what_has_the_stated_deviation()
    {
        const int Samples = 2_000;
        double[] inputs = Checks.Values<double>(Samples * Width, 1);
        double[] noise = [.. new Probe<double>(Create("Noisy"), training: true).Outputs(inputs).Zip(inputs, (y, x) => y - x)];
        double[] row = [.. new Probe<double>(Create("NoisyRow"), training: true).Outputs(inputs)
            .Select((y, i) => y - inputs[i / Features * Width + (Steps - 1) * Features + i % Features])];
        double[] both = [.. new Probe<double>(Create("Twice"), training: true).Outputs(inputs).Zip(inputs, (y, x) => y - x)];
        HasDeviation(0.5, noise);
        HasDeviation(0.25, row);
        HasDeviation(Math.Sqrt(0.5), both); // each of the two layers has noise of its own
    }

    [Fact]
    public void A_sample_has_its_noise_wherever_it_is_computed()
    {
        double[] inputs = Checks.Values<double>(19 * Width, 1);
        var probe = new Probe<double>(Create("Noisy"), training: true);
        double[] all = probe.Outputs(inputs), some = probe.Outputs(inputs.AsSpan(0, 11 * Width));
        Assert.Equal(all[..some.Length], some);
    }

    [Fact]
    public void Gradients_pass_as_they_are()
    {
        double[] inputs = Checks.Values<double>(7 * Width, 1), weights = Checks.Values<double>(7 * Width, 2);
        Assert.Equal(weights, new Probe<double>(Create("Noisy"), training: true).Gradients(inputs, weights).Inputs);
        Assert.Equal(weights, new Probe<double>(Create("Noisy"), training: false).Gradients(inputs, weights).Inputs);
    }

    private static void HasDeviation(double deviation, double[] noise)
    {
        double n = noise.Length, mean = noise.Average(), square = noise.Average(value => value * value);
        Assert.InRange(mean / deviation, -4 / Math.Sqrt(n), 4 / Math.Sqrt(n));
        Assert.InRange(square / (deviation * deviation), 1 - 4 * Math.Sqrt(2 / n), 1 + 4 * Math.Sqrt(2 / n));
    }

    private static SequenceModel<double> Create(string name) => ModelCompiler.Create<double>(Models, name, seed: 5);

    private static string Declare(string name, string layers) =>
        $"[SequenceModel({Steps}, {Features}, Precision.Double, inputGradient: true)] {layers} public sealed partial class {name};\n";
}
