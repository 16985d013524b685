namespace SimdSeq;

/// <summary>
/// Applies the layer declared after it to every step alone, with the same parameters at each: <c>y[t] = layer(x[t])</c>.
/// <code>
/// [TimeDistributed] [Dense(8)]
/// </code>
/// Input: steps x features. Output: steps x features of the layer.
/// </summary>
/// <remarks>
/// Layers of one row act on every step of a sequence by themselves here, so that it says what they do anyway, as Keras has it and with
/// Keras's names: <c>time_distributed/dense/kernel</c>. It takes <see cref="DenseAttribute"/>, <see cref="ActivationAttribute"/>,
/// <see cref="GluAttribute"/>, <see cref="DropoutAttribute"/>, <see cref="GaussianNoiseAttribute"/>,
/// <see cref="LayerNormalizationAttribute"/>, <see cref="RMSNormalizationAttribute"/> and <see cref="UnitNormalizationAttribute"/>, and
/// refuses what reads several steps. Steps that a sample does not have stay missing.
/// </remarks>
public sealed class TimeDistributedAttribute : LayerAttribute;
