using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>
/// Attention against its definition in double, with its gradients, at sizes around the blocks; on guarded memory, at every width with the
/// same bits, and step by step.
/// </summary>
public sealed class AttentionTests
{
    public static TheoryData<string, AttentionShape> Shapes { get; } = new()
    {
        { "one", new(1, 1, 1, 1, 1, 1, 1) },
        { "odd", new(15, 7, 1, 1, 3, 5, 0.5) },
        { "blocks", new(16, 16, 2, 2, 16, 16, 0.25) },
        { "beyond blocks", new(17, 33, 2, 2, 4, 17, 0.5) },
        { "shared keys", new(19, 18, 6, 2, 8, 3, 0.35) },
        { "causal", new(35, 35, 2, 2, 5, 4, 0.45, Causal: true) },
        { "causal window", new(53, 53, 2, 1, 6, 7, 0.4, Causal: true, Window: 5) },
        { "wide window", new(50, 50, 1, 1, 4, 4, 0.5, Causal: true, Window: 21) },
        { "window", new(37, 37, 1, 1, 4, 4, 0.5, Window: 3) },
        { "own step", new(20, 20, 1, 1, 4, 4, 0.5, Window: 1) },
        { "far queries", new(40, 9, 1, 1, 4, 4, 0.5, Window: 4) },
        { "alibi", new(21, 21, 4, 4, 4, 4, 0.5, Alibi: true) },
        { "causal alibi", new(40, 40, 3, 1, 4, 4, 0.5, Causal: true, Alibi: true) },
        { "groups", new(150, 141, 1, 1, 8, 8, 0.35) },
        { "causal groups", new(139, 139, 2, 2, 8, 8, 0.35, Causal: true) },
        { "window over groups", new(300, 300, 1, 1, 4, 4, 0.5, Causal: true, Window: 140) },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void It_is_its_definition(string name, AttentionShape shape)
    {
        _ = name;
        foreach (bool masked in (bool[])[false, true])
        {
            using var run = new Run<double>(shape, masked, dropout: 0.25);
            run.Forward<Vector512Of<double>>();
            run.Gradients<Vector512Of<double>>();
            for (int sample = 0; sample < run.Samples; sample++) run.Check(sample, 1e-12);
            using var single = new Run<float>(shape, masked, dropout: 0.25);
            single.Forward<Vector512Of<float>>();
            single.Gradients<Vector512Of<float>>();
            for (int sample = 0; sample < single.Samples; sample++) single.Check(sample, 2e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_width_has_the_same_bits(string name, AttentionShape shape)
    {
        _ = name;
        Same<float>(shape);
        Same<double>(shape);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_width_streams_with_the_bits_of_the_tile(string name, AttentionShape shape)
    {
        if (!shape.Causal) return;
        _ = name;
        Streams<Vector512Of<float>, float>(shape);
        Streams<Vector256Of<float>, float>(shape);
        Streams<Vector128Of<float>, float>(shape);
        Streams<Vector512Of<double>, double>(shape);
        Streams<Vector256Of<double>, double>(shape);
        Streams<Vector128Of<double>, double>(shape);
    }

    [Fact]
    public void A_score_that_is_no_number_shows()
    {
        using var run = new Run<float>(new(5, 5, 1, 1, 2, 2, 1), masked: false, dropout: 0);
        run.K.Values[2 * Tile<float>.Lanes * 2] = float.NaN;
        run.Forward<Vector512Of<float>>();
        for (int i = 0; i < 10; i++) Assert.True(float.IsNaN(run.Y.Values[i * Tile<float>.Lanes]));
        Assert.False(float.IsNaN(run.Y.Values[1]));
    }

    private static void Same<T>(AttentionShape shape) where T : unmanaged, IFloatingPointIeee754<T>
    {
        using Run<T> first = new(shape, masked: true, dropout: 0.25), second = new(shape, masked: true, dropout: 0.25),
            third = new(shape, masked: true, dropout: 0.25);
        first.Forward<Vector512Of<T>>();
        second.Forward<Vector256Of<T>>();
        third.Forward<Vector128Of<T>>();
        first.Gradients<Vector512Of<T>>();
        second.Gradients<Vector256Of<T>>();
        third.Gradients<Vector128Of<T>>();
        foreach (var other in (Run<T>[])[second, third])
        {
            Assert.True(first.Y.Values.SequenceEqual(other.Y.Values));
            Assert.True(first.Dq.Values.SequenceEqual(other.Dq.Values));
            Assert.True(first.Dk.Values.SequenceEqual(other.Dk.Values));
            Assert.True(first.Dv.Values.SequenceEqual(other.Dv.Values));
        }
    }

    private static void Streams<V, T>(AttentionShape shape) where V : struct, IVector<V, T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var run = new Run<T>(shape, masked: true, dropout: 0);
        run.Forward<V>();
        int lanes = Tile<T>.Lanes, keyFeatures = shape.KeyHeads * shape.KeyDim, valueFeatures = shape.KeyHeads * shape.ValueDim;
        int slots = (Math.Min(shape.Window == 0 ? shape.Keys : shape.Window + 15, shape.Keys + 15) + 15) / 16 * 16;
        using Memory<T> position = new(2), keys = new(slots * keyFeatures), values = new(slots * valueFeatures), there = new(slots);
        using Memory<T> scores = new(slots * shape.Heads), query = new(shape.KeyDim);
        using Memory<T> q = new(shape.Heads * shape.KeyDim), k = new(keyFeatures), v = new(valueFeatures),
            y = new(shape.Heads * shape.ValueDim);
        foreach (int sample in (int[])[0, 2])
        {
            position.Values.Clear();
            var cache = new AttentionCache<T>(position.Slab, keys.Slab, values.Slab, there.Slab, scores.Slab, query.Slab, slots);
            for (int step = 0; step < shape.Queries; step++)
            {
                Row(run.Q, q, step);
                Row(run.K, k, step);
                Row(run.V, v, step);
                AttentionStream.Step<V, T>(shape, q.Slab, k.Slab, v.Slab, run.IsThere(sample, step), y.Slab, cache);
                for (int i = 0; i < y.Values.Length; i++)
                    Assert.Equal(run.Y.Values[(step * y.Values.Length + i) * lanes + sample], y.Values[i]);
            }

            void Row(Memory<T> tile, Memory<T> row, int step)
            {
                int width = row.Values.Length;
                for (int i = 0; i < width; i++) row.Values[i] = tile.Values[(step * width + i) * lanes + sample];
            }
        }
    }

    private sealed class Run<T> : IDisposable where T : unmanaged, IFloatingPointIeee754<T>
    {
        private static readonly int Lanes = Tile<T>.Lanes;
        private readonly AttentionShape _shape;
        private readonly AttentionDropout _dropout;
        private readonly bool _isMasked;
        private readonly Memory<T> _mask, _dy, _scratch, _gradientScratch;

        public Run(AttentionShape shape, bool masked, double dropout)
        {
            (_shape, _isMasked) = (shape, masked);
            _dropout = new(dropout, Seed: 11, Step: 3, Layer: 77, FirstSample: 5);
            var random = new Random(shape.Queries * 31 + shape.Keys);
            Q = Filled(shape.Queries * shape.Heads * shape.KeyDim);
            K = Filled(shape.Keys * shape.KeyHeads * shape.KeyDim);
            V = Filled(shape.Keys * shape.KeyHeads * shape.ValueDim);
            _dy = Filled(shape.Queries * shape.Heads * shape.ValueDim);
            (Y, Dq, Dk, Dv) = (new(_dy.Values.Length), new(Q.Values.Length), new(K.Values.Length), new(V.Values.Length));
            _mask = new(Math.Max(shape.Queries, shape.Keys) * Lanes);
            var lengths = new int[Samples];
            for (int i = 0; i < Samples; i++) lengths[i] = i == 0 ? shape.Keys : random.Next(shape.Keys + 1);
            SequenceMask.FromLengths(lengths, _mask.Slab, Math.Max(shape.Queries, shape.Keys));
            if (shape.Keys > 4) _mask.Values[2 * Lanes] = default; // and one in the middle, of sample 0
            _scratch = new((int)shape.ForwardScratch * Lanes);
            _gradientScratch = new((int)shape.GradientScratch * Lanes);
            _scratch.Values.Fill(T.NaN);
            _gradientScratch.Values.Fill(T.NaN);
            Y.Values.Fill(T.NaN);
            foreach (var gradient in (Memory<T>[])[Dq, Dk, Dv]) gradient.Values.Fill(T.NaN);

            Memory<T> Filled(int features)
            {
                var memory = new Memory<T>(features * Lanes);
                for (int i = 0; i < memory.Values.Length; i++)
                    memory.Values[i] = i % Lanes < Samples ? T.CreateChecked(2 * random.NextDouble() - 1) : default;
                return memory;
            }
        }

        public int Samples { get; } = 3;

        public Memory<T> Q { get; }

        public Memory<T> K { get; }

        public Memory<T> V { get; }

        public Memory<T> Y { get; }

        public Memory<T> Dq { get; }

        public Memory<T> Dk { get; }

        public Memory<T> Dv { get; }

        private AttentionOperands<T> Operands => new(
            Q.Slab, _shape.Heads * _shape.KeyDim, K.Slab, _shape.KeyHeads * _shape.KeyDim, V.Slab, _shape.KeyHeads * _shape.ValueDim,
            _mask.Slab, _isMasked && _shape.Queries == _shape.Keys, _mask.Slab, _isMasked);

        public bool IsThere(int sample, int step) => !_isMasked || SequenceMask.IsSet(_mask.Values[step * Lanes + sample]);

        public void Forward<TV>() where TV : struct, IVector<TV, T> =>
            Attention.Forward<TV, T>(_shape, Operands, Y.Slab, _shape.Heads * _shape.ValueDim, _dropout, _scratch.Slab, Samples);

        public void Gradients<TV>() where TV : struct, IVector<TV, T> => Attention.Gradients<TV, T>(
            _shape, Operands, Y.Slab, _shape.Heads * _shape.ValueDim, _dropout, _dy.Slab, _shape.Heads * _shape.ValueDim,
            new(Dq.Slab, _shape.Heads * _shape.KeyDim, false, Dk.Slab, _shape.KeyHeads * _shape.KeyDim, false, Dv.Slab,
                _shape.KeyHeads * _shape.ValueDim, false),
            _gradientScratch.Slab, Samples);

        public void Check(int sample, double tolerance)
        {
            var s = _shape;
            double[] dk = new double[s.Keys * s.KeyHeads * s.KeyDim], dv = new double[s.Keys * s.KeyHeads * s.ValueDim];
            using var mask = new Memory<T>((s.KeyRows + 4) * Lanes);
            for (int h = 0; h < s.Heads; h++)
            {
                int kh = h / (s.Heads / s.KeyHeads);
                for (int i = 0; i < s.Queries; i++)
                {
                    double[] w = new double[s.Keys], kept = new double[s.Keys], o = new double[s.ValueDim];
                    double sum = 0;
                    for (int j = 0; j < s.Keys; j++)
                    {
                        bool sees = IsThere(sample, j) && (s.Queries != s.Keys || IsThere(sample, i)) && (!s.Causal || j <= i)
                            && (s.Window == 0 || Math.Abs(i - j) < s.Window);
                        double score = 0;
                        for (int f = 0; f < s.KeyDim; f++)
                            score += At(Q, i, s.Heads, h, s.KeyDim, f) * At(K, j, s.KeyHeads, kh, s.KeyDim, f);
                        score = score * s.Scale - (s.Alibi ? Math.Pow(2, -8.0 * (h + 1) / s.Heads) * Math.Abs(i - j) : 0);
                        w[j] = sees ? Math.Exp(score) : 0;
                        sum += w[j];
                    }

                    DropoutMask.Fill(
                        mask.Slab, ((5 + sample) * s.Heads + h) * s.KeyRows, s.KeyRows, _dropout.Rate, 11, 3, 77, i / Lanes * Lanes);
                    for (int j = 0; j < s.Keys; j++)
                    {
                        w[j] = sum == 0 ? 0 : w[j] / sum;
                        kept[j] = _dropout.Rate == 0 ? 1 : double.CreateChecked(mask.Values[j * Lanes + i % Lanes]);
                        for (int f = 0; f < s.ValueDim; f++) o[f] += w[j] * kept[j] * At(V, j, s.KeyHeads, kh, s.ValueDim, f);
                    }

                    for (int f = 0; f < s.ValueDim; f++) Near(o[f], At(Y, i, s.Heads, h, s.ValueDim, f));
                    double[] dq = new double[s.KeyDim], dw = new double[s.Keys];
                    double mean = 0;
                    for (int j = 0; j < s.Keys; j++)
                    {
                        for (int f = 0; f < s.ValueDim; f++)
                        {
                            double d = At(_dy, i, s.Heads, h, s.ValueDim, f);
                            dw[j] += d * kept[j] * At(V, j, s.KeyHeads, kh, s.ValueDim, f);
                            dv[(j * s.KeyHeads + kh) * s.ValueDim + f] += d * w[j] * kept[j];
                        }

                        mean += dw[j] * w[j];
                    }

                    for (int j = 0; j < s.Keys; j++)
                    {
                        double ds = w[j] * (dw[j] - mean) * s.Scale;
                        for (int f = 0; f < s.KeyDim; f++)
                        {
                            dq[f] += ds * At(K, j, s.KeyHeads, kh, s.KeyDim, f);
                            dk[(j * s.KeyHeads + kh) * s.KeyDim + f] += ds * At(Q, i, s.Heads, h, s.KeyDim, f);
                        }
                    }

                    for (int f = 0; f < s.KeyDim; f++) Near(dq[f], At(Dq, i, s.Heads, h, s.KeyDim, f));
                }
            }

            for (int i = 0; i < dk.Length; i++) Near(dk[i], double.CreateChecked(Dk.Values[i * Lanes + sample]));
            for (int i = 0; i < dv.Length; i++) Near(dv[i], double.CreateChecked(Dv.Values[i * Lanes + sample]));

            double At(Memory<T> x, int row, int heads, int head, int features, int feature) =>
                double.CreateChecked(x.Values[((row * heads + head) * features + feature) * Lanes + sample]);

            void Near(double expected, double actual) =>
                Assert.True(Math.Abs(expected - actual) <= tolerance * (1 + Math.Abs(expected)), $"expected {expected}, got {actual}");
        }

        public void Dispose()
        {
            foreach (var memory in (Memory<T>[])[Q, K, V, Y, Dq, Dk, Dv, _mask, _dy, _scratch, _gradientScratch]) memory.Dispose();
        }
    }

    private sealed class Memory<T>(int length) : IDisposable where T : unmanaged
    {
        private readonly GuardedBuffer<T> _buffer = new(length);

        public Slab<T> Slab => _buffer.AtEnd(length);

        public Span<T> Values => Slab.Span(length);

        public void Dispose() => _buffer.Dispose();
    }
}
