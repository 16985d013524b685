namespace SimdSeq;

#pragma warning disable IDE0060 // the generator reads the arguments from the source; nothing reads them at run time

/// <content>Recurrent layers.</content>
public static partial class Layers
{
    /// <inheritdoc cref="SimpleRnnAttribute"/>
    public static Layer SimpleRnn(
        int units,
        Activation activation = Activation.Tanh,
        bool useBias = true,
        bool returnSequences = false,
        double dropout = 0,
        double recurrentDropout = 0,
        Initializer kernelInitializer = Initializer.GlorotUniform,
        Initializer recurrentInitializer = Initializer.Orthogonal,
        Initializer biasInitializer = Initializer.Zeros,
        bool goBackwards = false,
        bool initialState = false,
        bool returnState = false,
        bool stateful = false,
        bool zeroOutputForMask = false,
        string? name = null) =>
        throw IsNotRun();

    /// <inheritdoc cref="LstmAttribute"/>
    public static Layer Lstm(
        int units,
        Activation activation = Activation.Tanh,
        Activation recurrentActivation = Activation.Sigmoid,
        bool useBias = true,
        bool unitForgetBias = true,
        bool peephole = false,
        bool coupledGates = false,
        bool returnSequences = false,
        double dropout = 0,
        double recurrentDropout = 0,
        Initializer kernelInitializer = Initializer.GlorotUniform,
        Initializer recurrentInitializer = Initializer.Orthogonal,
        Initializer biasInitializer = Initializer.Zeros,
        bool goBackwards = false,
        bool initialState = false,
        bool returnState = false,
        bool stateful = false,
        bool zeroOutputForMask = false,
        string? name = null) =>
        throw IsNotRun();

    /// <inheritdoc cref="GruAttribute"/>
    public static Layer Gru(
        int units,
        Activation activation = Activation.Tanh,
        Activation recurrentActivation = Activation.Sigmoid,
        bool useBias = true,
        bool resetAfter = true,
        bool returnSequences = false,
        double dropout = 0,
        double recurrentDropout = 0,
        Initializer kernelInitializer = Initializer.GlorotUniform,
        Initializer recurrentInitializer = Initializer.Orthogonal,
        Initializer biasInitializer = Initializer.Zeros,
        bool goBackwards = false,
        bool initialState = false,
        bool returnState = false,
        bool stateful = false,
        bool zeroOutputForMask = false,
        string? name = null) =>
        throw IsNotRun();

    /// <inheritdoc cref="RecurrentAttribute{TCell}"/>
    public static Layer Recurrent<TCell>(
        int units,
        bool returnSequences = false,
        double dropout = 0,
        double recurrentDropout = 0,
        bool goBackwards = false,
        bool initialState = false,
        bool returnState = false,
        bool stateful = false,
        bool zeroOutputForMask = false,
        string? name = null) where TCell : ICell =>
        throw IsNotRun();

    /// <summary>
    /// Runs a recurrent layer over the sequence from both ends, with parameters of their own (Schuster and Paliwal 1997), as
    /// <see cref="BidirectionalAttribute"/> does: <c>Bidirectional(Gru(32))(x)</c>.
    /// </summary>
    /// <param name="layer">The recurrent layer; the one that goes forward, if there is another.</param>
    /// <param name="merge">How the two answers become one.</param>
    /// <param name="backwardLayer">The layer that goes backward; null: one like the first.</param>
    /// <param name="name">The name of its parameters; null: <c>bidirectional</c>, numbered.</param>
    public static Layer Bidirectional(Layer layer, Merge merge = Merge.Concat, Layer? backwardLayer = null, string? name = null) =>
        throw IsNotRun();
}
