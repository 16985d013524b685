namespace SimdSeq.Tests.Training;

/// <summary>A team is lent to one user at a time, has the size asked for, and serves again after a failure.</summary>
public sealed class IdleTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ATeamHasTheSizeAskedForAndWorksAgainAfterAFailure(int threads)
    {
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(threads + i % 2, IdleTeam.Lend(threads + i % 2, 100, CountRuns));
            Assert.Throws<InvalidDataException>(() => IdleTeam.Lend<int>(threads, 100, team => throw new InvalidDataException()));
            Assert.Throws<InvalidDataException>(() => IdleTeam.Lend(threads, 100, team =>
            {
                team.Run(new Work(_ => throw new InvalidDataException()));
                return 0;
            }));
        }
    }

    [Fact]
    public void UsersAtTheSameTimeHaveTeamsOfTheirOwn()
    {
        var inUse = new HashSet<WorkerTeam>();
        Parallel.For(0, 200, i => IdleTeam.Lend(2 + i % 2, 100, team =>
        {
            lock (inUse) Assert.True(inUse.Add(team));
            Assert.Equal(2 + i % 2, CountRuns(team));
            lock (inUse) inUse.Remove(team);
            return 0;
        }));
    }

    [Theory]
    [InlineData(1000, 1)]
    [InlineData(1000, 3)]
    public void ThereAreNoMoreThreadsThanPieces(int threads, int pieces)
    {
        IdleTeam.Lend(2, 2, team => 0); // a team that is kept, too small or of the right size
        Assert.InRange(IdleTeam.Lend(threads, pieces, team => team.Threads), pieces, Math.Max(2, pieces));
    }

    [Fact]
    public void NoThreadsAreNoTeam() => Assert.Throws<ArgumentOutOfRangeException>(() => IdleTeam.Lend(0, 100, team => 0));

    private static int CountRuns(WorkerTeam team)
    {
        int runs = 0;
        team.Run(new Work(_ => Interlocked.Increment(ref runs)));
        return runs;
    }

    private sealed class Work(Action<int> run) : IWork
    {
        public void Run(int worker) => run(worker);
    }
}
