namespace SimdSeq;

#pragma warning disable IDE0060 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>The states of recurrent layers in a <c>Forward</c> method.</summary>
public static class LayerStates
{
    /// <summary>
    /// The same recurrent layer, with values of the model as its states before the first step (Keras's <c>initial_state</c>): an encoder's
    /// last states, or an input that is a row. Gradients flow into them.
    /// <code>
    /// static SymbolicTensor Forward([Input(40, 8)] SymbolicTensor source, [Input(20, 8)] SymbolicTensor target)
    /// {
    ///     var (_, h, c) = Lstm(32, returnState: true)(source);
    ///     return Dense(8)(Lstm(32, returnSequences: true).InitialState(h, c)(target));
    /// }
    /// </code>
    /// </summary>
    /// <remarks>
    /// <para>The layer's weights are those of the layer without states: one that is held in a variable can be called with other states each
    /// time. A sample whose first steps are not there goes on with these states at the first that is.</para>
    /// <para>A stream begins with them where they are made of inputs that are rows (<c>OpenStream(rows: ...)</c>). States that are made of
    /// a sequence are known at its end alone: such a stream works through the last <c>Steps</c> steps anew at each step.</para>
    /// </remarks>
    /// <param name="layer">A recurrent layer, or a Bidirectional.</param>
    /// <param name="states">
    /// Rows of its units, one for each state: h; of an Lstm h and c; of a cell of your own its states in their order; of a Bidirectional
    /// those of the layer that goes forward and then those of the other.
    /// </param>
    public static Layer InitialState(this Layer layer, params SymbolicTensor[] states) => throw Layers.IsNotRun();
}
