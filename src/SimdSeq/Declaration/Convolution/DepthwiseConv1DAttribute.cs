namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// Convolution of every feature by itself: with <c>m = depthMultiplier</c>,
/// <c>y[t, c·m + q] = f(b[c·m + q] + Σ x[t·strides + k·dilation - before, c]·W[k, c, q])</c> over the taps
/// k = 0..kernelSize-1, steps outside of the sequence being zero. Input: steps x features. Output: steps' x (features · depthMultiplier),
/// see <see cref="Padding"/>. W is Keras's <c>[kernelSize, features, depthMultiplier]</c>.
/// </summary>
/// <remarks>
/// The weights of a <see cref="Conv1DAttribute"/> whose groups are its features, in the same order, and the same rules for steps that are
/// not there and for streams. Initialisers count <c>kernelSize</c> times the features as inputs, and <c>kernelSize</c> times the multiplier
/// as outputs.
/// </remarks>
/// <param name="kernelSize">Number of taps.</param>
/// <param name="strides">Steps from one window to the next.</param>
/// <param name="padding">What happens at the ends.</param>
/// <param name="depthMultiplier">Outputs of a feature.</param>
/// <param name="dilation">Steps from one tap to the next.</param>
/// <param name="activation">The function f.</param>
/// <param name="useBias">Whether b is there.</param>
/// <param name="depthwiseInitializer">How W starts.</param>
/// <param name="biasInitializer">How b starts.</param>
public sealed class DepthwiseConv1DAttribute(
    int kernelSize,
    int strides = 1,
    Padding padding = Padding.Valid,
    int depthMultiplier = 1,
    int dilation = 1,
    Activation activation = Activation.Linear,
    bool useBias = true,
    Initializer depthwiseInitializer = Initializer.GlorotUniform,
    Initializer biasInitializer = Initializer.Zeros) : LayerAttribute;
