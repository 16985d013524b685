using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>What a head reads of the samples of a tile, its lanes turned to steps.</content>
public static unsafe partial class Attention
{
    /// <summary>
    /// Scratch memory, taken piece by piece, and in it the queries, keys and values of one head: rows of every sample, and of one sample at
    /// a time, in the caches, what its products read.
    /// </summary>
    private ref struct Head<T> where T : unmanaged
    {
        private readonly AttentionShape _shape;
        private readonly AttentionOperands<T> _operands;
        private readonly int _samples, _queryStride, _keyStride, _valueStride;
        private readonly Slab<T> _queryRows, _keyRows, _valueRows, _query, _keys, _queriesThere, _keysThere;
        private Slab<T> _free;

        public Head(in AttentionShape shape, in AttentionOperands<T> operands, Slab<T> scratch, int samples)
        {
            _shape = shape;
            _operands = operands;
            _samples = samples;
            _free = scratch;
            _queryStride = AttentionShape.SampleStride(shape.QueryRows, shape.KeyColumns);
            _keyStride = AttentionShape.SampleStride(shape.KeyRows, shape.KeyColumns);
            _valueStride = AttentionShape.SampleStride(shape.KeyRows, shape.ValueColumns);
            _queryRows = Take(AttentionShape.OfAllSamples(shape.QueryRows, shape.KeyColumns));
            _keyRows = Take(AttentionShape.OfAllSamples(shape.KeyRows, shape.KeyColumns));
            _valueRows = Take(AttentionShape.OfAllSamples(shape.KeyRows, shape.ValueColumns));
            _query = Take(shape.KeyDim);
            _keys = Take(AttentionShape.OfOneSample(shape.KeyRows, shape.KeyDim));
            _queriesThere = Take(shape.QueryRows);
            _keysThere = Take(shape.KeyRows);
            // A value for each step: the lanes are samples, each a row of steps.
            if (operands.HasQMask) StepLanes.RowsOfBlock(operands.QMask, shape.Queries, _queriesThere, shape.QueryRows, samples);
            if (operands.HasKMask) StepLanes.RowsOfBlock(operands.KMask, shape.Keys, _keysThere, shape.KeyRows, samples);
        }

        /// <summary>So many features of memory.</summary>
        public Slab<T> Take(long features)
        {
            var taken = _free;
            _free = new(_free.Address + (nint)features * Tile<T>.Lanes);
            return taken;
        }

        /// <summary>Turns the queries of a head.</summary>
        public readonly void TakeQueries(int head) => StepLanes.RowsFromTile(
            _operands.Q + head * _shape.KeyDim * Tile<T>.Lanes, _operands.QStride, _shape.Queries, _shape.KeyDim, _queryRows,
            _queryStride, _shape.KeyColumns, _samples);

        /// <summary>Turns the keys and values of a head of theirs.</summary>
        public readonly void TakeKeys(int head)
        {
            int lanes = Tile<T>.Lanes;
            StepLanes.RowsFromTile(_operands.K + head * _shape.KeyDim * lanes, _operands.KStride, _shape.Keys, _shape.KeyDim, _keyRows,
                _keyStride, _shape.KeyColumns, _samples);
            StepLanes.RowsFromTile(_operands.V + head * _shape.ValueDim * lanes, _operands.VStride, _shape.Keys, _shape.ValueDim,
                _valueRows, _valueStride, _shape.ValueColumns, _samples);
        }

        /// <summary>Multiplies the queries of a sample by the scale, and lays out its keys for their products.</summary>
        public readonly void TakeSample<V>(int sample) where V : struct, IVector<V, T>
        {
            Multiply<V, T>(QueryRows(sample), Constant.Of<V, T>(_shape.Scale), _shape.Queries * _shape.KeyColumns);
            Matrix(KeyRows(sample), _shape.KeyColumns, _shape.KeyDim, _keys);
        }

        /// <summary>Rows of keys or values as <c>[feature][key]</c>.</summary>
        public readonly void Matrix(Slab<T> rows, int columns, int features, Slab<T> to)
        {
            int lanes = Tile<T>.Lanes;
            for (int key = 0; key < _shape.Keys; key += lanes)
            {
                StepLanes.BlockOfRows(rows + key * columns, columns, Math.Min(lanes, _shape.Keys - key), features, to + key,
                    _shape.KeyRows);
            }
        }

        /// <summary>The scaled queries of a sample, <c>[query][feature]</c>.</summary>
        public readonly Slab<T> QueryRows(int sample) => _queryRows + sample * _queryStride;

        /// <summary>The keys of a sample, <c>[key][feature]</c>.</summary>
        public readonly Slab<T> KeyRows(int sample) => _keyRows + sample * _keyStride;

        /// <summary>The values of a sample, <c>[key][feature]</c>.</summary>
        public readonly Slab<T> ValueRows(int sample) => _valueRows + sample * _valueStride;

        /// <summary>The weights of a block of queries, and what they are to be multiplied by.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Weights<V>(int head, int sample, int query, int from, int to, Slab<T> scores, Slab<T> reciprocals)
            where V : struct, IVector<V, T>
        {
            int lanes = Tile<T>.Lanes;
            StepLanes.BlockOfRows(QueryRows(sample) + query * _shape.KeyColumns, _shape.KeyColumns,
                Math.Min(lanes, _shape.Queries - query), _shape.KeyDim, _query, lanes);
            MatMul.Product<V, T>(_query, 0, _keys + from, _shape.KeyRows, scores, 0, rows: 1, inputs: _shape.KeyDim, outputs: to - from);
            AttentionWeights.FromScores<V, T>(_shape, _shape.Slope(head), query, from, to, scores, _keysThere + sample * _shape.KeyRows,
                _operands.HasKMask, reciprocals);
            if (!_operands.HasQMask) return;
            var there = _queriesThere + sample * _shape.QueryRows + query;
            for (int lane = 0; lane < lanes; lane += V.Count)
                V.Select(V.Load(there, lane), V.Load(reciprocals, lane), default).Store(reciprocals, lane);
        }

        /// <summary>For the weights of a block of queries, 0 or the factor of what stays.</summary>
        /// <param name="dropout">Which are dropped.</param>
        /// <param name="head">The head.</param>
        /// <param name="sample">The lane of the sample.</param>
        /// <param name="query">The first query.</param>
        /// <param name="from">The first key.</param>
        /// <param name="to">The key after the last.</param>
        /// <param name="mask">Receives them, <c>[key][query]</c>.</param>
        public readonly void FillMask(in AttentionDropout dropout, int head, int sample, int query, int from, int to, Slab<T> mask)
        {
            long first = ((long)(dropout.FirstSample + sample) * _shape.Heads + head) * _shape.KeyRows + from;
            DropoutMask.Fill(mask, (int)(first % (1L << 30)), to - from, dropout.Rate, dropout.Seed, dropout.Step, dropout.Layer, query);
        }
    }

    /// <summary><c>x *= factor</c>, value by value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply<V, T>(Slab<T> x, Slab<T> factors, int values)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        for (int i = 0; i < values; i += V.Count) (V.Load(x, i) * V.Load(factors, i)).Store(x, i);
    }

    /// <summary><c>x *= factor</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply<V, T>(Slab<T> x, V factor, int values)
        where V : struct, IVector<V, T>
        where T : unmanaged
    {
        for (int i = 0; i < values; i += V.Count) (V.Load(x, i) * factor).Store(x, i);
    }
}
