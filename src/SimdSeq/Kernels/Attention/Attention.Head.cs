using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>What a head reads of the samples of a tile, its lanes turned to steps.</content>
public static unsafe partial class Attention
{
    /// <summary>Scratch memory, taken piece by piece, and in it the queries, keys and values of one head.</summary>
    private ref struct Head<T> where T : unmanaged
    {
        private readonly AttentionShape _shape;
        private readonly AttentionOperands<T> _operands;
        private readonly int _samples;
        private readonly Slab<T> _queries, _keys, _values, _queriesThere, _keysThere;
        private Slab<T> _free;

        public Head(in AttentionShape shape, in AttentionOperands<T> operands, Slab<T> scratch, int samples)
        {
            _shape = shape;
            _operands = operands;
            _samples = samples;
            _free = scratch;
            _queries = Take(shape.QueryRows, shape.KeyDim);
            _keys = Take(shape.KeyRows, shape.KeyDim);
            _values = Take(shape.KeyRows, shape.ValueColumns);
            _queriesThere = Take(shape.QueryRows, 1);
            _keysThere = Take(shape.KeyRows, 1);
            if (operands.HasQMask)
                StepLanes.FromTile(operands.QMask, 1, shape.Queries, 1, _queriesThere, StepPlaces.Tiles<T>(shape.QueryRows, 1), samples);
            if (operands.HasKMask)
                StepLanes.FromTile(operands.KMask, 1, shape.Keys, 1, _keysThere, StepPlaces.Tiles<T>(shape.KeyRows, 1), samples);
        }

        /// <summary>Memory for rows of every sample.</summary>
        public Slab<T> Take(int rows, int features)
        {
            var taken = _free;
            _free = new(_free.Address + (nint)rows * features * Tile<T>.Lanes);
            return taken;
        }

        /// <summary>Turns the queries of a head, and multiplies them by the scale.</summary>
        public readonly void TakeQueries<V>(int head) where V : struct, IVector<V, T>
        {
            var places = StepPlaces.Tiles<T>(_shape.QueryRows, _shape.KeyDim);
            var ofHead = _operands.Q + head * _shape.KeyDim * Tile<T>.Lanes;
            StepLanes.FromTile(ofHead, _operands.QStride, _shape.Queries, _shape.KeyDim, _queries, places, _samples);
            Multiply<V, T>(_queries, Constant.Of<V, T>(_shape.Scale), _samples * places.Sample);
        }

        /// <summary>Turns the keys and values of a head of theirs.</summary>
        public readonly void TakeKeys(int head)
        {
            StepLanes.FromTile(KeysOf(head), _operands.KStride, _shape.Keys, _shape.KeyDim, _keys,
                StepPlaces.Matrices<T>(_shape.KeyRows, _shape.KeyDim), _samples);
            StepLanes.RowsFromTile(ValuesOf(head), _operands.VStride, _shape.Keys, _shape.ValueDim, _values,
                _shape.KeyRows * _shape.ValueColumns, _shape.ValueColumns, _samples);
        }

        public readonly Slab<T> KeysOf(int head) => _operands.K + head * _shape.KeyDim * Tile<T>.Lanes;

        public readonly Slab<T> ValuesOf(int head) => _operands.V + head * _shape.ValueDim * Tile<T>.Lanes;

        /// <summary>The scaled queries of a sample from one on, <c>[block][feature][query]</c>.</summary>
        public readonly Slab<T> Queries(int sample, int query) => _queries + (sample * _shape.QueryRows + query) * _shape.KeyDim;

        /// <summary>The values of a sample, <c>[key][feature]</c>.</summary>
        public readonly Slab<T> ValueRows(int sample) => _values + sample * _shape.KeyRows * _shape.ValueColumns;

        /// <summary>The weights of a block of queries, and what they are to be multiplied by.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Weights<V>(int head, int sample, int query, int from, int to, Slab<T> scores, Slab<T> reciprocals)
            where V : struct, IVector<V, T>
        {
            var keys = _keys + sample * _shape.KeyRows * _shape.KeyDim;
            MatMul.Product<V, T>(Queries(sample, query), 0, keys + from, _shape.KeyRows, scores, 0, rows: 1, inputs: _shape.KeyDim,
                outputs: to - from);
            AttentionWeights.FromScores<V, T>(_shape, _shape.Slope(head), query, from, to, scores, _keysThere + sample * _shape.KeyRows,
                _operands.HasKMask, reciprocals);
            if (!_operands.HasQMask) return;
            var there = _queriesThere + sample * _shape.QueryRows + query;
            for (int lane = 0; lane < Tile<T>.Lanes; lane += V.Count)
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
