using System.Globalization;

namespace SimdSeq.Conformance.Tests;

/// <summary>Depthwise, separable and transposed convolutions of whole models against Keras's definitions, lengths and parameters.</summary>
public sealed class ConvolutionLayerTests
{
    private const int Steps = 9, Features = 3;

    private static readonly (Padding Padding, int Taps, int Strides, int Dilation, int Multiplier)[] Cases =
    [
        (Padding.Valid, 3, 1, 1, 1), (Padding.Valid, 2, 3, 2, 2), (Padding.Valid, 1, 2, 1, 5), (Padding.Same, 3, 1, 1, 2),
        (Padding.Same, 4, 2, 1, 1), (Padding.Same, 2, 1, 3, 3), (Padding.Same, 1, 3, 1, 1), (Padding.Causal, 3, 1, 2, 2),
        (Padding.Causal, 2, 2, 1, 1), (Padding.Same, 2, 4, 1, 1), (Padding.Valid, 2, 4, 1, 1), (Padding.Valid, 4, 1, 2, 17),
    ];

    private static readonly System.Reflection.Assembly Models = ModelCompiler.Compile(string.Concat(
        string.Concat(Cases.Select((the, i) =>
            Declare(i, "Depthwise", $"DepthwiseConv1D({Options(the)}, depthMultiplier: {the.Multiplier}")
            + Declare(i, "Separable", $"SeparableConv1D(5, {Options(the)}, depthMultiplier: {the.Multiplier}")
            + (the.Padding == Padding.Causal ? "" : Declare(i, "Transposed", $"Conv1DTranspose(4, {Options(the)}")))),
        Class("3, 1, Precision.Double", "[Conv1DTranspose(1, 3, strides: 2)]", "ByHandValid"),
        Class("3, 1, Precision.Double", "[Conv1DTranspose(1, 3, strides: 2, padding: Padding.Same)]", "ByHandSame"),
        Class("3, 2, Precision.Double", "[DepthwiseConv1D(2, padding: Padding.Causal, depthMultiplier: 2)]", "ByHandDepthwise"),
        string.Concat(Varying().Select((layers, i) =>
            Class("7, 2, inputGradient: true, variableLength: true", layers, $"Long{i}")
            + Class("4, 2, inputGradient: true, variableLength: true", layers, $"Short{i}")))));

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Length)];

    public static TheoryData<int> TransposedNumbers =>
        [.. Enumerable.Range(0, Cases.Length).Where(i => Cases[i].Padding != Padding.Causal)];

    public static TheoryData<int> VaryingNumbers => [.. Enumerable.Range(0, Varying().Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_depthwise_convolution_is_Kerass(int number)
    {
        var (padding, taps, strides, dilation, multiplier) = Cases[number];
        var model = Create($"Depthwise{number}");
        Assert.Equal(["depthwise_conv1d/kernel", "depthwise_conv1d/bias"], model.Parameters.Select(parameter => parameter.Name));
        Assert.Equal([taps, Features, multiplier], model.Layout.Parameters[0].Shape);
        double[][] x = Inputs();
        double[][] padded = ConvolutionReference.Pad(x, padding, taps, strides, dilation);
        double[][] sums = ConvolutionReference.Depthwise(padded, Weight(model, 0), taps, strides, dilation);
        AssertIs(Finished(sums, Weight(model, 1)), model, x);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_separable_convolution_is_Kerass(int number)
    {
        var (padding, taps, strides, dilation, multiplier) = Cases[number];
        var model = Create($"Separable{number}");
        Assert.Equal(
            ["separable_conv1d/depthwise_kernel", "separable_conv1d/pointwise_kernel", "separable_conv1d/bias"],
            model.Parameters.Select(parameter => parameter.Name));
        Assert.Equal([taps, Features, multiplier], model.Layout.Parameters[0].Shape);
        Assert.Equal([1, Features * multiplier, 5], model.Layout.Parameters[1].Shape);
        double[][] x = Inputs();
        double[][] padded = ConvolutionReference.Pad(x, padding, taps, strides, dilation);
        double[][] depthwise = ConvolutionReference.Depthwise(padded, Weight(model, 0), taps, strides, dilation);
        AssertIs(Finished(ConvolutionReference.Pointwise(depthwise, Weight(model, 1)), Weight(model, 2)), model, x);
    }

    [Theory]
    [MemberData(nameof(TransposedNumbers))]
    public void A_transposed_convolution_is_Kerass(int number)
    {
        var (padding, taps, strides, dilation, _) = Cases[number];
        var model = Create($"Transposed{number}");
        Assert.Equal(["conv1d_transpose/kernel", "conv1d_transpose/bias"], model.Parameters.Select(parameter => parameter.Name));
        Assert.Equal([taps, 4, Features], model.Layout.Parameters[0].Shape);
        double[][] x = Inputs();
        double[][] sums = ConvolutionReference.Transposed(x, Weight(model, 0), padding, 4, taps, strides, dilation);
        AssertIs(Finished(sums, Weight(model, 1)), model, x);
    }

    // Steps 1, 2, 3 and taps 10, 1, 100, two steps apart: 10 1 100, 20 2 200 and 30 3 300 added where they meet.
    [Theory]
    [InlineData("ByHandValid", new double[] { 10, 1, 120, 2, 230, 3, 300 })]
    [InlineData("ByHandSame", new double[] { 10, 1, 120, 2, 230, 3 })]
    public void What_is_made_of_each_step_is_added(string name, double[] expected)
    {
        var model = Create(name);
        model.Parameters.Set([10, 1, 100, 0]);
        Assert.Equal(expected, model.Predict([1, 2, 3]));
    }

    // Weights [tap][feature][multiplier]: of feature 0 the step before times 1 and 10 and this one times 2 and 20; of feature 1 times 3 and
    // 30, and 4 and 40.
    [Fact]
    public void Outputs_of_a_feature_lie_side_by_side()
    {
        var model = Create("ByHandDepthwise");
        model.Parameters.Set([1, 10, 3, 30, 2, 20, 4, 40, 0, 0, 0, 0.5]);
        Assert.Equal([2, 20, 400, 4000.5, 5, 50, 1100, 11000.5, 8, 80, 1800, 18000.5], model.Predict([1, 100, 2, 200, 3, 300]));
    }

    [Theory]
    [MemberData(nameof(VaryingNumbers))]
    public void A_padded_sample_gives_what_it_gives_alone(int number) => Checks.Padding(
        ModelCompiler.Create<float>(Models, $"Long{number}", seed: 3), ModelCompiler.Create<float>(Models, $"Short{number}", seed: 3),
        answersLast: false, seed: 4);

    // What stands after them reads which steps of their answers are there.
    private static string[] Varying()
    {
        const string Random = "biasInitializer: Initializer.RandomUniform";
        string[] layers =
        [
            $"Conv1DTranspose(3, 3, strides: 2, {Random})", $"Conv1DTranspose(3, 2, strides: 3, {Random})",
            $"Conv1DTranspose(3, 4, dilation: 2, {Random})", $"Conv1DTranspose(3, 5, strides: 2, padding: Padding.Same, {Random})",
            $"Conv1DTranspose(3, 1, strides: 2, padding: Padding.Same, {Random})", $"DepthwiseConv1D(3, {Random}, depthMultiplier: 2)",
            $"DepthwiseConv1D(3, padding: Padding.Causal, {Random})",
            $"SeparableConv1D(3, 2, strides: 2, padding: Padding.Causal, {Random})", $"SeparableConv1D(3, 3, {Random})",
        ];
        string[] after = ["[LastStep]", "[GlobalAveragePooling1D] [Dense(2)]", "[Gru(3)]"];
        return [.. layers.SelectMany(layer => after.Select(last => $"[{layer}] {last}"))];
    }

    private static SequenceModel<double> Create(string name) => ModelCompiler.Create<double>(Models, name, seed: 5);

    private static double[][] Inputs() => [.. Checks.Values<double>(Steps * Features, 1).Chunk(Features)];

    private static double[] Weight(SequenceModel<double> model, int number) => model.Parameters[number].Values.ToArray();

    private static double[][] Finished(double[][] sums, double[] bias) =>
        [.. sums.Select(row => row.Select((sum, o) => Math.Tanh(sum + bias[o])).ToArray())];

    private static void AssertIs(double[][] expected, SequenceModel<double> model, double[][] x)
    {
        double[] got = model.Predict([.. x.SelectMany(row => row)]);
        Assert.Equal(expected.Length, model.Layout.OutputSteps);
        Assert.Equal(expected.Sum(row => row.Length), got.Length);
        for (int i = 0; i < got.Length; i++) Assert.Equal(expected[i / expected[0].Length][i % expected[0].Length], got[i], 1e-14);
    }

    private static string Options((Padding Padding, int Taps, int Strides, int Dilation, int Multiplier) the) => string.Create(
        CultureInfo.InvariantCulture, $"{the.Taps}, strides: {the.Strides}, padding: Padding.{the.Padding}, dilation: {the.Dilation}");

    private static string Declare(int number, string name, string layer) => Class(
        $"{Steps}, {Features}, Precision.Double", $"[{layer}, activation: Activation.Tanh, biasInitializer: Initializer.RandomNormal)]",
        $"{name}{number}");

    private static string Class(string sizes, string layers, string name) =>
        $"[SequenceModel({sizes})] {layers} public sealed partial class {name};\n";
}
