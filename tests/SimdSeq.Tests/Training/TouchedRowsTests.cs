using SimdSeq.Data;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

/// <summary>Steps that go over the looked-up rows of a table alone, beside steps that go over all of it.</summary>
public sealed class TouchedRowsTests
{
    private const int Rows = 3000, Steps = 5, Count = 90;

    public static TheoryData<string, int> Cases => new() { { "sgd", 1 }, { "sgd", 3 }, { "rmsprop", 1 }, { "rmsprop", 3 } };

    [Theory]
    [MemberData(nameof(Cases))]
    public void LeavingRowsOutChangesNoBit(string optimizer, int threads) =>
        Assert.Equal(Train(optimizer, threads, allRows: true), Train(optimizer, threads, allRows: false));

    [Fact]
    public void ThreadsChangeNoBitWithClippingEither() =>
        Assert.Equal(Train("rmsprop", threads: 1, allRows: false, clip: 0.01), Train("rmsprop", threads: 4, allRows: false, clip: 0.01));

    [Fact]
    public void OnlyOptimizersThatLeaveAValueWithoutAGradientAloneMaySkipIt()
    {
        Assert.True(CanSkip(new Sgd()));
        Assert.True(CanSkip(new RmsProp()));
        Assert.False(CanSkip(new Sgd(momentum: 0.5)));
        Assert.False(CanSkip(new RmsProp(momentum: 0.5)));
        Assert.False(CanSkip(new Adam()));
        Assert.False(CanSkip(new AdamW()));

        static bool CanSkip(Optimizer optimizer) =>
            optimizer.Start<float>(8, [new ParameterInfo("dense/kernel", [8], 0, Initializer.Zeros)]).CanSkip;
    }

    [Fact]
    public void RunsAreTheRowsAndTheRestOfTheVector()
    {
        var random = new Random(1);
        for (int round = 0; round < 200; round++)
        {
            int rows = random.Next(1, 300), width = random.Next(1, 20), before = random.Next(0, 50), after = random.Next(0, 50);
            int length = before + rows * width + after;
            var touched = new TouchedRows(new ParameterInfo("embedding/embeddings", [rows, width], before, Initializer.Zeros), slots: 3);
            bool[] expected = [.. Enumerable.Range(0, length).Select(i => i < before || i >= before + rows * width)];
            for (int slot = 0; slot < 2; slot++)
            {
                foreach (int row in Enumerable.Range(0, rows).Where(_ => random.Next(3) == 0))
                {
                    touched.Add<float>(slot, [row]);
                    Array.Fill(expected, true, before + row * width, width);
                }
            }

            touched.Merge(used: 2);
            var runs = new ParameterRuns(length, rangeLength: 64, touched);
            runs.Find();
            var got = new int[length];
            for (int range = 0; range < runs.Ranges; range++)
            {
                foreach (var (start, count) in runs[range])
                {
                    for (int i = start; i < start + count; i++) got[i]++;
                    bool isInTable = start >= before && start < before + rows * width;
                    Assert.True(
                        !isInTable || ((start - before) % width == 0 && count % width == 0), $"round {round}: a row lies in two runs");
                }
            }

            Assert.True(runs.Ranges <= runs.MostRanges);
            Assert.Equal(expected.Select(isThere => isThere ? 1 : 0), got);
        }
    }

    [Fact]
    public void RunsLeaveOutWhatTheGradientDoesNotMove()
    {
        var touched = new TouchedRows(new ParameterInfo("embedding/embeddings", [10, 4], 32, Initializer.Zeros), slots: 1);
        touched.Add<float>(0, [7]);
        foreach (var table in new[] { null, touched })
        {
            var runs = new ParameterRuns(200, rangeLength: 64, table, (0, 5), (10, 20), (20, 32), (80, 96), (190, 200));
            runs.Find();
            bool InTable(int i) => i is >= 32 and < 72;
            bool[] expected = [.. Enumerable.Range(0, 200).Select(i =>
                i is (>= 5 and < 10) or (>= 32 and < 80) or (>= 96 and < 190) && (table is null || !InTable(i) || i is >= 60 and < 64))];
            var got = new bool[200];
            for (int range = 0; range < runs.Ranges; range++)
            {
                foreach (var (start, count) in runs[range]) Array.Fill(got, true, start, count);
            }

            Assert.Equal(expected, got);
            Assert.True(runs.Ranges <= runs.MostRanges);
        }
    }

    // Few of the rows, unequally often; the last batch of an epoch is smaller and uses fewer slots.
    private static string Train(string optimizer, int threads, bool allRows, double? clip = null)
    {
        var random = new Random(2);
        float[] ids = [.. Enumerable.Range(0, Count * Steps).Select(_ => (float)(int)(Rows * Math.Pow(random.NextDouble(), 6)))];
        var data = new ArrayDataset<float>(ids, [.. ids.Where((_, i) => i % Steps == 0).Select(id => id / Rows)], Steps, 1, 1);
        var model = new LookedUp(seed: 3);
        using var trainer = model.OpenTrainer(data, new FitOptions
        {
            BatchSize = 40,
            Threads = threads,
            GradientSlots = 4,
            Optimizer = optimizer == "sgd" ? new Sgd(0.1) : new RmsProp(0.01),
            GlobalClipNorm = clip,
            UpdatesAllRows = allRows,
        });
        for (int step = 0; step < 60; step++) trainer.Step();
        return model.ParameterSha256();
    }
}
