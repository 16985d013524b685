using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>
/// Makes rows orthonormal by Cholesky's factor of their products (Yamamoto et al. 2015): with <c>A Aᵀ = L Lᵀ</c> the rows of <c>Q = L⁻¹
/// A</c> are those of Gram and Schmidt. Nearly all of it is one block of products that stays in the caches, so it takes a small part of the
/// time. A pass leaves an error of about the square of A's condition number: random rows twice as long as they are many have one below 6,
/// and need one pass; others take more.
/// </summary>
/// <remarks>
/// Every sum has one accumulator and ascending terms, whatever the vector width; threads share columns, which do not meet.
/// </remarks>
internal sealed unsafe class Orthonormalization
{
    // Columns that are worked on at once: three vectors of 512 bits, six of 256. A block is four rows of them, which fits any register
    // file.
    private const int Width = 24, Height = 4;

    // So many terms of a sum at once: a strip of them stays in the second cache.
    private const int Depth = 512;

    private const double Tolerance = 1e-13;
    private const int MostPasses = 6;

    private readonly int _count;
    private readonly int _length;
    private readonly int _rows; // padded with rows and columns of zeros
    private readonly int _columns;
    private readonly AlignedBuffer<double> _values;
    private readonly AlignedBuffer<double> _factor;

    /// <param name="count">Number of rows.</param>
    /// <param name="length">Their length, not below their number.</param>
    public Orthonormalization(int count, int length)
    {
        (_count, _length) = (count, length);
        _rows = (count + Width - 1) / Width * Width;
        _columns = (length + Width - 1) / Width * Width;
        _values = new AlignedBuffer<double>(checked(_rows * _columns));
        _factor = new AlignedBuffer<double>(checked(_rows * _rows));
    }

    /// <summary>A row, to be filled and to be read.</summary>
    public Span<double> Row(int row) => _values.Slice(row * _columns, _length);

    /// <summary>Makes the rows orthonormal.</summary>
    /// <returns>False when they are linearly dependent, as far as their precision can tell; then they hold anything.</returns>
    public bool Run()
    {
        for (int pass = 0; pass < MostPasses; pass++)
        {
            MultiplyByTranspose();
            if (pass > 0 && IsIdentity()) return true;
            if (!Factorize()) return false;
            Parallel.For(0, _columns / Width, () => new AlignedBuffer<double>(_rows * Width), (columns, _, strip) =>
            {
                Solve(columns, strip.Slab.Address);
                return strip;
            }, static _ => { });
            if (_length >= 2 * _count) return true;
        }

        return false;
    }

    // The lower triangle of A Aᵀ, of which each piece of work makes some columns.
    private void MultiplyByTranspose()
    {
        _factor.Span.Clear();
        Parallel.For(0, _rows / Width, () => new AlignedBuffer<double>(Depth * Width), (columns, _, strip) =>
        {
            double* a = _values.Slab.Address;
            int first = columns * Width;
            for (int from = 0; from < _columns; from += Depth)
            {
                int depth = Math.Min(Depth, _columns - from);
                Transpose(a + (nint)first * _columns + from, _columns, depth, strip.Slab.Address, sign: 1);
                for (int row = first; row < _rows; row += Height)
                    AddProducts(a + (nint)row * _columns + from, _columns, strip.Slab.Address, depth, Factor(row) + first, _rows);
            }

            return strip;
        }, static _ => { });
        for (int i = _count; i < _rows; i++) Factor(i)[i] = 1;
    }

    private bool IsIdentity()
    {
        for (int i = 0; i < _rows; i++)
        {
            var row = new ReadOnlySpan<double>(Factor(i), i + 1);
            for (int j = 0; j <= i; j++)
            {
                if (!(Math.Abs(row[j] - (i == j ? 1 : 0)) <= Tolerance)) return false;
            }
        }

        return true;
    }

    // L over the lower triangle, as Solve wants it: -L below the diagonal, 1 / L on it.
    private bool Factorize()
    {
        var strip = new AlignedBuffer<double>(_rows * Width);
        double largest = 0;
        for (int i = 0; i < _rows; i++) largest = Math.Max(largest, Factor(i)[i]);
        for (int first = 0; first < _rows; first += Width)
        {
            Transpose(Factor(first), _rows, first, strip.Slab.Address, sign: -1);
            for (int row = first; row < _rows; row += Height)
                AddProducts(Factor(row), _rows, strip.Slab.Address, first, Factor(row) + first, _rows);
            if (!FactorizeColumns(first, leastPivot: largest * _rows * 1e-16)) return false;
        }

        GC.KeepAlive(strip);
        return true;
    }

    private bool FactorizeColumns(int first, double leastPivot)
    {
        for (int i = first; i < _rows; i++)
        {
            double* row = Factor(i);
            for (int j = first; j < Math.Min(i + 1, first + Width); j++)
            {
                double* other = Factor(j);
                double sum = row[j];
                for (int k = first; k < j; k++) sum -= row[k] * other[k];
                if (j == i && !(sum > leastPivot)) return false;
                row[j] = j == i ? 1 / Math.Sqrt(sum) : -sum * other[j];
            }
        }

        return true;
    }

    // Some columns of L Q = A, from the first row down.
    private void Solve(int columns, double* q)
    {
        double* a = _values.Slab.Address + columns * Width;
        for (int row = 0; row < _rows; row++) Copy(a + (nint)row * _columns, q + row * Width);
        for (int first = 0; first < _rows; first += Height)
        {
            AddProducts(Factor(first), _rows, q, first, q + first * Width, Width);
            for (int row = first; row < first + Height; row++)
            {
                double* coefficients = Factor(row), result = q + row * Width;
                for (int k = first; k < row; k++)
                {
                    for (int i = 0; i < Width; i++) result[i] += coefficients[k] * q[k * Width + i];
                }

                for (int i = 0; i < Width; i++) result[i] *= coefficients[row];
            }
        }

        for (int row = 0; row < _rows; row++) Copy(q + row * Width, a + (nint)row * _columns);
    }

    private double* Factor(int row) => _factor.Slab.Address + (nint)row * _rows;

    private static void Copy(double* source, double* destination) =>
        new Span<double>(source, Width).CopyTo(new Span<double>(destination, Width));

    // destination[k][j] = ± source[j][k] of as many rows as a strip is wide.
    private static void Transpose(double* source, int stride, int depth, double* destination, int sign)
    {
        for (int j = 0; j < Width; j++, source += stride)
        {
            for (int k = 0; k < depth; k++) destination[k * Width + j] = sign * source[k];
        }
    }

    // c[r][j] += sum over k of a[r][k] strip[k][j] for one block.
    private static void AddProducts(double* a, int stride, double* strip, int depth, double* c, int cStride)
    {
        if (Vector512.IsHardwareAccelerated) AddProducts<Vector512Of<double>>(a, stride, strip, depth, c, cStride);
        else if (Vector256.IsHardwareAccelerated) AddProducts<Vector256Of<double>>(a, stride, strip, depth, c, cStride);
        else AddProducts<Vector128Of<double>>(a, stride, strip, depth, c, cStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddProducts<V>(double* a, int stride, double* strip, int depth, double* c, int cStride)
        where V : struct, IVector<V, double>
    {
        double* a1 = a + stride, a2 = a1 + stride, a3 = a2 + stride;
        for (int column = 0; column < Width; column += 3 * V.Count, strip += 3 * V.Count, c += 3 * V.Count)
        {
            Load<V>(c, out V c00, out V c01, out V c02);
            Load<V>(c + cStride, out V c10, out V c11, out V c12);
            Load<V>(c + 2 * cStride, out V c20, out V c21, out V c22);
            Load<V>(c + 3 * cStride, out V c30, out V c31, out V c32);
            double* b = strip;
            for (int k = 0; k < depth; k++, b += Width)
            {
                Load<V>(b, out V b0, out V b1, out V b2);
                V factor = V.Broadcast(a[k]);
                V.AddProduct(ref c00, factor, b0);
                V.AddProduct(ref c01, factor, b1);
                V.AddProduct(ref c02, factor, b2);
                factor = V.Broadcast(a1[k]);
                V.AddProduct(ref c10, factor, b0);
                V.AddProduct(ref c11, factor, b1);
                V.AddProduct(ref c12, factor, b2);
                factor = V.Broadcast(a2[k]);
                V.AddProduct(ref c20, factor, b0);
                V.AddProduct(ref c21, factor, b1);
                V.AddProduct(ref c22, factor, b2);
                factor = V.Broadcast(a3[k]);
                V.AddProduct(ref c30, factor, b0);
                V.AddProduct(ref c31, factor, b1);
                V.AddProduct(ref c32, factor, b2);
            }

            Store(c, c00, c01, c02);
            Store(c + cStride, c10, c11, c12);
            Store(c + 2 * cStride, c20, c21, c22);
            Store(c + 3 * cStride, c30, c31, c32);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load<V>(double* source, out V first, out V second, out V third) where V : struct, IVector<V, double>
    {
        first = V.Load(new Slab<double>(source));
        second = V.Load(new Slab<double>(source + V.Count));
        third = V.Load(new Slab<double>(source + 2 * V.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<V>(double* destination, V first, V second, V third) where V : struct, IVector<V, double>
    {
        first.Store(new Slab<double>(destination));
        second.Store(new Slab<double>(destination + V.Count));
        third.Store(new Slab<double>(destination + 2 * V.Count));
    }
}
