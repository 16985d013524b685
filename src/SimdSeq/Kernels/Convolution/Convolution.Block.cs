using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>The register block of sums over taps.</content>
public static partial class Convolution
{
    /// <summary>
    /// <c>TOutputs</c> (up to 9) neighbouring sums of <c>TColumns</c> (up to 3) columns, in registers throughout: 27 accumulators, a
    /// vector of each column and a weight.
    /// </summary>
    /// <remarks>
    /// Many stores in a row hold up what follows. Where a vector is a tile, the last inputs are therefore taken for one column at a time,
    /// so that the columns are stored apart; the fewer sums of a narrower block's column would wait for one another.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void SumBlock<V, T, TStart, TOutputs, TColumns>(in TapBlock<T> block)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TStart : ISumStart
        where TOutputs : IBlockSize
        where TColumns : IBlockSize
    {
        V a0 = default, a1 = default, a2 = default, a3 = default, a4 = default;
        V a5 = default, a6 = default, a7 = default, a8 = default;
        V b0 = default, b1 = default, b2 = default, b3 = default, b4 = default;
        V b5 = default, b6 = default, b7 = default, b8 = default;
        V c0 = default, c1 = default, c2 = default, c3 = default, c4 = default;
        V c5 = default, c6 = default, c7 = default, c8 = default;
        Slab<T> bias = new(block.Bias), ya = new(block.Y), yb = new(block.Y + block.YColumn), yc = new(block.Y + 2 * block.YColumn);
        a0 = TStart.OverSamples<V, T>(bias, ya);
        if (TOutputs.Size > 1)
            a1 = TStart.OverSamples<V, T>(bias + 1, ya + Tile<T>.Lanes);
        if (TOutputs.Size > 2)
            a2 = TStart.OverSamples<V, T>(bias + 2, ya + 2 * Tile<T>.Lanes);
        if (TOutputs.Size > 3)
            a3 = TStart.OverSamples<V, T>(bias + 3, ya + 3 * Tile<T>.Lanes);
        if (TOutputs.Size > 4)
            a4 = TStart.OverSamples<V, T>(bias + 4, ya + 4 * Tile<T>.Lanes);
        if (TOutputs.Size > 5)
            a5 = TStart.OverSamples<V, T>(bias + 5, ya + 5 * Tile<T>.Lanes);
        if (TOutputs.Size > 6)
            a6 = TStart.OverSamples<V, T>(bias + 6, ya + 6 * Tile<T>.Lanes);
        if (TOutputs.Size > 7)
            a7 = TStart.OverSamples<V, T>(bias + 7, ya + 7 * Tile<T>.Lanes);
        if (TOutputs.Size > 8)
            a8 = TStart.OverSamples<V, T>(bias + 8, ya + 8 * Tile<T>.Lanes);
        if (TColumns.Size > 1)
        {
            b0 = TStart.OverSamples<V, T>(bias, yb);
            if (TOutputs.Size > 1)
                b1 = TStart.OverSamples<V, T>(bias + 1, yb + Tile<T>.Lanes);
            if (TOutputs.Size > 2)
                b2 = TStart.OverSamples<V, T>(bias + 2, yb + 2 * Tile<T>.Lanes);
            if (TOutputs.Size > 3)
                b3 = TStart.OverSamples<V, T>(bias + 3, yb + 3 * Tile<T>.Lanes);
            if (TOutputs.Size > 4)
                b4 = TStart.OverSamples<V, T>(bias + 4, yb + 4 * Tile<T>.Lanes);
            if (TOutputs.Size > 5)
                b5 = TStart.OverSamples<V, T>(bias + 5, yb + 5 * Tile<T>.Lanes);
            if (TOutputs.Size > 6)
                b6 = TStart.OverSamples<V, T>(bias + 6, yb + 6 * Tile<T>.Lanes);
            if (TOutputs.Size > 7)
                b7 = TStart.OverSamples<V, T>(bias + 7, yb + 7 * Tile<T>.Lanes);
            if (TOutputs.Size > 8)
                b8 = TStart.OverSamples<V, T>(bias + 8, yb + 8 * Tile<T>.Lanes);
        }
        if (TColumns.Size > 2)
        {
            c0 = TStart.OverSamples<V, T>(bias, yc);
            if (TOutputs.Size > 1)
                c1 = TStart.OverSamples<V, T>(bias + 1, yc + Tile<T>.Lanes);
            if (TOutputs.Size > 2)
                c2 = TStart.OverSamples<V, T>(bias + 2, yc + 2 * Tile<T>.Lanes);
            if (TOutputs.Size > 3)
                c3 = TStart.OverSamples<V, T>(bias + 3, yc + 3 * Tile<T>.Lanes);
            if (TOutputs.Size > 4)
                c4 = TStart.OverSamples<V, T>(bias + 4, yc + 4 * Tile<T>.Lanes);
            if (TOutputs.Size > 5)
                c5 = TStart.OverSamples<V, T>(bias + 5, yc + 5 * Tile<T>.Lanes);
            if (TOutputs.Size > 6)
                c6 = TStart.OverSamples<V, T>(bias + 6, yc + 6 * Tile<T>.Lanes);
            if (TOutputs.Size > 7)
                c7 = TStart.OverSamples<V, T>(bias + 7, yc + 7 * Tile<T>.Lanes);
            if (TOutputs.Size > 8)
                c8 = TStart.OverSamples<V, T>(bias + 8, yc + 8 * Tile<T>.Lanes);
        }

        T* tap = block.X, weightsOfTap = block.Weights, input = tap, w = weightsOfTap;
        nint xb = block.XColumn, xc = 2 * xb, nextInput = block.XInput, nextWeight = block.WeightInput;
        nint rest = V.Count == Tile<T>.Lanes && TColumns.Size > 1 && block.Taps > 0 && block.Inputs >= 3 ? 3 : 0;
        for (nint taps = block.Taps; taps > 0; taps--, tap += block.XTap, weightsOfTap += block.WeightTap)
        {
            input = tap;
            w = weightsOfTap;
            for (nint inputs = block.Inputs - (taps == 1 ? rest : 0); inputs > 0; inputs--, input += nextInput, w += nextWeight)
            {
                V a = V.Load(new Slab<T>(input));
                V b = TColumns.Size > 1 ? V.Load(new Slab<T>(input + xb)) : default;
                V c = TColumns.Size > 2 ? V.Load(new Slab<T>(input + xc)) : default;
                V weight = V.Broadcast(w[0]);
                V.AddProduct(ref a0, weight, a);
                if (TColumns.Size > 1)
                    V.AddProduct(ref b0, weight, b);
                if (TColumns.Size > 2)
                    V.AddProduct(ref c0, weight, c);
                if (TOutputs.Size > 1)
                {
                    weight = V.Broadcast(w[1]);
                    V.AddProduct(ref a1, weight, a);
                    if (TColumns.Size > 1)
                        V.AddProduct(ref b1, weight, b);
                    if (TColumns.Size > 2)
                        V.AddProduct(ref c1, weight, c);
                }
                if (TOutputs.Size > 2)
                {
                    weight = V.Broadcast(w[2]);
                    V.AddProduct(ref a2, weight, a);
                    if (TColumns.Size > 1)
                        V.AddProduct(ref b2, weight, b);
                    if (TColumns.Size > 2)
                        V.AddProduct(ref c2, weight, c);
                }
                if (TOutputs.Size > 3)
                {
                    weight = V.Broadcast(w[3]);
                    V.AddProduct(ref a3, weight, a);
                    if (TColumns.Size > 1)
                        V.AddProduct(ref b3, weight, b);
                    if (TColumns.Size > 2)
                        V.AddProduct(ref c3, weight, c);
                }
                if (TOutputs.Size > 4)
                {
                    weight = V.Broadcast(w[4]);
                    V.AddProduct(ref a4, weight, a);
                    if (TColumns.Size > 1)
                        V.AddProduct(ref b4, weight, b);
                    if (TColumns.Size > 2)
                        V.AddProduct(ref c4, weight, c);
                }
                if (TOutputs.Size > 5)
                {
                    weight = V.Broadcast(w[5]);
                    V.AddProduct(ref a5, weight, a);
                    if (TColumns.Size > 1)
                        V.AddProduct(ref b5, weight, b);
                    if (TColumns.Size > 2)
                        V.AddProduct(ref c5, weight, c);
                }
                if (TOutputs.Size > 6)
                {
                    weight = V.Broadcast(w[6]);
                    V.AddProduct(ref a6, weight, a);
                    if (TColumns.Size > 1)
                        V.AddProduct(ref b6, weight, b);
                    if (TColumns.Size > 2)
                        V.AddProduct(ref c6, weight, c);
                }
                if (TOutputs.Size > 7)
                {
                    weight = V.Broadcast(w[7]);
                    V.AddProduct(ref a7, weight, a);
                    if (TColumns.Size > 1)
                        V.AddProduct(ref b7, weight, b);
                    if (TColumns.Size > 2)
                        V.AddProduct(ref c7, weight, c);
                }
                if (TOutputs.Size > 8)
                {
                    weight = V.Broadcast(w[8]);
                    V.AddProduct(ref a8, weight, a);
                    if (TColumns.Size > 1)
                        V.AddProduct(ref b8, weight, b);
                    if (TColumns.Size > 2)
                        V.AddProduct(ref c8, weight, c);
                }
            }
        }

        FinishColumn<V, T, TOutputs>(input, nextInput, w, nextWeight, rest, ya, a0, a1, a2, a3, a4, a5, a6, a7, a8);
        if (TColumns.Size > 1)
            FinishColumn<V, T, TOutputs>(input + xb, nextInput, w, nextWeight, rest, yb, b0, b1, b2, b3, b4, b5, b6, b7, b8);
        if (TColumns.Size > 2)
            FinishColumn<V, T, TOutputs>(input + xc, nextInput, w, nextWeight, rest, yc, c0, c1, c2, c3, c4, c5, c6, c7, c8);
    }

    /// <summary>A column's last inputs, and its stores.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void FinishColumn<V, T, TOutputs>(
        T* input, nint nextInput, T* w, nint nextWeight, nint inputs, Slab<T> y,
        V a0, V a1, V a2, V a3, V a4, V a5, V a6, V a7, V a8)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TOutputs : IBlockSize
    {
        for (; inputs > 0; inputs--, input += nextInput, w += nextWeight)
        {
            V x = V.Load(new Slab<T>(input));
            V.AddProduct(ref a0, V.Broadcast(w[0]), x);
            if (TOutputs.Size > 1)
                V.AddProduct(ref a1, V.Broadcast(w[1]), x);
            if (TOutputs.Size > 2)
                V.AddProduct(ref a2, V.Broadcast(w[2]), x);
            if (TOutputs.Size > 3)
                V.AddProduct(ref a3, V.Broadcast(w[3]), x);
            if (TOutputs.Size > 4)
                V.AddProduct(ref a4, V.Broadcast(w[4]), x);
            if (TOutputs.Size > 5)
                V.AddProduct(ref a5, V.Broadcast(w[5]), x);
            if (TOutputs.Size > 6)
                V.AddProduct(ref a6, V.Broadcast(w[6]), x);
            if (TOutputs.Size > 7)
                V.AddProduct(ref a7, V.Broadcast(w[7]), x);
            if (TOutputs.Size > 8)
                V.AddProduct(ref a8, V.Broadcast(w[8]), x);
        }
        a0.Store(y);
        if (TOutputs.Size > 1)
            a1.Store(y, Tile<T>.Lanes);
        if (TOutputs.Size > 2)
            a2.Store(y, 2 * Tile<T>.Lanes);
        if (TOutputs.Size > 3)
            a3.Store(y, 3 * Tile<T>.Lanes);
        if (TOutputs.Size > 4)
            a4.Store(y, 4 * Tile<T>.Lanes);
        if (TOutputs.Size > 5)
            a5.Store(y, 5 * Tile<T>.Lanes);
        if (TOutputs.Size > 6)
            a6.Store(y, 6 * Tile<T>.Lanes);
        if (TOutputs.Size > 7)
            a7.Store(y, 7 * Tile<T>.Lanes);
        if (TOutputs.Size > 8)
            a8.Store(y, 8 * Tile<T>.Lanes);
    }
}
