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
/// <param name="merge">How the two answers become one.</param>
/// <param name="twoLayers">Whether the backward direction has a layer of its own.</param>
public sealed class BidirectionalAttribute(Merge merge = Merge.Concat, bool twoLayers = false) : LayerAttribute;
