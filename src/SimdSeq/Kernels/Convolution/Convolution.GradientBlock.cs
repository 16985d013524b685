using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>The register blocks of weight gradients.</content>
public static partial class Convolution
{
    private static unsafe void AddOutputs<V, T, TInputs>(
        T* x, nint xStep, nint xNext, T* d, nint dStep, T* sums, nint sumNext, int rows, int outputs)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TInputs : IBlockSize
    {
        switch (outputs)
        {
            case 1:
                AddBlock<V, T, TInputs, Of1>(x, xStep, xNext, d, dStep, sums, sumNext, rows);
                break;
            case 2:
                AddBlock<V, T, TInputs, Of2>(x, xStep, xNext, d, dStep, sums, sumNext, rows);
                break;
            case 3:
                AddBlock<V, T, TInputs, Of3>(x, xStep, xNext, d, dStep, sums, sumNext, rows);
                break;
            case 4:
                AddBlock<V, T, TInputs, Of4>(x, xStep, xNext, d, dStep, sums, sumNext, rows);
                break;
            default:
                AddBlock<V, T, TInputs, Of5>(x, xStep, xNext, d, dStep, sums, sumNext, rows);
                break;
        }
    }

    /// <summary>
    /// Sums over rows of <c>TInputs</c> (up to 5) vectors of x times <c>TOutputs</c> (up to 5) of d, continued: 25 sums, the vectors of x
    /// and one of d are 31 registers, and ten loads serve 25 products.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void AddBlock<V, T, TInputs, TOutputs>(
        T* x, nint xStep, nint xNext, T* d, nint dStep, T* sums, nint sumNext, int rows)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TInputs : IBlockSize
        where TOutputs : IBlockSize
    {
        V a0 = default, a1 = default, a2 = default, a3 = default, a4 = default;
        V b0 = default, b1 = default, b2 = default, b3 = default, b4 = default;
        V c0 = default, c1 = default, c2 = default, c3 = default, c4 = default;
        V e0 = default, e1 = default, e2 = default, e3 = default, e4 = default;
        V f0 = default, f1 = default, f2 = default, f3 = default, f4 = default;
        LoadSums<V, T, TOutputs>(new Slab<T>(sums), ref a0, ref a1, ref a2, ref a3, ref a4);
        if (TInputs.Size > 1)
            LoadSums<V, T, TOutputs>(new Slab<T>(sums + sumNext), ref b0, ref b1, ref b2, ref b3, ref b4);
        if (TInputs.Size > 2)
            LoadSums<V, T, TOutputs>(new Slab<T>(sums + 2 * sumNext), ref c0, ref c1, ref c2, ref c3, ref c4);
        if (TInputs.Size > 3)
            LoadSums<V, T, TOutputs>(new Slab<T>(sums + 3 * sumNext), ref e0, ref e1, ref e2, ref e3, ref e4);
        if (TInputs.Size > 4)
            LoadSums<V, T, TOutputs>(new Slab<T>(sums + 4 * sumNext), ref f0, ref f1, ref f2, ref f3, ref f4);

        nint x2 = 2 * xNext, x3 = 3 * xNext, x4 = 4 * xNext;
        for (; rows > 0; rows--, x += xStep, d += dStep)
        {
            V xa = V.Load(new Slab<T>(x));
            V xb = TInputs.Size > 1 ? V.Load(new Slab<T>(x + xNext)) : default;
            V xc = TInputs.Size > 2 ? V.Load(new Slab<T>(x + x2)) : default;
            V xe = TInputs.Size > 3 ? V.Load(new Slab<T>(x + x3)) : default;
            V xf = TInputs.Size > 4 ? V.Load(new Slab<T>(x + x4)) : default;
            V output = V.Load(new Slab<T>(d));
            V.AddProduct(ref a0, xa, output);
            if (TInputs.Size > 1)
                V.AddProduct(ref b0, xb, output);
            if (TInputs.Size > 2)
                V.AddProduct(ref c0, xc, output);
            if (TInputs.Size > 3)
                V.AddProduct(ref e0, xe, output);
            if (TInputs.Size > 4)
                V.AddProduct(ref f0, xf, output);
            if (TOutputs.Size > 1)
            {
                output = V.Load(new Slab<T>(d), Tile<T>.Lanes);
                V.AddProduct(ref a1, xa, output);
                if (TInputs.Size > 1)
                    V.AddProduct(ref b1, xb, output);
                if (TInputs.Size > 2)
                    V.AddProduct(ref c1, xc, output);
                if (TInputs.Size > 3)
                    V.AddProduct(ref e1, xe, output);
                if (TInputs.Size > 4)
                    V.AddProduct(ref f1, xf, output);
            }
            if (TOutputs.Size > 2)
            {
                output = V.Load(new Slab<T>(d), 2 * Tile<T>.Lanes);
                V.AddProduct(ref a2, xa, output);
                if (TInputs.Size > 1)
                    V.AddProduct(ref b2, xb, output);
                if (TInputs.Size > 2)
                    V.AddProduct(ref c2, xc, output);
                if (TInputs.Size > 3)
                    V.AddProduct(ref e2, xe, output);
                if (TInputs.Size > 4)
                    V.AddProduct(ref f2, xf, output);
            }
            if (TOutputs.Size > 3)
            {
                output = V.Load(new Slab<T>(d), 3 * Tile<T>.Lanes);
                V.AddProduct(ref a3, xa, output);
                if (TInputs.Size > 1)
                    V.AddProduct(ref b3, xb, output);
                if (TInputs.Size > 2)
                    V.AddProduct(ref c3, xc, output);
                if (TInputs.Size > 3)
                    V.AddProduct(ref e3, xe, output);
                if (TInputs.Size > 4)
                    V.AddProduct(ref f3, xf, output);
            }
            if (TOutputs.Size > 4)
            {
                output = V.Load(new Slab<T>(d), 4 * Tile<T>.Lanes);
                V.AddProduct(ref a4, xa, output);
                if (TInputs.Size > 1)
                    V.AddProduct(ref b4, xb, output);
                if (TInputs.Size > 2)
                    V.AddProduct(ref c4, xc, output);
                if (TInputs.Size > 3)
                    V.AddProduct(ref e4, xe, output);
                if (TInputs.Size > 4)
                    V.AddProduct(ref f4, xf, output);
            }
        }

        StoreSums<V, T, TOutputs>(new Slab<T>(sums), a0, a1, a2, a3, a4);
        if (TInputs.Size > 1)
            StoreSums<V, T, TOutputs>(new Slab<T>(sums + sumNext), b0, b1, b2, b3, b4);
        if (TInputs.Size > 2)
            StoreSums<V, T, TOutputs>(new Slab<T>(sums + 2 * sumNext), c0, c1, c2, c3, c4);
        if (TInputs.Size > 3)
            StoreSums<V, T, TOutputs>(new Slab<T>(sums + 3 * sumNext), e0, e1, e2, e3, e4);
        if (TInputs.Size > 4)
            StoreSums<V, T, TOutputs>(new Slab<T>(sums + 4 * sumNext), f0, f1, f2, f3, f4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadSums<V, T, TOutputs>(Slab<T> sums, ref V a0, ref V a1, ref V a2, ref V a3, ref V a4)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TOutputs : IBlockSize
    {
        a0 = V.Load(sums);
        if (TOutputs.Size > 1)
            a1 = V.Load(sums, Tile<T>.Lanes);
        if (TOutputs.Size > 2)
            a2 = V.Load(sums, 2 * Tile<T>.Lanes);
        if (TOutputs.Size > 3)
            a3 = V.Load(sums, 3 * Tile<T>.Lanes);
        if (TOutputs.Size > 4)
            a4 = V.Load(sums, 4 * Tile<T>.Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreSums<V, T, TOutputs>(Slab<T> sums, V a0, V a1, V a2, V a3, V a4)
        where V : struct, IVector<V, T>
        where T : unmanaged
        where TOutputs : IBlockSize
    {
        a0.Store(sums);
        if (TOutputs.Size > 1)
            a1.Store(sums, Tile<T>.Lanes);
        if (TOutputs.Size > 2)
            a2.Store(sums, 2 * Tile<T>.Lanes);
        if (TOutputs.Size > 3)
            a3.Store(sums, 3 * Tile<T>.Lanes);
        if (TOutputs.Size > 4)
            a4.Store(sums, 4 * Tile<T>.Lanes);
    }
}
