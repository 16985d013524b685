using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// <c>y = x·w + b</c> with one output. A sum over inputs one after the other would be one long chain of dependent additions, so here it is
/// as many short ones as a tile has lanes: chain j takes the inputs j, j + lanes, j + 2 lanes, ...; the chains are added as
/// <see cref="LaneSum"/> adds lanes, and the sum is added to b. Over samples or over inputs, at any width, the same bits.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static unsafe class DotProduct
{
    /// <summary>For the samples of a tile.</summary>
    /// <param name="x">Inputs, <c>[row][input][lane]</c>.</param>
    /// <param name="xStride">Distance between rows, in inputs.</param>
    /// <param name="weights">One weight for each input.</param>
    /// <param name="bias">What is added.</param>
    /// <param name="y">Receives <c>[row][lane]</c>.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="inputs">Number of inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverSamples<V, T>(Slab<T> x, int xStride, Slab<T> weights, T bias, Slab<T> y, int rows, int inputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int lanes = Tile<T>.Lanes;
        T* memory = stackalloc T[lanes * V.Count + Tile<T>.Lanes];
        var chains = Slab<T>.AtLine(memory);
        for (int row = 0; row < rows; row++)
        {
            for (int lane = 0; lane < lanes; lane += V.Count)
            {
                var source = x + (row * xStride * lanes + lane);
                for (int k = 0; k < Math.Max(inputs, lanes); k++)
                {
                    var chain = chains + k % lanes * V.Count;
                    V sum = k < lanes ? V.Broadcast(default) : V.Load(chain);
                    if (k < inputs) sum = V.MultiplyAdd(V.Load(source + k * lanes), V.Broadcast(weights[k]), sum);
                    sum.Store(chain);
                }

                (V.Broadcast(bias) + Sum<V, T>(chains)).Store(y + (row * lanes + lane));
            }
        }
    }

    /// <summary>For one sample. Reads whole vectors, so inputs and weights must lie in memory padded to them.</summary>
    /// <param name="x">Inputs.</param>
    /// <param name="weights">One weight for each input.</param>
    /// <param name="bias">What is added.</param>
    /// <param name="inputs">Number of inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T OverInputs<V, T>(Slab<T> x, Slab<T> weights, T bias, int inputs)
        where V : struct, IVector<V, T>
        where T : unmanaged, INumberBase<T>
    {
        int lanes = Tile<T>.Lanes, whole = inputs / lanes * lanes, rest = inputs - whole;
        T* chains = stackalloc T[lanes];
        for (int lane = 0; lane < lanes; lane += V.Count)
        {
            V sum = V.Broadcast(default);
            for (int k = lane; k < whole; k += lanes) sum = V.MultiplyAdd(V.Load(x + k), V.Load(weights + k), sum);
            if (rest > 0)
            {
                V more = V.MultiplyAdd(V.Load(x + (whole + lane)), V.Load(weights + (whole + lane)), sum);
                sum = V.Select(FirstLanes<V, T>(rest - lane), more, sum);
            }
            sum.Store(new Slab<T>(chains + lane));
        }

        return bias + LaneSum.Of(chains);
    }

    // The order of LaneSum, with vectors of samples where it has numbers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sum<V, T>(Slab<T> chains)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int quarter = Tile<T>.Lanes / 4;
        V Chain(int j) => V.Load(chains + j * V.Count);
        V Fold(int i) => (Chain(i) + Chain(i + 2 * quarter)) + (Chain(i + quarter) + Chain(i + 3 * quarter));
        return quarter == 4 ? (Fold(0) + Fold(2)) + (Fold(1) + Fold(3)) : Fold(0) + Fold(1);
    }

    // All bits in the first so many lanes of a vector.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V FirstLanes<V, T>(int count)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        int skipped = 16 - Math.Clamp(count, 0, V.Count);
        fixed (int* single = SetThenClear)
        fixed (long* both = SetThenClearInDouble)
            return V.Load(new Slab<T>(typeof(T) == typeof(float) ? (T*)(single + skipped) : (T*)(both + skipped)));
    }

    private static ReadOnlySpan<int> SetThenClear =>
        [-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static ReadOnlySpan<long> SetThenClearInDouble =>
        [-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
}
