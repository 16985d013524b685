using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace SimdSeq.Kernels;

/// <summary>What attention reads, over a tile.</summary>
/// <param name="Q">Queries, <c>[query][head][feature][lane]</c>.</param>
/// <param name="QStride">Features from one query to the next.</param>
/// <param name="K">Keys, <c>[key][key head][feature][lane]</c>.</param>
/// <param name="KStride">Features from one key to the next.</param>
/// <param name="V">Values, <c>[key][key head][value feature][lane]</c>.</param>
/// <param name="VStride">Features from one value to the next.</param>
/// <param name="QMask">Which queries are there, <c>[query][lane]</c>.</param>
/// <param name="HasQMask">Whether anything is to be asked of it.</param>
/// <param name="KMask">Which keys are there, <c>[key][lane]</c>.</param>
/// <param name="HasKMask">Whether anything is to be asked of it.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public readonly record struct AttentionOperands<T>(
    Slab<T> Q, int QStride, Slab<T> K, int KStride, Slab<T> V, int VStride, Slab<T> QMask = default, bool HasQMask = false,
    Slab<T> KMask = default, bool HasKMask = false)
    where T : unmanaged;
