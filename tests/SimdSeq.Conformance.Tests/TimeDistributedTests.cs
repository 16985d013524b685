namespace SimdSeq.Conformance.Tests;

/// <summary>TimeDistributed makes of a sequence what its layer makes of each step as a row, with the same parameters.</summary>
public sealed class TimeDistributedTests
{
    private const int Steps = 5, Features = 4;

    private static readonly string[] Layers =
    [
        "Dense(3, Activation.Tanh, biasInitializer: Initializer.RandomNormal)", "Dense(3, Activation.Softmax)",
        "Activation(Activation.LogSoftmax)", "Glu", "Dropout(0.5)", "GaussianNoise(0.5)",
        "LayerNormalization(betaInitializer: Initializer.RandomNormal)", "RMSNormalization", "UnitNormalization",
    ];

    private static readonly System.Reflection.Assembly Models = ModelCompiler.Compile(string.Concat(Layers.Select((layer, i) =>
        Declare(Steps, $"[TimeDistributed] [{layer}]", $"Every{i}") + Declare(1, $"[LastStep] [{layer}]", $"One{i}")
        + Declare(Steps, $"[TimeDistributed] [{layer}] [LastStep]", $"Last{i}"))));

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Layers.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Every_step_is_the_row_alone(int number)
    {
        SequenceModel<double> every = Create($"Every{number}"), one = Create($"One{number}"), last = Create($"Last{number}");
        one.Parameters.Set(every.Parameters.ToArray());
        last.Parameters.Set(every.Parameters.ToArray());
        double[] inputs = Checks.Values<double>(Steps * Features, 1), expected = one.Predict(inputs);
        Assert.Equal(expected, every.Predict(inputs));
        Assert.Equal(expected[^one.Outputs..], last.Predict(inputs));
        StreamChecks.Streaming(every, 2);
        StreamChecks.Streaming(last, 3);
    }

    [Fact]
    public void Parameters_have_Kerass_names()
    {
        Assert.Equal(
            ["time_distributed/dense/kernel", "time_distributed/dense/bias"],
            Create("Every0").Parameters.Select(parameter => parameter.Name));
        Assert.Equal(
            ["time_distributed/layer_normalization/gamma", "time_distributed/layer_normalization/beta"],
            Create("Every6").Parameters.Select(parameter => parameter.Name));
    }

    private static string Declare(int steps, string layers, string name) =>
        $"[SequenceModel({steps}, {Features}, Precision.Double)] {layers} public sealed partial class {name};\n";

    private static SequenceModel<double> Create(string name) => ModelCompiler.Create<double>(Models, name, seed: 5);
}
