namespace SimdSeq.Generators.Tests.Diagnostics;

/// <summary>Mistakes in the value of an argument.</summary>
internal static class ArgumentMistakes
{
    private const string Later = "Gelu, GeluTanh, Silu, Mish, Softplus, LeakyRelu, Relu6, HardSwish.";
    private const string Class = " partial class Forecaster;";
    private const string Stack = " [Gru(4)] [Dense(1)]" + Class;

    public static IEnumerable<Mistake> All =>
    [
        new("no steps", "[SequenceModel([|0|], 3)]" + Stack,
            "SSEQ003", "steps must be at least 1; got 0. Give the size of one sample: how many time steps, of how many features each."),
        new("negative steps by name", "[SequenceModel(features: 3, [|steps: -1|])]" + Stack,
            "SSEQ003", "steps must be at least 1; got -1. Give the size of one sample: how many time steps, of how many features each."),
        new("no features", "[SequenceModel(12, [|0|])]" + Stack,
            "SSEQ003", "features must be at least 1; got 0. Give the size of one sample: how many time steps, of how many features each."),
        new("no features by name", "[SequenceModel(steps: 12, [|features: 0|])]" + Stack,
            "SSEQ003", "features must be at least 1; got 0. Give the size of one sample: how many time steps, of how many features each."),
        new("no units", "[SequenceModel(12, 3)] [Gru([|0|])]" + Class,
            "SSEQ003", "units must be at least 1; got 0. Stack so far: 12 x 3 -> **Gru**. Give the number of outputs you want."),
        new("negative units by name", "[SequenceModel(12, 3)] [Gru(4)] [Dense(useBias: false, [|units: -2|])]" + Class,
            "SSEQ003",
            "units must be at least 1; got -2. Stack so far: 12 x 3 -> Gru 4 -> **Dense**. Give the number of outputs you want."),
        new("units from a constant",
            "[SequenceModel(12, 3)] [Gru([|Sizes.Hidden - 4|])]" + Class + " static class Sizes { public const int Hidden = 4; }",
            "SSEQ003", "units must be at least 1; got 0. Stack so far: 12 x 3 -> **Gru**. Give the number of outputs you want."),
        new("all dropped", "[SequenceModel(12, 3)] [Gru(4, [|dropout: 1|])]" + Class,
            "SSEQ003",
            "dropout must be in [0, 1); got 1. Stack so far: 12 x 3 -> **Gru**. It is the share of values that training drops: 0 drops "
                + "none, 0.5 half."),
        new("negative dropout", "[SequenceModel(12, 3)] [Gru(4, [|dropout: -0.1|])]" + Class,
            "SSEQ003",
            "dropout must be in [0, 1); got -0.1. Stack so far: 12 x 3 -> **Gru**. It is the share of values that training drops: 0 drops "
                + "none, 0.5 half."),
        new("dropout in percent", "[SequenceModel(12, 3)] [Gru(4, [|recurrentDropout: 50|])]" + Class,
            "SSEQ003",
            "recurrentDropout must be in [0, 1); got 50. Stack so far: 12 x 3 -> **Gru**. It is the share of values that training drops: 0 "
                + "drops none, 0.5 half."),
        new("dropout by position",
            "[SequenceModel(12, 3)] [Gru(4, Activation.Tanh, Activation.Sigmoid, true, true, false, [|1.5|])]" + Class,
            "SSEQ003",
            "dropout must be in [0, 1); got 1.5. Stack so far: 12 x 3 -> **Gru**. It is the share of values that training drops: 0 drops "
                + "none, 0.5 half."),
        new("dropout not a number", "[SequenceModel(12, 3)] [Gru(4, [|recurrentDropout: double.NaN|])]" + Class,
            "SSEQ003",
            "recurrentDropout must be in [0, 1); got NaN. Stack so far: 12 x 3 -> **Gru**. It is the share of values that training drops: "
                + "0 drops none, 0.5 half."),
        new("activation", "[SequenceModel(12, 3)] [Gru(4, [|(Activation)99|])]" + Class,
            "SSEQ006", "activation: Activation has no member with the value 99. Stack so far: 12 x 3 -> **Gru**. "
                + "Use one of Linear, Relu, Tanh, Sigmoid, HardSigmoid, Elu, Selu, Exponential, Softsign, " + Later),
        new("recurrent activation", "[SequenceModel(12, 3)] [Gru(4, [|recurrentActivation: (Activation)(-1)|])]" + Class,
            "SSEQ006", "recurrentActivation: Activation has no member with the value -1. Stack so far: 12 x 3 -> **Gru**. "
                + "Use one of Linear, Relu, Tanh, Sigmoid, HardSigmoid, Elu, Selu, Exponential, Softsign, " + Later),
        new("activation of Dense", "[SequenceModel(12, 3)] [Dense(4, [|activation: (Activation)19|])]" + Class,
            "SSEQ006", "activation: Activation has no member with the value 19. Stack so far: 12 x 3 -> **Dense**. Use one of "
                + "Linear, Relu, Tanh, Sigmoid, HardSigmoid, Elu, Selu, Exponential, Softsign, Softmax, LogSoftmax, " + Later),
        new("softmax of states", "[SequenceModel(12, 3)] [Gru(4, [|Activation.Softmax|])]" + Class,
            "SSEQ006", "activation: Softmax is over the features of a row, so it is no function of one value of a gate or state. "
                + "Stack so far: 12 x 3 -> **Gru**. Use it in a layer after this one, [Activation(Activation.Softmax)] or "
                    + "[Dense(units, Activation.Softmax)]."),
        new("softmax of gates", "[SequenceModel(12, 3)] [Lstm(4, [|recurrentActivation: Activation.Softmax|])]" + Class,
            "SSEQ006", "recurrentActivation: Softmax is over the features of a row, so it is no function of one value of a gate or "
                + "state. Stack so far: 12 x 3 -> **Lstm**. Use it in a layer after this one, [Activation(Activation.Softmax)] or "
                    + "[Dense(units, Activation.Softmax)]."),
        new("softmax of plain states", "[SequenceModel(12, 3)] [Bidirectional] [SimpleRnn(4, [|Activation.Softmax|])]" + Class,
            "SSEQ006", "activation: Softmax is over the features of a row, so it is no function of one value of a gate or state. "
                + "Stack so far: 12 x 3 -> **SimpleRnn**. Use it in a layer after this one, [Activation(Activation.Softmax)] or "
                    + "[Dense(units, Activation.Softmax)]."),
        new("log-softmax of gates", "[SequenceModel(12, 3)] [Lstm(4, [|recurrentActivation: Activation.LogSoftmax|])]" + Class,
            "SSEQ006", "recurrentActivation: LogSoftmax is over the features of a row, so it is no function of one value of a gate or "
                + "state. Stack so far: 12 x 3 -> **Lstm**. Use it in a layer after this one, [Activation(Activation.LogSoftmax)] or "
                    + "[Dense(units, Activation.LogSoftmax)]."),
        new("log-softmax of one unit", "[SequenceModel(12, 3)] [Gru(4)] [Dense(1, [|Activation.LogSoftmax|])]" + Class,
            "SSEQ011", "activation: LogSoftmax over one feature is always 0. Stack so far: 12 x 3 -> Gru 4 -> **Dense**. Use "
                + "Activation.Sigmoid for one probability, or a feature for each class."),
        new("groups that do not divide", "[SequenceModel(12, 3)] [Dense(6)] [GroupNormalization([|4|])]" + Class,
            "SSEQ003", "groups must divide the 6 features; got 4. Stack so far: 12 x 3 -> Dense 12 x 6 -> **GroupNormalization**. "
                + "Give a number of groups that divides them, or -1 for a group of each feature."),
        new("no groups", "[SequenceModel(12, 3)] [GroupNormalization([|groups: 0|])]" + Class,
            "SSEQ003", "groups must divide the 3 features; got 0. Stack so far: 12 x 3 -> **GroupNormalization**. "
                + "Give a number of groups that divides them, or -1 for a group of each feature."),
        new("the default groups do not divide", "[SequenceModel(12, 3)] [[|GroupNormalization|]]" + Class,
            "SSEQ003", "groups must divide the 3 features; got 32. Stack so far: 12 x 3 -> **GroupNormalization**. "
                + "Give a number of groups that divides them, or -1 for a group of each feature."),
        new("no epsilon", "[SequenceModel(12, 3)] [LayerNormalization([|0|])]" + Class,
            "SSEQ003", "epsilon must be at least 1E-30 and finite; got 0. Stack so far: 12 x 3 -> **LayerNormalization**. "
                + "It keeps equal values from being divided by zero: 0.001, for instance."),
        new("momentum above 1", "[SequenceModel(12, 3)] [BatchNormalization([|1.5|])]" + Class,
            "SSEQ003", "momentum must be in [0, 1]; got 1.5. Stack so far: 12 x 3 -> **BatchNormalization**. It is the share of the "
                + "past in the running statistics: 0.99, for instance; 1 keeps them as they are."),
        new("no momentum", "[SequenceModel(12, 3)] [BatchNormalization([|momentum: double.NaN|])]" + Class,
            "SSEQ003", "momentum must be in [0, 1]; got NaN. Stack so far: 12 x 3 -> **BatchNormalization**. It is the share of the "
                + "past in the running statistics: 0.99, for instance; 1 keeps them as they are."),
        new("epsilon of batches", "[SequenceModel(12, 3)] [BatchNormalization([|epsilon: -1|])]" + Class,
            "SSEQ003", "epsilon must be at least 1E-30 and finite; got -1. Stack so far: 12 x 3 -> **BatchNormalization**. "
                + "It keeps equal values from being divided by zero: 0.001, for instance."),
        new("epsilon of rms", "[SequenceModel(12, 3)] [RMSNormalization([|epsilon: double.NaN|])]" + Class,
            "SSEQ003", "epsilon must be at least 1E-30 and finite; got NaN. Stack so far: 12 x 3 -> **RMSNormalization**. "
                + "It keeps equal values from being divided by zero: 0.001, for instance."),
        new("softmax of one unit", "[SequenceModel(12, 3)] [Gru(4)] [Dense(1, [|Activation.Softmax|])]" + Class,
            "SSEQ011", "activation: Softmax over one feature is always 1. Stack so far: 12 x 3 -> Gru 4 -> **Dense**. Use "
                + "Activation.Sigmoid for one probability, or a feature for each class."),
        new("softmax of one feature", "[SequenceModel(12, 1)] [Activation([|Activation.Softmax|])]" + Class,
            "SSEQ011", "activation: Softmax over one feature is always 1. Stack so far: 12 x 1 -> **Activation**. Use "
                + "Activation.Sigmoid for one probability, or a feature for each class."),
        new("initializer", "[SequenceModel(12, 3)] [Gru(4, [|kernelInitializer: (Initializer)99|])]" + Class,
            "SSEQ006",
            "kernelInitializer: Initializer has no member with the value 99. Stack so far: 12 x 3 -> **Gru**. Use one of Zeros, Ones, "
                + "GlorotUniform, GlorotNormal, HeUniform, HeNormal, LecunUniform, LecunNormal, RandomUniform, RandomNormal, Orthogonal."),
        new("recurrent initializer", "[SequenceModel(12, 3)] [Gru(4, [|recurrentInitializer: (Initializer)99|])]" + Class,
            "SSEQ006",
            "recurrentInitializer: Initializer has no member with the value 99. Stack so far: 12 x 3 -> **Gru**. Use one of Zeros, Ones, "
                + "GlorotUniform, GlorotNormal, HeUniform, HeNormal, LecunUniform, LecunNormal, RandomUniform, RandomNormal, Orthogonal."),
        new("bias initializer", "[SequenceModel(12, 3)] [Gru(4)] [Dense(1, [|biasInitializer: (Initializer)99|])]" + Class,
            "SSEQ006",
            "biasInitializer: Initializer has no member with the value 99. Stack so far: 12 x 3 -> Gru 4 -> **Dense**. Use one of Zeros, "
                + "Ones, GlorotUniform, GlorotNormal, HeUniform, HeNormal, LecunUniform, LecunNormal, RandomUniform, RandomNormal, "
                + "Orthogonal."),
        new("precision", "[SequenceModel(12, 3, [|(Precision)7|])]" + Stack,
            "SSEQ006", "precision: Precision has no member with the value 7. Use one of Single, Double."),
        new("no taps", "[SequenceModel(12, 3)] [DepthwiseConv1D([|0|])]" + Class,
            "SSEQ003", "kernelSize must be at least 1; got 0. Stack so far: 12 x 3 -> **DepthwiseConv1D**. Give a number of "
                + "steps."),
        new("no taps of a convolution", "[SequenceModel(12, 3)] [Conv1D(4, [|0|])]" + Class,
            "SSEQ003", "kernelSize must be at least 1; got 0. Stack so far: 12 x 3 -> **Conv1D**. Give a number of steps."),
        new("no multiplier", "[SequenceModel(12, 3)] [DepthwiseConv1D(3, [|depthMultiplier: 0|])]" + Class,
            "SSEQ003", "depthMultiplier must be at least 1; got 0. Stack so far: 12 x 3 -> **DepthwiseConv1D**. Give the number of "
                + "outputs of each feature."),
        new("too large a multiplier", "[SequenceModel(12, 30_000)] [DepthwiseConv1D(1, [|depthMultiplier: 100_000|])]" + Class,
            "SSEQ008", "DepthwiseConv1D would make 3,000,000,000 features; at most 2,147,483,647 are possible. Stack so far: 12 x "
                + "30000 -> **DepthwiseConv1D**. Use fewer."),
        new("depthwise initializer", "[SequenceModel(12, 3)] [DepthwiseConv1D(3, [|depthwiseInitializer: (Initializer)99|])]" + Class,
            "SSEQ006", "depthwiseInitializer: Initializer has no member with the value 99. Stack so far: 12 x 3 -> "
                + "**DepthwiseConv1D**. Use one of Zeros, Ones, GlorotUniform, GlorotNormal, HeUniform, HeNormal, LecunUniform, "
                + "LecunNormal, RandomUniform, RandomNormal, Orthogonal."),
        new("softmax of one convolved feature", "[SequenceModel(12, 1)] [DepthwiseConv1D(3, [|activation: Activation.Softmax|])]" + Class,
            "SSEQ011", "activation: Softmax over one feature is always 1. Stack so far: 12 x 1 -> **DepthwiseConv1D**. Use "
                + "Activation.Sigmoid for one probability, or a feature for each class."),
        new("no filters", "[SequenceModel(12, 3)] [SeparableConv1D([|0|], 3)]" + Class,
            "SSEQ003", "filters must be at least 1; got 0. Stack so far: 12 x 3 -> **SeparableConv1D**. Give the number of outputs "
                + "you want."),
        new("no dilation", "[SequenceModel(12, 3)] [SeparableConv1D(4, 3, [|dilation: 0|])]" + Class,
            "SSEQ003", "dilation must be at least 1; got 0. Stack so far: 12 x 3 -> **SeparableConv1D**. Give a number of steps."),
        new("pointwise initializer", "[SequenceModel(12, 3)] [SeparableConv1D(4, 3, [|pointwiseInitializer: (Initializer)99|])]" + Class,
            "SSEQ006", "pointwiseInitializer: Initializer has no member with the value 99. Stack so far: 12 x 3 -> "
                + "**SeparableConv1D**. Use one of Zeros, Ones, GlorotUniform, GlorotNormal, HeUniform, HeNormal, LecunUniform, "
                + "LecunNormal, RandomUniform, RandomNormal, Orthogonal."),
        new("no strides", "[SequenceModel(12, 3)] [Conv1DTranspose(4, 3, [|0|])]" + Class,
            "SSEQ003", "strides must be at least 1; got 0. Stack so far: 12 x 3 -> **Conv1DTranspose**. Give a number of steps."),
        new("a causal transposed convolution", "[SequenceModel(12, 3)] [Conv1DTranspose(4, 3, [|padding: Padding.Causal|])]" + Class,
            "SSEQ011", "Conv1DTranspose has no padding: Padding.Causal. Stack so far: 12 x 3 -> **Conv1DTranspose**. Use "
                + "Padding.Valid or Padding.Same."),
        new("negative noise", "[SequenceModel(12, 3)] [GaussianNoise([|-0.1|])]" + Class,
            "SSEQ003", "stddev must be at least 0 and finite; got -0.1. Stack so far: 12 x 3 -> **GaussianNoise**. It is the "
                + "standard deviation of the noise that training adds: 0.1, for instance."),
        new("noise that is no number", "[SequenceModel(12, 3)] [GaussianNoise([|double.NaN|])]" + Class,
            "SSEQ003", "stddev must be at least 0 and finite; got NaN. Stack so far: 12 x 3 -> **GaussianNoise**. It is the standard "
                + "deviation of the noise that training adds: 0.1, for instance."),
        new("noise beyond single precision", "[SequenceModel(12, 3)] [GaussianNoise([|1e300|])]" + Class,
            "SSEQ003", "stddev must be in the range of float; got 1E+300. Stack so far: 12 x 3 -> **GaussianNoise**. Use a smaller "
                + "number, or precision: Precision.Double."),
        new("too many units", "[SequenceModel(12, 3)] [Gru([|2_000_000_000|])]" + Class,
            "SSEQ008", "units must be at most 1,048,576; got 2,000,000,000. Stack so far: 12 x 3 -> **Gru**. Use fewer."),
    ];
}
