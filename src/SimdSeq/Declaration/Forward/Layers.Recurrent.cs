namespace SimdSeq;

#pragma warning disable IDE0060 // the generator reads the arguments from the source; nothing reads them at run time

/// <content>Recurrent layers.</content>
public static partial class Layers
{
    /// <inheritdoc cref="SimpleRnnAttribute"/>
    /// <remarks>
    /// In Forward values of the model can be the states before the first step, <c>SimpleRnn(32).InitialState(h)(x)</c>
    /// (<see cref="LayerStates.InitialState"/>), and those after the last step are values too:
    /// <c>var (y, h) = SimpleRnn(32, returnState: true)(x)</c>.
    /// </remarks>
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
    /// <remarks>
    /// In Forward values of the model can be the states before the first step, <c>Lstm(32).InitialState(h, c)(x)</c>
    /// (<see cref="LayerStates.InitialState"/>), and those after the last step are values too:
    /// <c>var (y, h, c) = Lstm(32, returnState: true)(x)</c>.
    /// </remarks>
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
    /// <remarks>
    /// In Forward values of the model can be the states before the first step, <c>Gru(32).InitialState(h)(x)</c>
    /// (<see cref="LayerStates.InitialState"/>), and those after the last step are values too:
    /// <c>var (y, h) = Gru(32, returnState: true)(x)</c>.
    /// </remarks>
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
    /// <remarks>
    /// In Forward values of the model can be the states before the first step, in the order of the cell's
    /// (<see cref="LayerStates.InitialState"/>), and with <paramref name="returnState"/> those after the last step are values too:
    /// <c>var (y, state) = Recurrent&lt;MyCell&gt;(32, returnState: true)(x)</c>.
    /// </remarks>
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
