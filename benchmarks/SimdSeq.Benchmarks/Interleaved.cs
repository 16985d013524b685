using System.Diagnostics;

namespace SimdSeq.Benchmarks;

/// <summary>
/// Times actions in turn, so that a machine that drifts is the same for all: what compares them is computed in each round, and its median
/// counts.
/// </summary>
internal static class Interleaved
{
    private const double RoundSeconds = 0.02;
    private const int PauseMilliseconds = 30;

    public static InterleavedTimes Measure(Action[] actions, int rounds)
    {
        foreach (var action in actions)
        {
            for (int i = 0; i < 10; i++) action();
        }

        return new([.. Enumerable.Range(0, rounds).Select(_ => actions.Select(action => Seconds(action)).ToArray())]);
    }

    // The first calls warm the caches that another action has emptied and do not count: a round's worth of them, as for some milliseconds
    // the system may run a thread that has just woken on the core of the one that woke it. The pause lets the other side's threads go to
    // sleep: OpenMP's spin for some milliseconds after their work, on the core that this side's second thread wants.
    private static double Seconds(Action action)
    {
        Thread.Sleep(PauseMilliseconds);
        Repeat(action, atLeast: 1);
        return Repeat(action, atLeast: 2);
    }

    /// <summary>Seconds of a call, over some calls and as many as fill the time.</summary>
    public static double Repeat(Action action, int atLeast, double seconds = RoundSeconds)
    {
        long start = Stopwatch.GetTimestamp();
        double elapsed;
        int calls = 0;
        do
        {
            action();
            calls++;
            elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        while (calls < atLeast || elapsed < seconds);
        return elapsed / calls;
    }
}

/// <summary>Seconds that a call of each action took in each round.</summary>
/// <param name="Rounds">[round][action].</param>
internal sealed record InterleavedTimes(double[][] Rounds)
{
    /// <summary>The median over the rounds of a figure of a round's times.</summary>
    public double Median(Func<double[], double> figure)
    {
        double[] sorted = [.. Rounds.Select(figure).Order()];
        return sorted[sorted.Length / 2];
    }
}
