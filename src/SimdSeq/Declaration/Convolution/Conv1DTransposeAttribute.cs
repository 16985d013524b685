namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// Transposed convolution (Zeiler et al. 2010): every step is written to the steps that a convolution would have read it from,
/// <c>y[t·strides + k·dilation - before] += x[t]·W[k]</c> over the taps k = 0..kernelSize-1, and f of these sums and b is the answer.
/// Input: steps x features. Output: steps' x filters. W is Keras's <c>[kernelSize, filters, features]</c>.
/// </summary>
/// <remarks>
/// <para>With <c>span = (kernelSize - 1)·dilation + 1</c>: <see cref="Padding.Valid"/> makes <c>steps·strides + max(span - strides, 0)</c>
/// steps, <c>before</c> being 0; <see cref="Padding.Same"/> makes <c>steps·strides</c>, <c>before</c> being half of
/// <c>max(span - strides, 0)</c>, rounded down. There is no <see cref="Padding.Causal"/>.</para>
/// <para>Steps that a sample does not have count as zero. The answer of a padded sample has the steps that it has alone: with
/// <see cref="Padding.Valid"/> a step is there when the first step that it is made of is, otherwise when step <c>t / strides</c> is.</para>
/// <para>Initialisers count <c>kernelSize</c> times the filters as inputs and <c>kernelSize</c> times the features as outputs, as Keras
/// does. A stream has a step of the answer when the steps that it is made of have come (see <see cref="ModelStream{T}.Delay"/>). With
/// strides it needs an input whose steps come as far apart, for instance behind a pooling with as many strides; otherwise it would answer
/// several steps at once, and works on the last <c>steps</c> steps anew at every step.</para>
/// </remarks>
/// <param name="filters">Number of outputs of a step.</param>
/// <param name="kernelSize">Number of taps.</param>
/// <param name="strides">Steps of the answer from what is made of one step to what is made of the next.</param>
/// <param name="padding">How long the answer is.</param>
/// <param name="dilation">Steps from one tap to the next.</param>
/// <param name="activation">The function f.</param>
/// <param name="useBias">Whether b is there.</param>
/// <param name="kernelInitializer">How W starts.</param>
/// <param name="biasInitializer">How b starts.</param>
public sealed class Conv1DTransposeAttribute(
    int filters,
    int kernelSize,
    int strides = 1,
    Padding padding = Padding.Valid,
    int dilation = 1,
    Activation activation = Activation.Linear,
    bool useBias = true,
    Initializer kernelInitializer = Initializer.GlorotUniform,
    Initializer biasInitializer = Initializer.Zeros) : LayerAttribute;
