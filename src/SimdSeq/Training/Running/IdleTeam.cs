namespace SimdSeq;

/// <summary>
/// A team that nobody uses at the moment. Starting threads takes longer than many a prediction, so the last team is kept for the next one;
/// its threads sleep. Any number of threads may ask at once: whoever finds no team of a right size makes one.
/// </summary>
internal static class IdleTeam
{
    private static WorkerTeam? _team;

    /// <summary>Lends a team to a function.</summary>
    /// <param name="threads">Its threads at most.</param>
    /// <param name="pieces">Pieces of the work: no more threads are started for it.</param>
    /// <param name="use">The function.</param>
    public static TResult Lend<TResult>(int threads, int pieces, Func<WorkerTeam, TResult> use)
    {
        int least = Math.Min(threads, pieces);
        var team = least > 1 ? Interlocked.Exchange(ref _team, null) : null;
        if (team is null || team.Threads < least || team.Threads > threads)
        {
            team?.Dispose();
            team = new WorkerTeam(least);
        }

        try
        {
            return use(team);
        }
        finally
        {
            var replaced = least > 1 ? Interlocked.Exchange(ref _team, team) : team;
            replaced?.Dispose();
        }
    }
}
