namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// <c>y = γ (x - μ) / √(σ² + ε) + β</c>, μ and σ² being <em>running</em> statistics, a value for each feature, that training moves towards
/// those of its batches (Ioffe and Szegedy 2015). Input and output: features, or steps x features, each step by itself. Parameters:
/// <c>gamma</c>, <c>beta</c> and, not trained, <c>moving_mean</c>, which starts at 0, and <c>moving_variance</c>, which starts at 1.
/// </summary>
/// <remarks>
/// <para>
/// Each training step, after its gradients, does <c>μ ← μ m + mean (1 - m)</c> and <c>σ² ← σ² m + variance (1 - m)</c> with mean and
/// variance (of all values, not Bessel's) over the samples of the batch and their steps; steps that a sample does not have are left out, a
/// sample counts once whatever its weight, and a layer that is called several times takes all its calls together. Nothing else moves
/// them: no optimizer, no learning rate, no penalty, no prediction and no evaluation.
/// </para>
/// <para>
/// Keras normalises with the statistics of the batch while it trains, and with the running ones only afterwards. Here the running ones are
/// used in training too, as constants of the gradient, so that a sample's answer does not depend on its neighbours in the batch, and a
/// model answers in training as it does afterwards. Weights of a model that Keras trained predict the same; training here takes another
/// path. With a smaller momentum the statistics are sooner those of the data.
/// </para>
/// </remarks>
/// <param name="momentum">m, the share of the past in the running statistics, in [0, 1]; 1: they stay as they are.</param>
/// <param name="epsilon">ε, which keeps a feature of equal values finite; at least 1e-30.</param>
/// <param name="center">Whether there is β.</param>
/// <param name="scale">Whether there is γ.</param>
/// <param name="betaInitializer">How β starts.</param>
/// <param name="gammaInitializer">How γ starts.</param>
public sealed class BatchNormalizationAttribute(
    double momentum = 0.99,
    double epsilon = 1e-3,
    bool center = true,
    bool scale = true,
    Initializer betaInitializer = Initializer.Zeros,
    Initializer gammaInitializer = Initializer.Ones) : LayerAttribute;
