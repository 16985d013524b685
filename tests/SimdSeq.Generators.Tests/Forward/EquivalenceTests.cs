using System.Text.RegularExpressions;

namespace SimdSeq.Generators.Tests.Forward;

/// <summary>A chain emits the same code, whether it is written as attributes or as a method.</summary>
public class EquivalenceTests
{
    private const string Own =
        "public sealed class Own : ICell { public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernel w) => x * w + 0.5 * "
            + "h; }\n";

    [Theory]
    [InlineData("12, 3", "Gru(32)", "Dense(1)")]
    [InlineData("12, 3", "Gru(5, dropout: 0.1, recurrentDropout: 0.5, returnSequences: true)", "Gru(4, activation: Activation.Relu)",
        "Dropout(0.5)", "Dense(1, Activation.Sigmoid)")]
    [InlineData("12, 3, variableLength: true", "Lstm(5, peephole: true, returnSequences: true)",
        "SimpleRnn(4, returnSequences: true, zeroOutputForMask: true)", "LastStep", "Dense(2)")]
    [InlineData("12, 1", "Embedding(100, 8, maskZero: true)", "Lstm(4, initialState: true, returnState: true)", "Dense(1)")]
    [InlineData("12, 3", "Masking(-1)", "Gru(4, returnSequences: true)", "GlobalAveragePooling1D", "Dense(4, Activation.Softmax)")]
    [InlineData("12, 3", "ZeroPadding1D(2, 1)", "MaxPooling1D(3, strides: 2, padding: Padding.Same)", "AveragePooling1D", "UpSampling1D(3)",
        "Cropping1D", "GlobalMaxPooling1D", "Dense(1)")]
    [InlineData("12, 3", "LastStep", "RepeatVector(3)", "SpatialDropout1D(0.5)", "Reverse", "Flatten", "Activation(Activation.Tanh)")]
    [InlineData("12, 3", "Conv1D(8, 3, dilation: 2, padding: Padding.Causal, activation: Activation.Relu, weightNorm: true)", "LastStep",
        "Dense(1)")]
    [InlineData("12, 3", "GaussianNoise(0.1)", "DepthwiseConv1D(3, 2, Padding.Same, depthMultiplier: 2)",
        "SeparableConv1D(5, 2, padding: Padding.Causal)", "Conv1DTranspose(4, 3, 2, Padding.Same, activation: Activation.Tanh)",
        "LastStep")]
    [InlineData("12, 3, precision: Precision.Double, inputGradient: true", "Recurrent<Own>(4, returnSequences: true)",
        "Dense(2, useBias: false, kernelInitializer: Initializer.HeNormal)")]
    public void A_method_emits_what_the_attributes_emit(string sizes, params string[] layers)
    {
        string attributes = Own + $"[SequenceModel({sizes})] {string.Concat(layers.Select(layer => $"[{layer}] "))}partial class Model;";
        string calls = layers.Aggregate("x", (inner, layer) => $"{AsFunction(layer)}({inner})");
        Assert.Equal(Harness.Emit(attributes), Harness.Emit(Method(sizes, calls)));
    }

    [Theory]
    [InlineData("[Bidirectional] [Gru(5)]", "Bidirectional(Gru(5))(x)")]
    [InlineData("[Bidirectional(Merge.Sum)] [Gru(5)]", "Bidirectional(Gru(5), Merge.Sum)(x)")]
    [InlineData("[Bidirectional(twoLayers: true)] [Gru(5)] [Lstm(4)]", "Bidirectional(Gru(5), backwardLayer: Lstm(4))(x)")]
    [InlineData("[TimeDistributed] [Dense(5, Activation.Softmax)] [LastStep]",
        "LastStep()(TimeDistributed(Dense(5, Activation.Softmax))(x))")]
    [InlineData("[Gru(5, returnSequences: true)] [Activation(Activation.Relu)] [Dense(2)] [Activation(Activation.Softmax)]",
        "Softmax(Dense(2)(Relu(Gru(5, returnSequences: true)(x))))")]
    public void So_do_wrappers_and_activations(string attributes, string method) => Assert.Equal(
        Harness.Emit(Own + $"[SequenceModel(12, 3)] {attributes} partial class Model;"), Harness.Emit(Method("12, 3", method)));

    private static string Method(string sizes, string result) =>
        $"using static SimdSeq.Layers;\n{Own}[SequenceModel({sizes})] partial class Model {{ static SymbolicTensor Forward(SymbolicTensor "
            + $"x) => {result}; }}";

    private static string AsFunction(string layer)
    {
        string call = layer.Contains('(') ? layer : layer + "()";
        return Regex.Replace(call, "^Activation\\(", "ActivationLayer(");
    }
}
