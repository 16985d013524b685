using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <content>The gradients of one head of one sample.</content>
public static unsafe partial class Attention
{
    /// <summary>What the pass of the gradients reads beside <see cref="Head{T}"/>, and what it sums up.</summary>
    private readonly ref struct BackwardHead<T> where T : unmanaged
    {
        private readonly AttentionShape _shape;
        private readonly int _answerStride;
        private readonly Slab<T> _dyRows, _sums, _sumsOfSample, _dy, _values, _dq, _dk, _dv;
        private readonly Slab<T> _weights, _ds, _mask, _turnedWeights, _turnedDs;

        public BackwardHead(in AttentionShape shape, ref Head<T> head)
        {
            _shape = shape;
            _answerStride = AttentionShape.SampleStride(shape.QueryRows, shape.ValueColumns);
            _dyRows = head.Take(AttentionShape.OfAllSamples(shape.QueryRows, shape.ValueColumns));
            _sums = head.Take(shape.QueryRows);
            _sumsOfSample = head.Take(shape.QueryRows);
            _dy = head.Take(shape.ValueDim);
            _values = head.Take(AttentionShape.OfOneSample(shape.KeyRows, shape.ValueDim));
            _dq = head.Take(AttentionShape.OfOneSample(shape.QueryRows, shape.KeyDim));
            _dk = head.Take((long)shape.KeyRows * shape.KeyDim);
            _dv = head.Take((long)shape.KeyRows * shape.ValueDim);
            _weights = head.Take(shape.KeyRows);
            _ds = head.Take(shape.KeyRows);
            _mask = head.Take(shape.KeyRows);
            _turnedWeights = head.Take((long)shape.KeyRows * AttentionShape.GroupBlocks);
            _turnedDs = head.Take((long)shape.KeyRows * AttentionShape.GroupBlocks);
        }

        /// <summary>Nothing was given to any key yet.</summary>
        public void ClearKeys(int samples)
        {
            _dk.Clear(samples * _shape.KeyRows * _shape.KeyDim);
            _dv.Clear(samples * _shape.KeyRows * _shape.ValueDim);
        }

        /// <summary>Turns the gradients of a head's answers, and multiplies them with the answers.</summary>
        public void TakeAnswers<V>(int head, Slab<T> y, int yStride, Slab<T> dy, int dyStride, int samples)
            where V : struct, IVector<V, T>
        {
            int lanes = Tile<T>.Lanes, first = head * _shape.ValueDim * lanes;
            StepLanes.RowsFromTile(dy + first, dyStride, _shape.Queries, _shape.ValueDim, _dyRows, _answerStride, _shape.ValueColumns,
                samples);
            for (int query = 0; query < _shape.Queries; query++)
            {
                Slab<T> answer = y + (first + query * yStride * lanes), gradient = dy + (first + query * dyStride * lanes);
                for (int lane = 0; lane < lanes; lane += V.Count)
                {
                    V sum = default;
                    for (int at = lane; at < _shape.ValueDim * lanes; at += lanes)
                        sum = V.MultiplyAdd(V.Load(gradient, at), V.Load(answer, at), sum);
                    sum.Store(_sums, query * lanes + lane);
                }
            }

            StepLanes.RowsOfBlock(_sums, _shape.Queries, _sumsOfSample, _shape.QueryRows, samples);
        }

        /// <summary>Lays out the values of a sample for their products.</summary>
        public void TakeSample(in Head<T> head, int sample) =>
            head.Matrix(head.ValueRows(sample), _shape.ValueColumns, _shape.ValueDim, _values);

        /// <summary>Writes the gradients of a sample's queries over its queries.</summary>
        public void KeepQueries<V>(in Head<T> head, int sample) where V : struct, IVector<V, T>
        {
            Multiply<V, T>(_dq, Constant.Of<V, T>(_shape.Scale), _shape.QueryRows * _shape.KeyDim);
            Keep(_dq, _shape.Queries, _shape.KeyDim, head.QueryRows(sample), _shape.KeyColumns);
        }

        /// <summary>Writes the gradients of a sample's keys and values over them.</summary>
        public void KeepKeys(in Head<T> head, int sample)
        {
            Keep(DkOf(sample), _shape.Keys, _shape.KeyDim, head.KeyRows(sample), _shape.KeyColumns);
            Keep(DvOf(sample), _shape.Keys, _shape.ValueDim, head.ValueRows(sample), _shape.ValueColumns);
        }

        private static void Keep(Slab<T> blocks, int steps, int features, Slab<T> rows, int columns)
        {
            int lanes = Tile<T>.Lanes;
            for (int step = 0; step < steps; step += lanes)
                StepLanes.RowsOfBlock(blocks + step * features, features, rows + step * columns, columns, Math.Min(lanes, steps - step));
        }

        // Gradients of the keys and values of a sample, [block][feature][key].
        private Slab<T> DkOf(int sample) => _dk + sample * _shape.KeyRows * _shape.KeyDim;

        private Slab<T> DvOf(int sample) => _dv + sample * _shape.KeyRows * _shape.ValueDim;

        /// <summary>Some blocks of queries, from <paramref name="first"/> on.</summary>
        public void Group<V>(in Head<T> head, in AttentionDropout dropout, int h, int sample, int first) where V : struct, IVector<V, T>
        {
            int lanes = Tile<T>.Lanes, queries = Math.Min(AttentionShape.GroupBlocks * lanes, _shape.Queries - first);
            var (from, to) = _shape.Range(first, (queries + lanes - 1) / lanes * lanes);
            for (int query = first; query < first + queries; query += lanes)
                Block<V>(head, dropout, h, sample, query, (query - first) / lanes, from, to);

            // What a key is given by the queries of the group; its lanes are keys now.
            var dyRows = _dyRows + sample * _answerStride + first * _shape.ValueColumns;
            var queryRows = head.QueryRows(sample) + first * _shape.KeyColumns;
            const int Blocks = AttentionShape.GroupBlocks;
            for (int key = from; key < to; key += lanes)
            {
                int turned = (key - from) * Blocks * lanes;
                MatMul.Accumulate<V, T>(_turnedWeights + turned, 0, dyRows, _shape.ValueColumns,
                    DvOf(sample) + key * _shape.ValueDim, 0, rows: 1, inputs: queries, outputs: _shape.ValueDim);
                MatMul.Accumulate<V, T>(_turnedDs + turned, 0, queryRows, _shape.KeyColumns,
                    DkOf(sample) + key * _shape.KeyDim, 0, rows: 1, inputs: queries, outputs: _shape.KeyDim);
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
            StepLanes.BlockOfRows(_dyRows + sample * _answerStride + query * _shape.ValueColumns, _shape.ValueColumns,
                Math.Min(lanes, _shape.Queries - query), _shape.ValueDim, _dy, lanes);
            MatMul.Product<V, T>(_dy, 0, _values + from, _shape.KeyRows, _ds, 0, rows: 1, inputs: _shape.ValueDim, outputs: to - from);
            var sums = _sumsOfSample + (sample * _shape.QueryRows + query);
            for (int lane = 0; lane < lanes; lane += V.Count)
            {
                V sum = V.Load(sums, lane), reciprocal = V.Load(reciprocals, lane);
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

            MatMul.Product<V, T>(_ds, 0, head.KeyRows(sample) + from * _shape.KeyColumns, _shape.KeyColumns, _dq + query * _shape.KeyDim,
                0, rows: 1, inputs: to - from, outputs: _shape.KeyDim);
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
