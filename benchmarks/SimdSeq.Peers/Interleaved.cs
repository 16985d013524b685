using System.Diagnostics;

namespace SimdSeq.Peers;

/// <summary>
/// Times actions in turn, so that a machine that drifts is the same for all: the ratio is the median of the rounds' ratios.
/// </summary>
internal static class Interleaved
{
    private const double RoundMilliseconds = 10;

    public static (double OursMilliseconds, double TheirsMilliseconds, double Ratio) Measure(Action ours, Action theirs, int rounds)
    {
        var (milliseconds, ratios) = Measure([ours, theirs], rounds);
        return (milliseconds[0], milliseconds[1], ratios[1]);
    }

    /// <summary>The same for any number of actions; ratios are to the first.</summary>
    public static (double[] Milliseconds, double[] Ratios) Measure(Action[] actions, int rounds)
    {
        foreach (var action in actions)
        {
            for (int i = 0; i < 10; i++) action();
        }

        var times = new double[actions.Length][];
        for (int a = 0; a < actions.Length; a++) times[a] = new double[rounds];
        for (int round = 0; round < rounds; round++)
        {
            for (int a = 0; a < actions.Length; a++) times[a][round] = Milliseconds(actions[a]);
        }

        return ([.. times.Select(Median)], [.. times.Select(of => Median([.. of.Select((time, round) => time / times[0][round])]))]);
    }

    // The first warms the caches that the other side has emptied and does not count; then at least two, and a round's worth of what is short.
    // The pause lets the other side's threads go to sleep: OpenMP's spin for some milliseconds after their work, on the core that this side's
    // second thread wants.
    private static double Milliseconds(Action action)
    {
        Thread.Sleep(30);
        action();
        long start = Stopwatch.GetTimestamp();
        double elapsed;
        int calls = 0;
        do
        {
            action();
            calls++;
            elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        while (calls < 2 || elapsed < RoundMilliseconds);
        return elapsed / calls;
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
