namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// Runs the recurrent layer declared after it over the sequence from both ends, with parameters of their own (Schuster and Paliwal 1997).
/// With <paramref name="twoLayers"/> the layer after it goes forward and the one after that goes backward:
/// <code>
/// [Bidirectional] [Gru(32)]
/// [Bidirectional(Merge.Sum, twoLayers: true)] [Gru(32)] [Lstm(32)]
/// </code>
/// Input: steps x features. Output: as of its layer, with the features of both for <see cref="Merge.Concat"/>. A sequence is in the order
/// of the input for both; without sequences each direction gives its last answer, the backward one that for the first step.
/// At steps that are not there a sequence is zero, as with Keras's <c>zero_output_for_mask</c>, which is always on here.
/// A stream of such a model works on the last <c>steps</c> steps anew at every step.
/// </summary>
/// <remarks>
/// <para>The options of the one layer hold for both directions, each with parameters and dropout masks of its own. <c>goBackwards</c> is an
/// error under it. Of two layers both return sequences or neither, and both have the same units unless they are put side by side.</para>
/// <para>Parameters are named as in Keras, <c>bidirectional/forward_gru/kernel</c> and <c>bidirectional/backward_gru/kernel</c>; with
/// <paramref name="twoLayers"/> each after its own kind, as in <c>bidirectional/backward_lstm/kernel</c>. States (<c>initialState</c>,
/// <c>returnState</c>) are those of the forward direction and then those of the backward one.</para>
/// <para>Where samples differ in length, both directions pass over what is not there, and the backward one begins with the last step that
/// is. With
/// <c>stateful</c> the backward direction, too, goes on where it ended: with the first step of the call before, which is seldom what is
/// wanted.</para>
/// </remarks>
/// <param name="merge">How the two answers become one.</param>
/// <param name="twoLayers">Whether the backward direction has a layer of its own.</param>
public sealed class BidirectionalAttribute(Merge merge = Merge.Concat, bool twoLayers = false) : LayerAttribute;
