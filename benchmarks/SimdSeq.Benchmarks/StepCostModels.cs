namespace SimdSeq.Benchmarks;

// One layer on 16 features each, for as many steps as the name says, and the mean of what it makes.

[SequenceModel(steps: 128, features: 16)]
[MultiHeadAttention(heads: 4, keyDim: 4)]
[GlobalAveragePooling1D]
[Dense(1)]
internal sealed partial class AttentionOf128;

[SequenceModel(steps: 512, features: 16)]
[MultiHeadAttention(heads: 4, keyDim: 4)]
[GlobalAveragePooling1D]
[Dense(1)]
internal sealed partial class AttentionOf512;

[SequenceModel(steps: 2048, features: 16)]
[MultiHeadAttention(heads: 4, keyDim: 4)]
[GlobalAveragePooling1D]
[Dense(1)]
internal sealed partial class AttentionOf2048;

[SequenceModel(steps: 8192, features: 16)]
[MultiHeadAttention(heads: 4, keyDim: 4)]
[GlobalAveragePooling1D]
[Dense(1)]
internal sealed partial class AttentionOf8192;

[SequenceModel(steps: 128, features: 16)]
[MultiHeadAttention(heads: 4, keyDim: 4, causal: true, window: 64)]
[GlobalAveragePooling1D]
[Dense(1)]
internal sealed partial class WindowedAttentionOf128;

[SequenceModel(steps: 512, features: 16)]
[MultiHeadAttention(heads: 4, keyDim: 4, causal: true, window: 64)]
[GlobalAveragePooling1D]
[Dense(1)]
internal sealed partial class WindowedAttentionOf512;

[SequenceModel(steps: 2048, features: 16)]
[MultiHeadAttention(heads: 4, keyDim: 4, causal: true, window: 64)]
[GlobalAveragePooling1D]
[Dense(1)]
internal sealed partial class WindowedAttentionOf2048;

[SequenceModel(steps: 8192, features: 16)]
[MultiHeadAttention(heads: 4, keyDim: 4, causal: true, window: 64)]
[GlobalAveragePooling1D]
[Dense(1)]
internal sealed partial class WindowedAttentionOf8192;

[SequenceModel(steps: 128, features: 16)]
[Gru(16, returnSequences: true)]
[GlobalAveragePooling1D]
[Dense(1)]
internal sealed partial class GruOf128;

[SequenceModel(steps: 512, features: 16)]
[Gru(16, returnSequences: true)]
[GlobalAveragePooling1D]
[Dense(1)]
internal sealed partial class GruOf512;

[SequenceModel(steps: 2048, features: 16)]
[Gru(16, returnSequences: true)]
[GlobalAveragePooling1D]
[Dense(1)]
internal sealed partial class GruOf2048;

[SequenceModel(steps: 8192, features: 16)]
[Gru(16, returnSequences: true)]
[GlobalAveragePooling1D]
[Dense(1)]
internal sealed partial class GruOf8192;

[SequenceModel(steps: 128, features: 16)]
[Tcn(16, kernelSize: 3, levels: 6, returnSequences: true)]
[GlobalAveragePooling1D]
[Dense(1)]
internal sealed partial class TcnOf128;

[SequenceModel(steps: 512, features: 16)]
[Tcn(16, kernelSize: 3, levels: 6, returnSequences: true)]
[GlobalAveragePooling1D]
[Dense(1)]
internal sealed partial class TcnOf512;

[SequenceModel(steps: 2048, features: 16)]
[Tcn(16, kernelSize: 3, levels: 6, returnSequences: true)]
[GlobalAveragePooling1D]
[Dense(1)]
internal sealed partial class TcnOf2048;

[SequenceModel(steps: 8192, features: 16)]
[Tcn(16, kernelSize: 3, levels: 6, returnSequences: true)]
[GlobalAveragePooling1D]
[Dense(1)]
internal sealed partial class TcnOf8192;

[SequenceModel(steps: 128, features: 16)]
[HierarchicalAttentionEncoder(heads: 4, window: 4)]
[GlobalAveragePooling1D]
[Dense(1)]
internal sealed partial class HierarchicalOf128;

[SequenceModel(steps: 512, features: 16)]
[HierarchicalAttentionEncoder(heads: 4, window: 4)]
[GlobalAveragePooling1D]
[Dense(1)]
internal sealed partial class HierarchicalOf512;

[SequenceModel(steps: 2048, features: 16)]
[HierarchicalAttentionEncoder(heads: 4, window: 4)]
[GlobalAveragePooling1D]
[Dense(1)]
internal sealed partial class HierarchicalOf2048;

[SequenceModel(steps: 8192, features: 16)]
[HierarchicalAttentionEncoder(heads: 4, window: 4)]
[GlobalAveragePooling1D]
[Dense(1)]
internal sealed partial class HierarchicalOf8192;
