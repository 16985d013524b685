using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>The gradients of one head of one sample.</content>
public static unsafe partial class Attention
{
    /// <summary>What the pass of the gradients reads beside <see cref="Head{T}"/>, and what it sums up.</summary>
    private readonly ref struct BackwardHead<T> where T : unmanaged
    {
        private readonly AttentionShape _shape;
        private readonly Slab<T> _queryRows, _keyRows, _values, _answers, _dy, _dyRows;
        private readonly Slab<T> _weights, _ds, _mask, _turnedWeights, _turnedDs;

        public BackwardHead(in AttentionShape shape, ref Head<T> head)
        {
            _shape = shape;
            _queryRows = head.Take(shape.QueryRows, shape.KeyColumns);
            _answers = head.Take(shape.QueryRows, shape.ValueDim);
            _dy = head.Take(shape.QueryRows, shape.ValueDim);
            _dyRows = head.Take(shape.QueryRows, shape.ValueColumns);
            Dq = head.Take(shape.QueryRows, shape.KeyDim);
            _keyRows = head.Take(shape.KeyRows, shape.KeyColumns);
            _values = head.Take(shape.KeyRows, shape.ValueDim);
            Dk = head.Take(shape.KeyRows, shape.KeyDim);
            Dv = head.Take(shape.KeyRows, shape.ValueDim);
            _weights = head.Take(shape.KeyRows, 1);
            _ds = head.Take(shape.KeyRows, 1);
            _mask = head.Take(shape.KeyRows, 1);
            _turnedWeights = head.Take(shape.KeyRows, AttentionShape.GroupBlocks);
            _turnedDs = head.Take(shape.KeyRows, AttentionShape.GroupBlocks);
        }

        /// <summary>Gradients of the scaled queries, <c>[sample][block][feature][query]</c>.</summary>
        public Slab<T> Dq { get; }

        /// <summary>Gradients of the keys, <c>[sample][block][feature][key]</c>.</summary>
        public Slab<T> Dk { get; }

        /// <summary>Gradients of the values.</summary>
        public Slab<T> Dv { get; }

        public void TakeKeys(in Head<T> head, in AttentionOperands<T> operands, int keyHead, int samples)
        {
            StepLanes.RowsFromTile(head.KeysOf(keyHead), operands.KStride, _shape.Keys, _shape.KeyDim, _keyRows,
                _shape.KeyRows * _shape.KeyColumns, _shape.KeyColumns, samples);
            StepLanes.FromTile(head.ValuesOf(keyHead), operands.VStride, _shape.Keys, _shape.ValueDim, _values,
                StepPlaces.Matrices<T>(_shape.KeyRows, _shape.ValueDim), samples);
            Dk.Clear(samples * _shape.KeyRows * _shape.KeyDim);
            Dv.Clear(samples * _shape.KeyRows * _shape.ValueDim);
        }

        public void TakeQueries<V>(
            in AttentionOperands<T> operands, int head, Slab<T> y, int yStride, Slab<T> dy, int dyStride, int samples)
            where V : struct, IVector<V, T>
        {
            int lanes = Tile<T>.Lanes, queries = _shape.Queries, answer = head * _shape.ValueDim * lanes;
            StepLanes.RowsFromTile(operands.Q + head * _shape.KeyDim * lanes, operands.QStride, queries, _shape.KeyDim, _queryRows,
                _shape.QueryRows * _shape.KeyColumns, _shape.KeyColumns, samples);
            Multiply<V, T>(_queryRows, Constant.Of<V, T>(_shape.Scale), samples * _shape.QueryRows * _shape.KeyColumns);
            var places = StepPlaces.Tiles<T>(_shape.QueryRows, _shape.ValueDim);
            StepLanes.FromTile(y + answer, yStride, queries, _shape.ValueDim, _answers, places, samples);
            StepLanes.FromTile(dy + answer, dyStride, queries, _shape.ValueDim, _dy, places, samples);
            StepLanes.RowsFromTile(dy + answer, dyStride, queries, _shape.ValueDim, _dyRows,
                _shape.QueryRows * _shape.ValueColumns, _shape.ValueColumns, samples);
        }

        /// <summary>Some blocks of queries, from <paramref name="first"/> on.</summary>
        public void Group<V>(in Head<T> head, in AttentionDropout dropout, int h, int sample, int first) where V : struct, IVector<V, T>
        {
            int lanes = Tile<T>.Lanes, queries = Math.Min(AttentionShape.GroupBlocks * lanes, _shape.Queries - first);
            var (from, to) = _shape.Range(first, (queries + lanes - 1) / lanes * lanes);
            for (int query = first; query < first + queries; query += lanes)
                Block<V>(head, dropout, h, sample, query, (query - first) / lanes, from, to);

            // What a key is given by the queries of the group; its lanes are keys now.
            var dyRows = _dyRows + (sample * _shape.QueryRows + first) * _shape.ValueColumns;
            var queryRows = _queryRows + (sample * _shape.QueryRows + first) * _shape.KeyColumns;
            const int Blocks = AttentionShape.GroupBlocks;
            for (int key = from; key < to; key += lanes)
            {
                int turned = (key - from) * Blocks * lanes;
                MatMul.Accumulate<V, T>(_turnedWeights + turned, 0, dyRows, _shape.ValueColumns,
                    Dv + (sample * _shape.KeyRows + key) * _shape.ValueDim, 0, rows: 1, inputs: queries, outputs: _shape.ValueDim);
                MatMul.Accumulate<V, T>(_turnedDs + turned, 0, queryRows, _shape.KeyColumns,
                    Dk + (sample * _shape.KeyRows + key) * _shape.KeyDim, 0, rows: 1, inputs: queries, outputs: _shape.KeyDim);
            }
        }

        // The weights of a block and the gradients of its scores, turned to their place in the group; and the gradients of its queries.
        private void Block<V>(
            in Head<T> head, in AttentionDropout dropout, int h, int sample, int query, int block, int groupFrom, int groupTo)
            where V : struct, IVector<V, T>
        {
            int lanes = Tile<T>.Lanes;
            var (from, to) = _shape.Range(query, lanes);
            T* memory = stackalloc T[2 * lanes];
            var reciprocals = Slab<T>.AtLine(memory);
            head.Weights<V>(h, sample, query, from, to, _weights, reciprocals);
            bool drops = dropout.Rate > 0;
            if (drops) head.FillMask(dropout, h, sample, query, from, to, _mask);
            int answer = (sample * _shape.QueryRows + query) * _shape.ValueDim;
            MatMul.Product<V, T>(_dy + answer, 0, _values + sample * _shape.KeyRows * _shape.ValueDim + from, _shape.KeyRows, _ds, 0,
                rows: 1, inputs: _shape.ValueDim, outputs: to - from);
            for (int lane = 0; lane < lanes; lane += V.Count)
            {
                V sum = default, reciprocal = V.Load(reciprocals, lane);
                for (int at = answer + lane; at < answer + _shape.ValueDim * lanes; at += lanes)
                    sum = V.MultiplyAdd(V.Load(_dy, at), V.Load(_answers, at), sum);
                for (int at = lane; at < (to - from) * lanes; at += lanes)
                {
                    V weight = V.Load(_weights, at) * reciprocal, d = V.Load(_ds, at), kept = weight;
                    if (drops)
                    {
                        V factor = V.Load(_mask, at);
                        d *= factor;
                        kept *= factor;
                    }

                    (weight * (d - sum)).Store(_ds, at);
                    kept.Store(_weights, at);
                }
            }

            MatMul.Product<V, T>(_ds, 0, _keyRows + (sample * _shape.KeyRows + from) * _shape.KeyColumns, _shape.KeyColumns,
                Dq + (sample * _shape.QueryRows + query) * _shape.KeyDim, 0, rows: 1, inputs: to - from, outputs: _shape.KeyDim);
            Turn(_weights, _turnedWeights);
            Turn(_ds, _turnedDs);

            // [key block][query of the group][key]: zero where a block of keys lies beyond those of this block.
            void Turn(Slab<T> values, Slab<T> turned)
            {
                for (int key = groupFrom; key < groupTo; key += lanes)
                {
                    var place = turned + ((key - groupFrom) * AttentionShape.GroupBlocks + block * lanes) * lanes;
                    if (key < from || key >= to) place.Clear(lanes * lanes);
                    else StepLanes.Turn(values + (key - from) * lanes, Math.Min(lanes, to - key), place);
                }
            }
        }
    }
}
