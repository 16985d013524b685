namespace SimdSeq.Conformance.Tests;

/// <summary>Outputs and every gradient, in double, against Keras's meaning of what differs from one framework to the next.</summary>
public sealed class KerasReferenceTests
{
    private const int Steps = 7, Features = 3, Units = 5;

    private static readonly System.Reflection.Assembly Models = ModelCompiler.Compile(string.Concat(
        new[] { ("Before", "Gru(5, resetAfter: false{0})"), ("After", "Gru(5{0})"),
            ("Memory", "Lstm(5, unitForgetBias: false{0})") }.Select(model =>
            Declare(model.Item1, "", model.Item2) + Declare(model.Item1 + "Masked", "[Masking(maskValue: 0.25)]", model.Item2))));

    [Theory]
    [InlineData("Before")]
    [InlineData("After")]
    [InlineData("Memory")]
    [InlineData("BeforeMasked")]
    [InlineData("AfterMasked")]
    [InlineData("MemoryMasked")]
    public void Answers_and_gradients_are_those_derived_by_hand(string name)
    {
        var model = ModelCompiler.Create<double>(Models, name, seed: 3);
        double[] inputs = Checks.Values<double>(Steps * Features, 1), weights = Checks.Values<double>(Units, 2);
        bool[] isThere =
            [.. Enumerable.Range(0, Steps).Select(step => !name.EndsWith("Masked", StringComparison.Ordinal) || step % 3 != 1)];
        for (int step = 0; step < Steps; step++)
        {
            if (!isThere[step]) inputs.AsSpan(step * Features, Features).Fill(0.25);
        }

        double[] Parameter(int index) => model.Parameters[index].Values.ToArray();
        var reference = new KerasReference(Parameter(0), Parameter(1), Parameter(2), Features, Units);
        var (last, inputGradient) = name.StartsWith("Memory", StringComparison.Ordinal)
            ? reference.Lstm(inputs, isThere, weights)
            : reference.Gru(inputs, isThere, resetAfter: name.StartsWith("After", StringComparison.Ordinal), weights);
        var (parameterGradient, gotInputGradient) = new Probe<double>(model, training: true).Gradients(inputs, weights);
        Near(last, model.Predict(inputs));
        Near([.. reference.KernelGradient, .. reference.RecurrentGradient, .. reference.BiasGradient], parameterGradient);
        Near(inputGradient, gotInputGradient);
    }

    [Fact]
    public void Recurrent_dropout_is_off_outside_training()
    {
        var model = ModelCompiler.Create<double>(
            ModelCompiler.Compile(Declare("Dropping", "", "Gru(5, dropout: 0.5, recurrentDropout: 0.5{0})")), "Dropping", seed: 3);
        double[] inputs = Checks.Values<double>(Steps * Features, 1);
        var reference = new KerasReference(
            model.Parameters[0].Values.ToArray(), model.Parameters[1].Values.ToArray(), model.Parameters[2].Values.ToArray(), Features,
            Units);
        bool[] isThere = [.. Enumerable.Repeat(true, Steps)];
        Near(reference.Gru(inputs, isThere, resetAfter: true, new double[Units]).Last, model.Predict(inputs));
    }

    private static string Declare(string name, string before, string layer) =>
        $"[SequenceModel({Steps}, {Features}, Precision.Double, inputGradient: true)] {before} "
        + $"[{string.Format(null, layer, ", biasInitializer: Initializer.RandomNormal")}] public sealed partial class {name};\n";

    private static void Near(double[] expected, double[] got)
    {
        Assert.Equal(expected.Length, got.Length);
        for (int i = 0; i < got.Length; i++) Assert.Equal(expected[i], got[i], 1e-13);
    }
}
