namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// Noise, in training only: <c>y = x + stddev·z</c>, with z of the standard normal distribution drawn anew for every value and step of
/// training. A prediction is the input as it is. Input and output: steps x features, or one row of features.
/// </summary>
/// <remarks>
/// z depends on the seed, the step of training, the layer's name, the sample and the value's place alone: not on the batch, the number of
/// threads or the width of vectors. Gradients pass as they are.
/// </remarks>
/// <param name="stddev">Standard deviation of the noise, at least 0.</param>
public sealed class GaussianNoiseAttribute(double stddev) : LayerAttribute;
