using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using SimdSeq.Kernels;

namespace SimdSeq;

// What the generator emits for a model. Everything else is in the other parts of this class.
public abstract partial class SequenceModel<T>
{
    /// <summary>From the input to the output of one tile. All values that the backward pass reads stay in the workspace.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
    protected abstract void ForwardTile(in TileFrame<T> frame);

    /// <summary>
    /// From the input to the output of one tile for a prediction, with the bits of <see cref="ForwardTile"/>; nothing is kept for a
    /// backward pass.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
    protected virtual void PredictTile(in TileFrame<T> frame) => ForwardTile(frame);

    /// <summary>The same of one sample in pieces, which lie as <see cref="PiecesInfo"/> says. Emitted where the layout has some.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
    protected virtual void PredictPieces(in TileFrame<T> frame) => throw new NotSupportedException($"{Layout.Name} has no pieces.");

    /// <summary>
    /// From the output's gradient to the parameters' gradients of one tile, which are added to <see cref="TileFrame{T}.Gradient"/>.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
    protected abstract void GradientTile(in TileFrame<T> frame);

    /// <summary>
    /// One step of one sample: from its features to the answer at <c>StreamOutputOffset</c>. A new stream's memory is zero. Emitted for
    /// causal models.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
    protected virtual void StreamStep(Slab<T> parameters, Slab<T> packed, Slab<T> stream, Slab<T> input) =>
        throw new NotSupportedException($"{Layout.Name} is not causal.");

    /// <summary>
    /// All that a decoder's stream has before its first step: a prediction of what is not made of the steps, and copies of what these read
    /// of it, from the first lane. Emitted for models that decode.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
    protected virtual void SourceTile(in TileFrame<T> frame, Slab<T> stream) =>
        throw new NotSupportedException($"{Layout.Name} has no decoder.");

    /// <summary>
    /// All steps of one sample, <c>[step][feature]</c>; only the last answer is made. The bits are those of <see cref="StreamStep"/>.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
    protected virtual void StreamSample(Slab<T> parameters, Slab<T> packed, Slab<T> stream, Slab<T> input) =>
        throw new NotSupportedException($"{Layout.Name} has no single answer, or is not causal.");

    /// <summary>Derives from the parameters what the kernels want in another form. Called after every change of the parameters.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
    protected abstract void PackParameters(Slab<T> parameters, Slab<T> packed);
}
