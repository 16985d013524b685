namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// Dense layer: <c>y = f(x·W + b)</c>. On a sequence it acts on every step alone, as in Keras.
/// Input: features, or steps x features. Output: units, or steps x units.
/// </summary>
/// <param name="units">Number of outputs.</param>
/// <param name="activation">The function f.</param>
/// <param name="useBias">Whether b is there.</param>
/// <param name="kernelInitializer">How W starts.</param>
/// <param name="biasInitializer">How b starts.</param>
public sealed class DenseAttribute(
    int units,
    Activation activation = Activation.Linear,
    bool useBias = true,
    Initializer kernelInitializer = Initializer.GlorotUniform,
    Initializer biasInitializer = Initializer.Zeros) : LayerAttribute;
