using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>Parts that idle threads take: each is done once, and products and gradients have the bits of one thread.</summary>
public sealed unsafe class SharedWorkTests
{
    private const int Large = 1 << 22;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void EveryPartIsDoneOnceAndOthersTakeSome(int helpers)
    {
        const int Parts = 37, Rounds = 500;
        int byOthers = 0;
        With(helpers, () =>
        {
            var work = stackalloc Work[1];
            for (int round = 0; round < Rounds; round++)
            {
                *work = new Work { Owner = Environment.CurrentManagedThreadId, MustBeHelped = round == 0 };
                Assert.True(SharedWork.IsPossible(Large));
                SharedWork.Run(&Take, work, Parts, scratch: null);
                for (int part = 0; part < Parts; part++) Assert.Equal(1, work->Done[part]);
                byOthers += work->ByOthers;
            }
        });
        Assert.InRange(byOthers, 1, Parts * Rounds);

        static void Take(void* work, int part, void* scratch)
        {
            var all = (Work*)work;
            Interlocked.Increment(ref all->Done[part]);
            if (Environment.CurrentManagedThreadId != all->Owner) Interlocked.Increment(ref all->ByOthers);
            else if (all->MustBeHelped) SpinWait.SpinUntil(() => Volatile.Read(ref all->ByOthers) > 0, TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public void SmallWorkAndThatOfOtherThreadsIsNotShared()
    {
        Assert.False(SharedWork.IsPossible(Large), "this thread is in no team");
        With(helpers: 1, () =>
        {
            Assert.True(SharedWork.IsPossible(Large));
            Assert.False(SharedWork.IsPossible(1000));
        });
        Assert.False(SharedWork.IsPossible(Large), "it has left the team");
    }

    [Theory]
    [InlineData(40, 33, 49)]
    [InlineData(2, 129, 128)]
    [InlineData(1, 300, 150)]
    [InlineData(3, 2100, 25)]
    public void ProductsHaveTheBitsOfOneThread(int rows, int inputs, int outputs)
    {
        using var x = Memory(rows * (inputs + 1) * 16, 1);
        using var weights = Memory(inputs * outputs, 2);
        using var bias = Memory(outputs, 3);
        using var before = Memory(rows * (outputs + 2) * 16, 4);
        using var y = Memory(rows * (outputs + 2) * 16, 5);
        using var panels = Memory(inputs * outputs, 6);
        MatMul.PackPanels(Of(weights), inputs, outputs, outputs, Of(panels));
        foreach (var width in VectorWidth<float>.All)
        {
            foreach (var start in Enum.GetValues<Start>())
            {
                float[] alone = Run(Of(weights), outputs);
                With(helpers: 2, () =>
                {
                    Assert.Equal(alone, Run(Of(weights), outputs));
                    Assert.Equal(alone, Run(Of(panels), MatMul.InPanels));
                });

                float[] Run(Slab<float> of, int stride)
                {
                    Of(before).CopyTo(Of(y), rows * (outputs + 2) * 16);
                    width.Multiply(start, Of(x), inputs + 1, of, stride, Of(bias), Of(y), outputs + 2, rows, inputs, outputs);
                    return Of(y).Span(rows * (outputs + 2) * 16).ToArray();
                }
            }
        }
    }

    [Theory]
    [InlineData(129, 14, 32, 100)]
    [InlineData(300, 40, 6, 25)]
    [InlineData(2, 97, 70, 130)]
    public void GradientsHaveTheBitsOfOneThread(int rows, int inputs, int units, int columns)
    {
        using var x = Memory(rows * inputs * 16, 1);
        using var h = Memory(rows * units * 16, 2);
        using var d = Memory(rows * (columns + 3) * 16, 3);
        int length = (inputs + units + 2) * columns;
        using var before = Memory(length, 4);
        using var gradient = Memory(length, 5);
        using var scratch = Memory(WeightGradient.Scratch<float>(), 6);
        int cut = columns / 3;
        GradientSum<float>[] sums =
        [
            new(Of(x), inputs, inputs, 0, columns, Of(gradient), columns),
            new(Of(h), units, units, 0, cut, Of(gradient) + inputs * columns, columns),
            new(Of(h), units, units, cut, columns - cut, Of(gradient) + (inputs * columns + cut), columns),
            new(0, columns, Of(gradient) + (inputs + units) * columns),
            new(cut, 5, Of(gradient) + (inputs + units + 1) * columns),
        ];
        foreach (var width in VectorWidth<float>.All)
        {
            float[] alone = Run();
            With(helpers: 2, () => Assert.Equal(alone, Run()));

            float[] Run()
            {
                Of(before).CopyTo(Of(gradient), length);
                width.Gradients(Of(d), columns + 3, rows, Of(scratch), sums);
                return Of(gradient).Span(length).ToArray();
            }
        }
    }

    // The present thread has a tile, and so many others have none.
    private static void With(int helpers, Action action)
    {
        var idle = new IdleThreads(helpers + 1, owners: 1);
        idle.Begin();
        idle.Enter(0);
        Assert.False(SharedWork.IsPossible(Large), "nobody is idle yet");
        var threads = Enumerable.Range(0, helpers).Select(_ => new Thread(() =>
        {
            using var scratch = Memory(WeightGradient.Scratch<float>(), 9);
            idle.Help(Of(scratch).Address);
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        try
        {
            SpinWait.SpinUntil(() => idle.Count == helpers);
            action();
        }
        finally
        {
            idle.Leave();
            foreach (var thread in threads) thread.Join();
        }

        Assert.Equal(0, idle.Count);
    }

    private static GuardedBuffer<float> Memory(int length, int seed)
    {
        var memory = new GuardedBuffer<float>(length);
        var random = new Random(seed);
        foreach (ref float value in memory.AtStart(length).Span(length)) value = random.NextSingle() - 0.5f;
        return memory;
    }

    private static Slab<float> Of(GuardedBuffer<float> memory) => memory.AtStart(0);

    private struct Work
    {
        public int Owner, ByOthers;
        public bool MustBeHelped;
        public fixed int Done[64];
    }
}
