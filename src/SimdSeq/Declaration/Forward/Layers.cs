namespace SimdSeq;

#pragma warning disable IDE0060 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// The layers of a <c>Forward</c> method: a function for each layer attribute, with the same name, arguments and defaults, and at the end a
/// name for its parameters. A function makes a layer; the layer is called on a value; one that is called again shares its weights:
/// <code>
/// using static SimdSeq.Layers;
///
/// [SequenceModel(steps: 120, features: 14)]
/// public sealed partial class Residual
/// {
///     static SymbolicTensor Forward(SymbolicTensor x)
///     {
///         for (int i = 0; i &lt; 3; i++) x = Block(x, units: 32);
///         return Dense(1)(LastStep()(x));
///     }
///
///     static SymbolicTensor Block(SymbolicTensor x, int units) =>
///         Shortcut(units)(x) + Dropout(0.1)(Gru(units, returnSequences: true)(x));
/// }
/// </code>
/// <c>Forward</c> is read by the compiler and never run. It may hold local variables, <c>for</c>, <c>foreach</c>, <c>while</c>, <c>if</c>,
/// <c>switch</c> and <c>?:</c> over constants, tuples, arrays, arithmetic, functions of <see cref="Math"/>, and calls of static methods of
/// the project. A method is a scope: the parameters of the second <c>Block</c> above begin with <c>block_1/</c>.
/// </summary>
public static partial class Layers
{
    /// <inheritdoc cref="DenseAttribute"/>
    public static Layer Dense(
        int units,
        Activation activation = Activation.Linear,
        bool useBias = true,
        Initializer kernelInitializer = Initializer.GlorotUniform,
        Initializer biasInitializer = Initializer.Zeros,
        string? name = null) =>
        throw IsNotRun();

    /// <summary>
    /// Applies a layer to every step alone, with the same parameters at each, as <see cref="TimeDistributedAttribute"/> does:
    /// <c>TimeDistributed(Dense(8))(x)</c>.
    /// </summary>
    /// <param name="layer">A layer that acts on each step alone.</param>
    /// <param name="name">The name of its parameters; null: <c>time_distributed</c>, numbered.</param>
    public static Layer TimeDistributed(Layer layer, string? name = null) => throw IsNotRun();

    /// <inheritdoc cref="EmbeddingAttribute"/>
    public static Layer Embedding(
        int inputDim,
        int outputDim,
        bool maskZero = false,
        Initializer embeddingsInitializer = Initializer.RandomUniform,
        string? name = null) =>
        throw IsNotRun();

    /// <inheritdoc cref="MaskingAttribute"/>
    public static Layer Masking(double maskValue = 0, string? name = null) => throw IsNotRun();

    /// <inheritdoc cref="DropoutAttribute"/>
    public static Layer Dropout(double rate, string? name = null) => throw IsNotRun();

    /// <inheritdoc cref="SpatialDropout1DAttribute"/>
    public static Layer SpatialDropout1D(double rate, string? name = null) => throw IsNotRun();

    /// <inheritdoc cref="GaussianNoiseAttribute"/>
    public static Layer GaussianNoise(double stddev, string? name = null) => throw IsNotRun();

    /// <inheritdoc cref="ActivationAttribute"/>
    /// <remarks>A function called Activation would hide the enumeration of that name.</remarks>
    public static Layer ActivationLayer(Activation activation, string? name = null) => throw IsNotRun();

    /// <inheritdoc cref="LastStepAttribute"/>
    public static Layer LastStep(string? name = null) => throw IsNotRun();

    /// <inheritdoc cref="ReverseAttribute"/>
    public static Layer Reverse(string? name = null) => throw IsNotRun();

    /// <inheritdoc cref="FlattenAttribute"/>
    public static Layer Flatten(string? name = null) => throw IsNotRun();

    internal static NotSupportedException IsNotRun() =>
        new("Forward is read by the compiler, never run. Create the model, new YourModel(seed), and call its Predict or Fit.");
}
