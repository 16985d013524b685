using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>
/// Rows of a table by id and their gradient, against scalar code in the stated order, on guarded buffers; ids that are no row.
/// </summary>
public sealed class EmbeddingLookupTests
{
    private const int Rows = 23;

    [Fact]
    public void SingleRowsAreGathered() => GatherOfEverySize<float>();

    [Fact]
    public void DoubleRowsAreGathered() => GatherOfEverySize<double>();

    [Fact]
    public void SingleGradientsAreAddedStepByStepThenLaneByLane() => ScatterOfEverySize<float>();

    [Fact]
    public void DoubleGradientsAreAddedStepByStepThenLaneByLane() => ScatterOfEverySize<double>();

    [Fact]
    public void AnotherOrderOfTheSameRowHasOtherBits()
    {
        var random = new Random(4);
        var values = new float[16];
        int different = 0;
        for (int i = 0; i < 100; i++)
        {
            Reference.Fill(values.AsSpan(), random);
            float ascending = 0, descending = 0;
            for (int lane = 0; lane < 16; lane++)
            {
                ascending += values[lane];
                descending += values[15 - lane];
            }
            different += ascending != descending ? 1 : 0;
        }
        Assert.True(different > 20);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(-1f)]
    [InlineData(-0.25f)]
    [InlineData(2.5f)]
    [InlineData(23f)]
    [InlineData(2147483648f)]
    [InlineData(4294967296f)]
    [InlineData(1e30f)]
    public void AnIdThatIsNoRowIsNamed(float id)
    {
        InvalidId(id);
        InvalidId((double)id);
    }

    [Fact]
    public void AnIdThatChangesWhileItIsLookedUpLeadsNowhereInSingle() => AChangingId<float>();

    [Fact]
    public void AnIdThatChangesWhileItIsLookedUpLeadsNowhereInDouble() => AChangingId<double>();

    [Fact]
    public void MinusZeroIsRowZero()
    {
        using var memory = new GuardedBuffer<float>(16 + 3 + 48);
        Slab<float> ids = memory.AtStart(67), table = ids + 16, y = table + 3;
        ids.Span(16).Fill(-0f);
        table[1] = 5;
        EmbeddingLookup.Gather(ids, table, 1, 3, y, 3, 1);
        Assert.All(y.Span(48).Slice(16, 16).ToArray(), value => Assert.Equal(5, value));
    }

    private static void InvalidId<T>(T id) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lanes = Tile<T>.Lanes;
        for (int lane = 0; lane < lanes; lane++)
        {
            using var memory = new GuardedBuffer<T>(2 * lanes + Rows * 4 + 2 * 4 * lanes);
            Slab<T> ids = memory.AtStart(memory.Capacity), table = ids + 2 * lanes, y = table + Rows * 4;
            memory.AtStart(memory.Capacity).Span(memory.Capacity).Clear();
            ids[lanes + lane] = id;
            var error = Assert.Throws<UnknownIdException>(() => EmbeddingLookup.Gather(ids, table, Rows, 4, y, 4, 2));
            Assert.Contains($"of 23 rows takes ids from 0 to 22; got {id} at step 1 of lane {lane}. ", error.Message);
            using var gradient = new GuardedBuffer<T>(Rows * 4);
            var scattered = Assert.Throws<UnknownIdException>(
                () => EmbeddingLookup.Scatter(ids, y, 4, gradient.AtEnd(Rows * 4), Rows, 4, 2));
            Assert.Equal(error.Message, scattered.Message);
        }
        using var one = new GuardedBuffer<T>(Rows + 1);
        Slab<T> rows = one.AtStart(Rows + 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingLookup.Row(id, rows, Rows, 1, rows + Rows));
    }

    // Another thread writes a row and no row in turn: a call takes the row or refuses the other, by what it has read.
    private static void AChangingId<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lanes = Tile<T>.Lanes, taken = 0, refused = 0;
        T none = T.CreateChecked(1_000_000);
        using var memory = new GuardedBuffer<T>(lanes + 2 * 4 * lanes);
        using var tableMemory = new GuardedBuffer<T>(Rows * 4);
        Slab<T> ids = memory.AtStart(memory.Capacity), y = ids + lanes, d = y + 4 * lanes, table = tableMemory.AtEnd(Rows * 4);
        memory.AtStart(memory.Capacity).Span(memory.Capacity).Clear();
        bool isDone = false;
        var other = Meanwhile.Begin(() =>
        {
            for (bool isRow = false; !Volatile.Read(ref isDone); isRow = !isRow)
            {
                ids[lanes - 1] = isRow ? T.One : none;
                Thread.SpinWait(1);
            }
        });
        try
        {
            for (int call = 0; call < 2_000_000 && (taken < 2000 || refused < 2000); call++)
            {
                try
                {
                    if (call % 2 == 0) EmbeddingLookup.Gather(ids, table, Rows, 4, y, 4, 1);
                    else EmbeddingLookup.Scatter(ids, d, 4, table, Rows, 4, 1);
                    taken++;
                }
                catch (UnknownIdException refusal)
                {
                    Assert.Contains($"got 1000000 at step 0 of lane {lanes - 1}", refusal.Message);
                    refused++;
                }
            }
        }
        finally
        {
            isDone = true;
            Meanwhile.Wait(other); // before the memory goes
        }

        Assert.True(taken > 0 && refused > 0, $"{taken} taken, {refused} refused");
    }

    private static void GatherOfEverySize<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(5);
        int lanes = Tile<T>.Lanes;
        for (int features = 1; features <= 37; features++)
        {
            int steps = 1 + features % 3, yStride = features + features % 3;
            bool end = features % 2 == 0;
            int idLength = steps * lanes, yLength = ((steps - 1) * yStride + features) * lanes;
            using var idMemory = new GuardedBuffer<T>(idLength);
            using var tableMemory = new GuardedBuffer<T>(Rows * features);
            using var yMemory = new GuardedBuffer<T>(yLength);
            Slab<T> ids = idMemory.At(end, idLength), table = tableMemory.At(end, Rows * features), y = yMemory.At(end, yLength);
            FillIds(ids.Span(idLength), random);
            Reference.Fill(table.Span(Rows * features), random);
            y.Span(yLength).Fill(T.NaN);

            EmbeddingLookup.Gather(ids, table, Rows, features, y, yStride, steps);
            for (int step = 0; step < steps; step++)
            {
                for (int f = 0; f < yStride && (step * yStride + f) * lanes < yLength; f++)
                {
                    for (int lane = 0; lane < lanes; lane++)
                    {
                        T value = y[(step * yStride + f) * lanes + lane];
                        int id = int.CreateChecked(ids[step * lanes + lane]);
                        Assert.Equal(f < features ? table[id * features + f] : T.NaN, value);
                    }
                }
            }

            y.Span(yLength).Fill(T.NaN);
            EmbeddingLookup.Row(ids[0], table, Rows, features, y);
            Assert.Equal(table.Span(Rows * features).Slice(int.CreateChecked(ids[0]) * features, features), y.Span(features));
            Assert.All(y.Span(yLength)[features..].ToArray(), value => Assert.True(T.IsNaN(value)));
        }
    }

    private static void ScatterOfEverySize<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(6);
        int lanes = Tile<T>.Lanes;
        for (int features = 1; features <= 37; features++)
        {
            int steps = 1 + features % 4, dStride = features + features % 3;
            bool end = features % 2 == 0;
            int idLength = steps * lanes, dLength = ((steps - 1) * dStride + features) * lanes;
            using var idMemory = new GuardedBuffer<T>(idLength);
            using var dMemory = new GuardedBuffer<T>(dLength);
            using var gradientMemory = new GuardedBuffer<T>(Rows * features);
            Slab<T> ids = idMemory.At(end, idLength), d = dMemory.At(end, dLength), gradient = gradientMemory.At(end, Rows * features);
            FillIds(ids.Span(idLength), random);
            Reference.Fill(d.Span(dLength), random);
            Reference.Fill(gradient.Span(Rows * features), random);

            T[] expected = gradient.Span(Rows * features).ToArray();
            for (int step = 0; step < steps; step++)
            {
                for (int lane = 0; lane < lanes; lane++)
                {
                    int id = int.CreateChecked(ids[step * lanes + lane]);
                    for (int f = 0; f < features; f++)
                        expected[id * features + f] += d[(step * dStride + f) * lanes + lane];
                }
            }
            EmbeddingLookup.Scatter(ids, d, dStride, gradient, Rows, features, steps);
            Assert.True(gradient.Span(Rows * features).SequenceEqual(expected), $"{steps} x {features}");
        }
    }

    /// <summary>Some rows often, the last one now and then.</summary>
    private static void FillIds<T>(Span<T> ids, Random random) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ref T id in ids)
            id = T.CreateChecked(random.Next(3) == 0 ? Rows - 1 : random.Next(Rows));
    }
}
