using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>All gradients over one d at once have the bits of one after another, at every width, and touch nothing else.</summary>
public sealed class GradientSumTests
{
    private const int Columns = 160;

    // Inputs of each source: one, two that share a panel, several panels, an input longer than a panel, none at all.
    private static readonly int[][] Sources = [[3], [14, 32], [32, 64], [40, 6, 2], [1, 97, 4], [48, 48], []];

    private static readonly int[] Rows = [1, 2, 48, 119, 127, 128, 129, 260];

    [Fact]
    public void SingleSums() => SumsOfManyShapes<float>();

    [Fact]
    public void DoubleSums() => SumsOfManyShapes<double>();

    [Fact]
    public void AMissingSumIsDetected()
    {
        using var shape = new Shape<float>([14, 32], rows: 5, new Random(3), withoutLast: true);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => shape.Check(VectorWidth<float>.All[1]));
    }

    private static void SumsOfManyShapes<T>() where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int seed = 0; seed < Sources.Length * Rows.Length; seed++)
        {
            using var shape = new Shape<T>(Sources[seed % Sources.Length], Rows[seed / Sources.Length], new Random(seed));
            foreach (VectorWidth<T> width in VectorWidth<T>.All)
                shape.Check(width);
        }
    }

    /// <summary>Sources, d and sums over random columns, which leave gaps and overlap; and what one after another gives.</summary>
    private sealed class Shape<T> : IDisposable where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly List<GuardedBuffer<T>> _memory = [];
        private readonly List<GradientSum<T>> _sums = [];
        private readonly string _description;
        private readonly int _rows;
        private readonly Slab<T> _d, _gradient, _scratch;
        private readonly T[] _before, _expected;

        public Shape(int[] sources, int rows, Random random, bool withoutLast = false)
        {
            _rows = rows;
            _description = $"[{string.Join(", ", sources)}] x {rows} rows";
            _d = Filled(((rows - 1) * (Columns + 3) + Columns) * Tile<T>.Lanes, random);
            int gradientLength = (sources.Sum() * 2 + 6) * (Columns + 2);
            _gradient = Filled(gradientLength, random);
            _scratch = Filled(WeightGradient.Scratch<T>(), random);
            _before = _gradient.Span(gradientLength).ToArray();
            int place = 0;
            foreach (int inputs in sources)
            {
                Slab<T> x = Filled(((rows - 1) * (inputs + 1) + inputs) * Tile<T>.Lanes, random);
                int cut = random.Next(1, Columns);
                foreach ((int from, int to) in new[] { (0, cut), (cut, Columns) })
                {
                    (int start, int count) = Range(from, to, random);
                    _sums.Add(new(x, inputs + 1, inputs, start, count, _gradient + place, from == 0 ? Columns + 2 : count));
                    place += inputs * (Columns + 2);
                }
            }

            // Biases of columns of their own, and of the columns of a matrix.
            int matrices = _sums.Count;
            for (int i = 0; i < 3; i++)
                AddBias(Range(0, Columns, random));
            for (int i = 0; i < 3 && matrices > 0; i++)
            {
                GradientSum<T> matrix = _sums[random.Next(matrices)];
                AddBias((matrix.Column, matrix.Columns));
            }

            void AddBias((int Start, int Count) columns)
            {
                _sums.Add(new(columns.Start, columns.Count, _gradient + place));
                place += Columns;
            }

            VectorWidth<T> whole = VectorWidth<T>.All[0];
            foreach (GradientSum<T> sum in _sums)
            {
                if (sum.IsOfBias)
                    whole.BiasGradient(_d + sum.Column * Tile<T>.Lanes, Columns + 3, sum.Gradient, rows, sum.Columns);
                else
                {
                    whole.MatrixGradient(
                        sum.X, sum.XStride, _d + sum.Column * Tile<T>.Lanes, Columns + 3, sum.Gradient, sum.GradientStride, rows,
                        sum.Inputs, sum.Columns, _scratch);
                }
            }
            _expected = _gradient.Span(gradientLength).ToArray();
            if (withoutLast)
                _sums.RemoveAt(_sums.Count - 1);
        }

        public void Check(VectorWidth<T> width)
        {
            _before.CopyTo(_gradient.Span(_before.Length));
            width.Gradients(_d, Columns + 3, _rows, _scratch, [.. _sums]);
            Assert.True(_gradient.Span(_before.Length).SequenceEqual(_expected), $"{width.Lanes} lanes, {_description}");
        }

        public void Dispose() => _memory.ForEach(memory => memory.Dispose());

        private static (int Start, int Count) Range(int from, int to, Random random)
        {
            int start = random.Next(from, to);
            return (start, random.Next(1, to - start + 1));
        }

        private Slab<T> Filled(int length, Random random)
        {
            var memory = new GuardedBuffer<T>(length);
            _memory.Add(memory);
            Slab<T> slab = memory.AtEnd(length);
            Reference.Fill(slab.Span(length), random);
            return slab;
        }
    }
}
