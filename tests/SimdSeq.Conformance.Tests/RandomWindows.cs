using FsCheck;
using FsCheck.Fluent;

namespace SimdSeq.Conformance.Tests;

/// <summary>Layers over windows of steps, drawn to fit a number of steps; with each, the steps of its answer.</summary>
internal static class RandomWindows
{
    public static Gen<(string Layer, int Steps)> Layer(int steps) => Gen.OneOf(
        Convolution(steps), Convolution(steps), Convolution(steps), Pooling(steps),
        Tcn(steps), Depthwise(steps), Transposed(steps),
        Gen.Elements(("GlobalMaxPooling1D", steps), ("GlobalAveragePooling1D", steps)),
        Gen.Elements((0, 1), (1, 0), (2, 1)).Select(pad => ($"ZeroPadding1D({pad.Item1}, {pad.Item2})", steps + pad.Item1 + pad.Item2)),
        Gen.Elements((0, 0), (1, 0), (0, 1)).Select(crop => steps > 1
            ? ($"Cropping1D({crop.Item1}, {crop.Item2})", steps - crop.Item1 - crop.Item2) : ("Cropping1D(0, 0)", steps)),
        Gen.Elements(1, 2).Select(size => ($"UpSampling1D({size})", steps * size)),
        Gen.Elements("0", "0.5").Select(rate => ($"SpatialDropout1D({rate})", steps)),
        Gen.Elements("0", "0.125").Select(deviation => ($"GaussianNoise({deviation})", steps)));

    /// <summary>Those that a stream needs no more than a few steps for.</summary>
    public static Gen<(string Layer, int Steps)> Streamed(int steps) => Gen.OneOf(
        Convolution(steps), Convolution(steps), Depthwise(steps), Pooling(steps), Tcn(steps),
        Transposed(steps).Where(drawn => drawn.Item1.Contains("strides: 1", StringComparison.Ordinal)),
        Gen.Elements((0, 1), (1, 0), (2, 1)).Select(pad => ($"ZeroPadding1D({pad.Item1}, {pad.Item2})", steps + pad.Item1 + pad.Item2)),
        Gen.Elements((1, 0), (0, 1), (1, 1)).Select(crop => steps > 2
            ? ($"Cropping1D({crop.Item1}, {crop.Item2})", steps - crop.Item1 - crop.Item2) : ("Cropping1D(0, 0)", steps)));

    private static Gen<(string, int)> Convolution(int steps) =>
        from filters in Gen.Elements(1, 2, 3, 5, 8, 13, 17)
        from taps in Gen.Elements(1, 2, 3, 4)
        from dilation in Gen.Elements(1, 1, 2, 3)
        from strides in Gen.Elements(1, 1, 1, 2, 3)
        from padding in Gen.Elements("Same", "Causal", "Causal", "Valid")
        from activation in Gen.Elements("Linear", "Tanh", "Elu", "Sigmoid")
        from bias in Gen.Elements("true", "false")
        from norm in Gen.Elements("true", "false")
        let span = (taps - 1) * dilation + 1
        let fitting = padding == "Valid" && span > steps ? "Causal" : padding
        select ($"Conv1D({filters}, {taps}, strides: {strides}, padding: Padding.{fitting}, "
            + $"dilation: {dilation}, activation: Activation.{activation}, "
            + $"useBias: {bias}, biasInitializer: Initializer.RandomUniform, weightNorm: {norm})",
            fitting == "Valid" ? (steps - span) / strides + 1 : (steps - 1) / strides + 1);

    private static Gen<(string, int)> Depthwise(int steps) =>
        from filters in Gen.Elements(0, 0, 1, 3, 8, 13)
        from multiplier in Gen.Elements(1, 1, 2, 5)
        from taps in Gen.Elements(1, 2, 3, 4)
        from dilation in Gen.Elements(1, 1, 2)
        from strides in Gen.Elements(1, 1, 1, 2)
        from padding in Gen.Elements("Same", "Causal", "Causal", "Valid")
        from activation in Gen.Elements("Linear", "Tanh", "Sigmoid")
        from bias in Gen.Elements("true", "false")
        let span = (taps - 1) * dilation + 1
        let fitting = padding == "Valid" && span > steps ? "Causal" : padding
        let layer = filters == 0 ? "DepthwiseConv1D(" : $"SeparableConv1D({filters}, "
        select ($"{layer}{taps}, strides: {strides}, padding: Padding.{fitting}, depthMultiplier: {multiplier}, dilation: {dilation}, "
            + $"activation: Activation.{activation}, useBias: {bias}, biasInitializer: Initializer.RandomUniform)",
            fitting == "Valid" ? (steps - span) / strides + 1 : (steps - 1) / strides + 1);

    private static Gen<(string, int)> Transposed(int steps) =>
        from filters in Gen.Elements(1, 2, 5, 8, 13)
        from taps in Gen.Elements(1, 2, 3, 4)
        from dilation in Gen.Elements(1, 1, 2)
        from strides in Gen.Elements(1, 1, 2, 3)
        from padding in Gen.Elements("Same", "Valid")
        from activation in Gen.Elements("Linear", "Tanh", "Sigmoid")
        from bias in Gen.Elements("true", "false")
        let span = (taps - 1) * dilation + 1
        let shorter = steps * strides + span > 40 ? 1 : strides
        select ($"Conv1DTranspose({filters}, {taps}, strides: {shorter}, padding: Padding.{padding}, dilation: {dilation}, "
            + $"activation: Activation.{activation}, useBias: {bias}, biasInitializer: Initializer.RandomUniform)",
            steps * shorter + (padding == "Valid" ? Math.Max(span - shorter, 0) : 0));

    private static Gen<(string, int)> Tcn(int steps) =>
        from filters in Gen.Elements(1, 3, 5, 8)
        from taps in Gen.Elements(1, 2, 3)
        from levels in Gen.Elements(1, 2, 3)
        from dropout in Gen.Elements("0", "0", "0.25")
        from activation in Gen.Elements("Tanh", "Elu", "Sigmoid")
        from norm in Gen.Elements("None", "WeightNorm", "LayerNorm")
        from skips in Gen.Elements("true", "false")
        from causal in Gen.Elements("true", "true", "false")
        select ($"Tcn({filters}, {taps}, {levels}, dropout: {dropout}, activation: Activation.{activation}, norm: TcnNorm.{norm}, "
            + $"skipConnections: {skips}, causal: {causal}, returnSequences: true)", steps);

    private static Gen<(string, int)> Pooling(int steps) =>
        from kind in Gen.Elements("Max", "Average")
        from size in Gen.Elements(1, 2, 3)
        from strides in Gen.Elements(1, 2, 3)
        from padding in Gen.Elements("Same", "Valid", "Valid")
        let fitting = padding == "Valid" && size > steps ? "Same" : padding
        select ($"{kind}Pooling1D({size}, strides: {strides}, padding: Padding.{fitting})",
            fitting == "Valid" ? (steps - size) / strides + 1 : (steps - 1) / strides + 1);
}
