namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// Convolution over the steps (LeCun et al. 1989; dilated: Yu and Koltun 2016):
/// <c>y[t] = f(b + Σ x[t·strides + k·dilation - before]·W[k])</c> over the taps k = 0..kernelSize-1, steps outside of the sequence being
/// zero. Input: steps x features. Output: steps' x filters, see <see cref="Padding"/>. W is Keras's <c>[kernelSize, features / groups,
/// filters]</c>.
/// </summary>
/// <remarks>
/// Steps that a sample does not have count as zero, so a padded sample gives what it gives alone. A step of the answer is there when, with
/// <see cref="Padding.Valid"/>, the last step that it reads is, and otherwise when step <c>t·strides</c> is.
/// A stream has a step of the answer with the last step that it reads (see <see cref="ModelStream{T}.TryStep"/>); where the padding adds
/// steps at the end, so much later than its own (<see cref="ModelStream{T}.Delay"/>).
/// Initialisers count <c>kernelSize</c> times the features as inputs, and <c>kernelSize</c> times the filters as outputs.
/// </remarks>
/// <param name="filters">Number of outputs of a step.</param>
/// <param name="kernelSize">Number of taps.</param>
/// <param name="strides">Steps from one window to the next.</param>
/// <param name="padding">What happens at the ends.</param>
/// <param name="dilation">Steps from one tap to the next.</param>
/// <param name="groups">Parts of the features, each with a convolution and an equal part of the filters of its own.</param>
/// <param name="activation">The function f.</param>
/// <param name="useBias">Whether b is there.</param>
/// <param name="kernelInitializer">How W starts.</param>
/// <param name="biasInitializer">How b starts.</param>
/// <param name="weightNorm">
/// Whether training moves a direction v and a length g of every filter, <c>W = g·v / |v|</c> over taps and inputs (Salimans and Kingma
/// 2016), as parameters <c>kernel_v</c> and <c>kernel_g</c>; g starts as the length of v.
/// </param>
public sealed class Conv1DAttribute(
    int filters,
    int kernelSize,
    int strides = 1,
    Padding padding = Padding.Valid,
    int dilation = 1,
    int groups = 1,
    Activation activation = Activation.Linear,
    bool useBias = true,
    Initializer kernelInitializer = Initializer.GlorotUniform,
    Initializer biasInitializer = Initializer.Zeros,
    bool weightNorm = false) : LayerAttribute;
