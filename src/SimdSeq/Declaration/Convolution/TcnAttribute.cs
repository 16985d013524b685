namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// Temporal convolutional network (Bai, Kolter and Koltun 2018): <paramref name="levels"/> blocks, each two convolutions over the steps
/// with a dilation of 1, 2, 4, ..., and a way around them:
/// <code>
/// block(x) = f(conv(conv(x)) + shortcut(x)),  conv = dropout of whole features ∘ f ∘ norm ∘ Conv1D
/// </code>
/// The shortcut is x itself, or a Conv1D of kernel size 1 where the features differ. An answer is made of the last
/// <c>1 + 2·(kernelSize - 1)·(2^levels - 1)</c> steps: choose levels and kernelSize so that this covers what matters, and not much more
/// than
/// <c>steps</c>. Input: steps x features. Output: filters of the last step, or steps x filters.
/// </summary>
/// <remarks>
/// Parameters are called <c>tcn/block/conv1d/kernel</c>, <c>tcn/block/conv1d_1/kernel</c>, <c>tcn/block_1/conv1d/kernel</c> and so on; the
/// shortcut's <c>tcn/block/shortcut/kernel</c>. Steps that a sample does not have count as zero before every convolution, so a padded
/// sample gives what it gives alone. A network streams at the same cost for every step; one that
/// is not causal answers some steps later (<see cref="ModelStream{T}.Delay"/>).
/// </remarks>
/// <param name="filters">Features of every block.</param>
/// <param name="kernelSize">Taps of a convolution.</param>
/// <param name="levels">Number of blocks.</param>
/// <param name="dropout">Share of the features that training drops after each convolution, in [0, 1).</param>
/// <param name="activation">The function f.</param>
/// <param name="norm">What is normalised.</param>
/// <param name="skipConnections">Whether the answer is f of the sum of what all blocks add, and not that of the last block.</param>
/// <param name="causal">Whether no answer is made of later steps; otherwise windows are centred.</param>
/// <param name="returnSequences">Whether the answer is that of every step.</param>
/// <param name="kernelInitializer">How the kernels start.</param>
public sealed class TcnAttribute(
    int filters,
    int kernelSize = 3,
    int levels = 6,
    double dropout = 0,
    Activation activation = Activation.Relu,
    TcnNorm norm = TcnNorm.None,
    bool skipConnections = false,
    bool causal = true,
    bool returnSequences = false,
    Initializer kernelInitializer = Initializer.HeNormal) : LayerAttribute;
