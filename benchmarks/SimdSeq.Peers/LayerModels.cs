namespace SimdSeq.Peers;

// Models of one layer each, for its options. A Dense stands before it, whose gradients are made of that of the layer's input.

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[Conv1D(10, 3)]
internal sealed partial class ValidConvolution;

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[Conv1D(10, 3, strides: 2, useBias: false)]
internal sealed partial class StridedConvolution;

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[Conv1D(10, 4, padding: Padding.Same)]
internal sealed partial class SameConvolution;

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[Conv1D(10, 4, strides: 3, padding: Padding.Same)]
internal sealed partial class StridedSameConvolution;

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[Conv1D(10, 3, dilation: 4, padding: Padding.Causal)]
internal sealed partial class DilatedConvolution;

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[Conv1D(18, 3, dilation: 2, groups: 3, padding: Padding.Same)]
internal sealed partial class GroupedConvolution;

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[Conv1D(24, 5, groups: 12)]
internal sealed partial class ChannelConvolution;

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[Conv1D(10, 3, dilation: 2, padding: Padding.Causal, weightNorm: true)]
internal sealed partial class NormalizedConvolution;

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[MaxPooling1D(3)]
internal sealed partial class MaximumOfWindows;

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[MaxPooling1D(4, strides: 2, padding: Padding.Same)]
internal sealed partial class MaximumOfSameWindows;

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[AveragePooling1D(3, strides: 2)]
internal sealed partial class AverageOfWindows;

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[AveragePooling1D(4, strides: 3, padding: Padding.Same)]
internal sealed partial class AverageOfSameWindows;

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[GlobalMaxPooling1D]
internal sealed partial class MaximumOfSteps;

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[GlobalAveragePooling1D]
internal sealed partial class AverageOfSteps;

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[LayerNormalization(1e-5, betaInitializer: Initializer.RandomNormal, gammaInitializer: Initializer.RandomNormal)]
internal sealed partial class LayerNormalized;

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[GroupNormalization(4, 1e-5, betaInitializer: Initializer.RandomNormal, gammaInitializer: Initializer.RandomNormal)]
internal sealed partial class GroupNormalized;

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[BatchNormalization(betaInitializer: Initializer.RandomNormal, gammaInitializer: Initializer.RandomNormal)]
internal sealed partial class BatchNormalized;

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[RMSNormalization]
internal sealed partial class RootMeanSquareNormalized;

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[UnitNormalization]
internal sealed partial class UnitNormalized;

[SequenceModel(steps: 23, features: 5)]
[Dense(12)]
[Glu]
internal sealed partial class Gated;

[SequenceModel(steps: 64, features: 5)]
[Tcn(12, kernelSize: 3, levels: 4, norm: TcnNorm.WeightNorm, returnSequences: true)]
internal sealed partial class NormalizedTcn;
