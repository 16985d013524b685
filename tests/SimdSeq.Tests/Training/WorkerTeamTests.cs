namespace SimdSeq.Tests.Training;

public sealed class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void EveryWorkerRunsOnceInEachOfManyQuickPieces(int threads)
    {
        using var team = new WorkerTeam(threads);
        var runs = new int[threads];
        var work = new Work(worker => runs[worker]++);
        for (int piece = 1; piece <= 3000; piece++)
        {
            team.Run(work);
            Assert.All(runs, count => Assert.Equal(piece, count)); // seen by the caller, so all are done
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void AFailureOfOneReachesTheCallerWhenAllAreDone(int failing)
    {
        using var team = new WorkerTeam(4);
        for (int piece = 0; piece < 200; piece++)
        {
            int done = 0;
            var thrown = Assert.Throws<InvalidDataException>(() => team.Run(new Work(worker =>
            {
                if (worker == failing) throw new InvalidDataException($"worker {worker}");
                Thread.SpinWait(100);
                Interlocked.Increment(ref done);
            })));
            Assert.Equal($"worker {failing}", thrown.Message);
            Assert.Equal(3, done);

            int next = 0;
            team.Run(new Work(_ => Interlocked.Increment(ref next)));
            Assert.Equal(4, next);
        }
    }

    [Fact]
    public void WhenAllFailOneFailureComesOut()
    {
        using var team = new WorkerTeam(4);
        for (int piece = 0; piece < 200; piece++)
            Assert.Throws<InvalidDataException>(() => team.Run(new Work(worker => throw new InvalidDataException($"worker {worker}"))));
    }

    [Fact]
    public void ManyTeamsComeAndGo()
    {
        for (int i = 0; i < 100; i++)
        {
            var team = new WorkerTeam(4);
            if (i % 2 == 0) team.Run(new Work(_ => { }));
            team.Dispose();
            team.Dispose();
            Assert.Throws<ObjectDisposedException>(() => team.Run(new Work(_ => { })));
        }
    }

    [Fact]
    public void HandingOutWorkAllocatesNothing()
    {
        using var team = new WorkerTeam(3);
        var nothing = new Work(_ => { });
        long others = long.MaxValue;
        Assert.Equal(0, Allocated.BytesOf(() =>
        {
            long ofRound = 0;
            for (int i = 0; i < 100; i++)
            {
                team.Run(nothing);
                ofRound += team.AllocatedBytes;
            }

            others = Math.Min(others, ofRound);
        }));
        Assert.Equal(0, others);
        team.Run(new Work(worker => GC.KeepAlive(worker == 2 ? new byte[10_000] : null)));
        Assert.InRange(team.AllocatedBytes, 10_000, 11_000);
    }

    [Fact]
    public void NoThreadsAreNoTeam() => Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerTeam(0));

    private sealed class Work(Action<int> run) : IWork
    {
        public void Run(int worker) => run(worker);
    }
}
