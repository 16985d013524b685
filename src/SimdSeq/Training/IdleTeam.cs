namespace SimdSeq;

/// <summary>
/// A team that nobody uses at the moment. Starting threads takes longer than many a prediction, so the last team is kept for the next one;
/// its threads sleep. Any number of threads may ask at once: whoever finds no team of the right size makes one.
/// </summary>
internal static class IdleTeam
{
    private static WorkerTeam? _team;

    /// <summary>Lends a team of so many threads to a function.</summary>
    public static TResult Lend<TResult>(int threads, Func<WorkerTeam, TResult> use)
    {
        var team = threads > 1 ? Interlocked.Exchange(ref _team, null) : null;
        if (team is null || team.Threads != threads)
        {
            team?.Dispose();
            team = new WorkerTeam(threads);
        }

        try
        {
            return use(team);
        }
        finally
        {
            var replaced = threads > 1 ? Interlocked.Exchange(ref _team, team) : team;
            replaced?.Dispose();
        }
    }
}
