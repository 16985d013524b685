namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// Attention by a small network (Bahdanau, Cho and Bengio 2015): <c>y[i] = Σ_j w[i, j] value[j]</c>,
/// <c>w[i, ·] = softmax over j of scale·tanh(query[i]·Wq + key[j]·Wk + b)</c>. As an attribute a sequence attends to itself; in
/// <c>Forward</c> it is called on (query, value) or (query, value, key). Input: steps x features. Output: the query's steps x the value's
/// features.
/// </summary>
/// <remarks>
/// Keys that a sample does not have get no weight. Parameters: <c>query/kernel</c>, <c>key/kernel</c>, <c>key/bias</c>, <c>scale</c>.
/// Memory grows with queries times keys. Keras's layer of this name has <c>scale</c> alone: its inputs are projected by Dense layers before
/// it.
/// </remarks>
/// <param name="units">Units of the network.</param>
/// <param name="useBias">Whether there is the bias b.</param>
/// <param name="kernelInitializer">How the matrices and the scale start.</param>
public sealed class AdditiveAttentionAttribute(
    int units,
    bool useBias = true,
    Initializer kernelInitializer = Initializer.GlorotUniform) : LayerAttribute;
