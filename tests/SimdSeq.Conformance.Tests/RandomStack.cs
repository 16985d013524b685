using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace SimdSeq.Conformance.Tests;

/// <summary>A stack of layers as it would stand in a user's project. FsCheck draws it: sizes prime or awkward, options at random.</summary>
public sealed record RandomStack(int Steps, int Features, string[] Layers)
{
    private static readonly string[] Smooth = ["Tanh", "Sigmoid", "Elu", "Softsign", "Selu", "Exponential", "Linear", "Relu", "HardSigmoid",
        "Gelu", "GeluTanh", "Silu", "Mish", "Softplus", "LeakyRelu", "Relu6", "HardSwish"];

    /// <summary>Whether the same parameters serve any number of steps, and enough of them to cut some off.</summary>
    public bool CanBePadded => Steps > 1 && !Layers.Contains("Flatten") && !Layers[0].StartsWith("Embedding", StringComparison.Ordinal)
        && !Layers.Any(layer => IsRandomByStep(layer) || IsOfOtherLength(layer));

    /// <summary>Whether it answers with a sequence.</summary>
    public bool IsSequence => !Layers.Any(IsLast);

    /// <summary>Steps of a sample in which there is something to leave out where only the last step is answered.</summary>
    public int Longer => 5 * Steps + 3;

    /// <summary>Steps of a sample that is shorter.</summary>
    public int Shorter => 1 + Steps / 3;

    /// <summary>Whether the first step of a sequence answer is that of the last step of the input.</summary>
    public bool IsTurned =>
        Layers.Count(
            layer => layer == "Reverse"
                || (layer.Contains("goBackwards: true", StringComparison.Ordinal)
                    && layer.Contains("returnSequences: true", StringComparison.Ordinal))) % 2 == 1;

    /// <summary>The attributes, with a given class name and precision.</summary>
    public string Declare(string name, Precision precision, bool variableLength = false, int? steps = null) =>
        $"[SequenceModel(steps: {steps ?? Steps}, features: {Features}, precision: Precision.{precision}, inputGradient: true, "
            + $"variableLength: {(variableLength ? "true" : "false")})]\n"
        + string.Concat(Layers.Select(layer => $"[{layer}]\n")) + $"public sealed partial class {name};\n";

    public override string ToString() => $"{Steps} x {Features} -> {string.Join(" -> ", Layers)}";

    /// <summary>Draws a stack of one to five layers that fit together.</summary>
    public static Gen<RandomStack> Generator { get; } =
        from steps in Gen.Elements(1, 2, 3, 5, 7, 11)
        from features in Gen.Elements(1, 2, 3, 5, 13, 17)
        from depth in Gen.Choose(1, 5)
        from isStreamed in Gen.Elements(true, false, false)
        from layers in LayersFrom(depth, steps, isSequence: true, isStreamed)
        from first in Gen.Elements("", "", "", "Masking(maskValue: 0.5)", "Embedding(7, 5)", "Embedding(7, 3, maskZero: true)")
        select new RandomStack(steps, first.StartsWith('E') ? 1 : features,
            OneExponential(first == "" ? layers : [first, .. layers]));

    // An exponential of an exponential is soon infinite.
    private static string[] OneExponential(string[] layers)
    {
        int first = Array.FindIndex(layers, layer => layer.Contains("Exponential", StringComparison.Ordinal));
        return [.. layers.Select((layer, i) => i == first ? layer : layer.Replace("Exponential", "Softsign", StringComparison.Ordinal))];
    }

    // After a layer that turns the steps, one that is the last of all has other numbers.
    private static bool IsRandomByStep(string layer) =>
        layer.Contains("Dropout(", StringComparison.Ordinal) || layer.Contains("GaussianNoise(", StringComparison.Ordinal);

    // Its answer has another number of steps, or its padding is that of all steps.
    private static bool IsOfOtherLength(string layer) => layer.Contains("Padding.Valid", StringComparison.Ordinal)
        || layer.Contains("strides: 2", StringComparison.Ordinal) || layer.Contains("strides: 3", StringComparison.Ordinal)
        || layer.StartsWith("UpSampling", StringComparison.Ordinal) || layer.StartsWith("ZeroPadding", StringComparison.Ordinal)
        || layer.StartsWith("Cropping", StringComparison.Ordinal);

    // Where it is to be streamed, no layer needs the whole sequence.
    private static Gen<string[]> LayersFrom(int remaining, int steps, bool isSequence, bool isStreamed)
    {
        if (remaining == 0) return Gen.Constant(Array.Empty<string>());
        var next = isSequence && isStreamed
            ? Gen.OneOf(Forwards(sequences: true), Forwards(sequences: false), Dense, Glu, Activated, Gen.Constant("LastStep"))
                .Select(layer => (layer, steps))
            : isSequence
            ? Gen.OneOf(
                Recurrent(sequences: true), Recurrent(sequences: true), Recurrent(sequences: false), Bidirectional(sequences: true),
                Bidirectional(sequences: false), Dense, Activated, Dropout, Flatten, UserCell, Normalization, Glu, TimeDistributed,
                Gen.Constant("LastStep"), Gen.Constant("Reverse"))
                .Select(layer => (layer, steps))
            : Gen.OneOf(Dense, Dense, Activated, Dropout, Normalization, Glu).Select(layer => (layer, steps));
        if (isSequence)
        {
            next = isStreamed
                ? Gen.OneOf(next, RandomWindows.Streamed(steps))
                : Gen.Frequency((2, next), (1, RandomWindows.Layer(steps)));
        }

        return from layer in next
               from rest in LayersFrom(remaining - 1, layer.steps, isSequence && !IsLast(layer.layer), isStreamed)
               select (string[])[layer.layer, .. rest];
    }

    private static bool IsLast(string layer) =>
        layer is "Flatten" or "LastStep" || layer.StartsWith("Global", StringComparison.Ordinal)
            || layer.Contains("returnSequences: false", StringComparison.Ordinal);

    private static Gen<string> Units { get; } = Gen.Elements(1, 2, 3, 5, 7, 8, 13, 16, 17)
        .Select(u => u.ToString(CultureInfo.InvariantCulture));

    private static Gen<string> Activation { get; } = Gen.Elements(Smooth).Select(a => "Activation." + a);

    // Softmax of one feature is refused.
    private static Gen<string> RowActivation(string units) =>
        units == "1"
            ? Activation
            : Gen.OneOf(Activation, Activation, Activation, Gen.Elements("Activation.Softmax", "Activation.LogSoftmax"));

    // Gates that can be any size make a recurrence explode, which says nothing about its gradient.
    private static Gen<string> Gate { get; } = Gen.Elements("Activation.Sigmoid", "Activation.HardSigmoid", "Activation.Tanh");

    private static Gen<string> Bounded { get; } = Gen.Elements(
        "Activation.Tanh", "Activation.Softsign", "Activation.Sigmoid", "Activation.Relu", "Activation.Elu", "Activation.Relu6",
        "Activation.LeakyRelu", "Activation.Gelu", "Activation.Silu", "Activation.HardSwish");

    private static Gen<string> Rate { get; } = Gen.Elements("0", "0", "0.25", "0.5");

    private static Gen<string> Bool { get; } = Gen.Elements("true", "false");

    private static Gen<string> Flatten { get; } = Gen.Constant("Flatten");

    private static Gen<string> UserCell { get; } =
        from cell in Gen.Elements(UserCells.Names)
        from units in Units
        from sequences in Bool
        from dropout in Rate
        from recurrentDropout in Rate
        from backwards in Bool
        from zeros in Bool
        select $"Recurrent<{cell}>({units}, returnSequences: {sequences}, dropout: {dropout}, recurrentDropout: {recurrentDropout}, "
            + $"goBackwards: {backwards}, "
            + $"zeroOutputForMask: {zeros})";

    private static Gen<string> Activated { get; } = from activation in Activation select $"Activation({activation})";

    // Groups of one feature, or one group, divide any features; a Dense makes others possible. Where the features are one, an epsilon that
    // is not small keeps what is normalised from being constant.
    private static Gen<string> Normalization { get; } =
        from kind in Gen.Elements(
            "LayerNormalization(epsilon: 0.1", "GroupNormalization(1, 0.1", "GroupNormalization(-1, 0.1", "GroupNormalization(3, 0.1")
        from center in Bool
        from scale in Bool
        from other in Gen.Elements("", "", "RMSNormalization(epsilon: 0.1)", "UnitNormalization", "BatchNormalization")
        from units in Gen.Elements(3, 6, 9, 18, 51)
        let layer = $"{kind}, {center}, {scale}, betaInitializer: Initializer.RandomUniform)"
        let isOfThree = layer.StartsWith("GroupNormalization(3", StringComparison.Ordinal)
        let ofBatches = $"BatchNormalization(0.75, 0.1, {center}, {scale}, betaInitializer: Initializer.RandomUniform)"
        select other == "BatchNormalization" ? ofBatches : other != "" ? other : isOfThree ? $"Dense({units})]\n[{layer}" : layer;

    private static Gen<string> Glu { get; } =
        from units in Gen.Elements(2, 6, 10, 16, 34)
        select $"Dense({units}, biasInitializer: Initializer.RandomUniform)]\n[Glu";

    private static Gen<string> Dropout { get; } = from rate in Rate select $"Dropout({rate})";

    private static Gen<string> Dense { get; } =
        from units in Units
        from activation in RowActivation(units)
        from bias in Bool
        select $"Dense({units}, activation: {activation}, useBias: {bias}, biasInitializer: Initializer.RandomUniform)";

    private static Gen<string> TimeDistributed { get; } =
        from other in Gen.Elements("Dropout(0.25)", "GaussianNoise(0.125)", "LayerNormalization(epsilon: 0.1)")
        from layer in Gen.OneOf(Dense, Dense, Activated, Gen.Constant(other))
        select $"TimeDistributed]\n[{layer}";

    private static Gen<string> Recurrent(bool sequences) =>
        from units in Units
        from layer in Recurrent(sequences, units, "false", "false", "true")
        select layer;

    private static Gen<string> Forwards(bool sequences) =>
        from units in Units
        from layer in Recurrent(sequences, units, "false")
        select layer;

    private static Gen<string> Bidirectional(bool sequences) =>
        from merge in Gen.Elements("Concat", "Sum", "Multiply", "Average")
        from own in Bool
        from units in Units
        from otherUnits in merge == "Concat" ? Units : Gen.Constant(units)
        from first in Recurrent(sequences, units, "false")
        from second in Recurrent(sequences, otherUnits, "false")
        select $"Bidirectional(Merge.{merge}, twoLayers: {own})]\n[{first}" + (own == "true" ? $"]\n[{second}" : "");

    private static Gen<string> Recurrent(bool sequences, string units, params string[] goBackwards) =>
        from kind in Gen.OneOf(SimpleRnn, Lstm, Gru)
        from activation in Bounded
        from bias in Bool
        from dropout in Rate
        from recurrentDropout in Rate
        from backwards in Gen.Elements(goBackwards)
        from initial in Bool
        from returned in Bool
        from zeros in Bool
        select $"{kind.Replace("UNITS", units)}, activation: {activation}, useBias: {bias}, "
            + $"returnSequences: {(sequences ? "true" : "false")}, "
            + $"goBackwards: {backwards}, initialState: {initial}, returnState: {returned}, "
            + $"dropout: {dropout}, recurrentDropout: {recurrentDropout}, zeroOutputForMask: {zeros}, biasInitializer: "
                + "Initializer.RandomUniform)";

    private static Gen<string> SimpleRnn { get; } = Gen.Constant("SimpleRnn(UNITS");

    private static Gen<string> Lstm { get; } =
        from gate in Gate
        from forget in Bool
        from peephole in Bool
        from coupled in Bool
        select $"Lstm(UNITS, recurrentActivation: {gate}, unitForgetBias: {forget}, peephole: {peephole}, coupledGates: {coupled}";

    private static Gen<string> Gru { get; } =
        from gate in Gate
        from resetAfter in Bool
        select $"Gru(UNITS, recurrentActivation: {gate}, resetAfter: {resetAfter}";
}
