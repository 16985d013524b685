namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// Depthwise separable convolution (Chollet 2017): every feature is convolved by itself, and a product at every step mixes what comes of
/// them. With <c>m = depthMultiplier</c>, <c>d[t, c·m + q] = Σ x[t·strides + k·dilation - before, c]·D[k, c, q]</c> over the taps
/// k = 0..kernelSize-1, and <c>y[t] = f(b + d[t]·P)</c>. Input: steps x features. Output: steps' x filters, see <see cref="Padding"/>.
/// D and P are Keras's <c>depthwise_kernel</c> <c>[kernelSize, features, depthMultiplier]</c> and <c>pointwise_kernel</c>
/// <c>[1, features · depthMultiplier, filters]</c>.
/// </summary>
/// <remarks>A <see cref="DepthwiseConv1DAttribute"/> without bias and activation, and a <see cref="DenseAttribute"/> after it.</remarks>
/// <param name="filters">Number of outputs of a step.</param>
/// <param name="kernelSize">Number of taps.</param>
/// <param name="strides">Steps from one window to the next.</param>
/// <param name="padding">What happens at the ends.</param>
/// <param name="dilation">Steps from one tap to the next.</param>
/// <param name="depthMultiplier">Outputs of a feature before they are mixed.</param>
/// <param name="activation">The function f.</param>
/// <param name="useBias">Whether b is there.</param>
/// <param name="depthwiseInitializer">How D starts.</param>
/// <param name="pointwiseInitializer">How P starts.</param>
/// <param name="biasInitializer">How b starts.</param>
public sealed class SeparableConv1DAttribute(
    int filters,
    int kernelSize,
    int strides = 1,
    Padding padding = Padding.Valid,
    int dilation = 1,
    int depthMultiplier = 1,
    Activation activation = Activation.Linear,
    bool useBias = true,
    Initializer depthwiseInitializer = Initializer.GlorotUniform,
    Initializer pointwiseInitializer = Initializer.GlorotUniform,
    Initializer biasInitializer = Initializer.Zeros) : LayerAttribute;
