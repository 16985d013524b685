using System.Diagnostics;

namespace SimdSeq.Peers;

/// <summary>Times two actions in turn, so that a machine that drifts is the same for both: the ratio is the median of the rounds' ratios.</summary>
internal static class Interleaved
{
    private const double RoundMilliseconds = 10;

    public static (double OursMilliseconds, double TheirsMilliseconds, double Ratio) Measure(Action ours, Action theirs, int rounds)
    {
        for (int i = 0; i < 10; i++)
        {
            ours();
            theirs();
        }

        double[] a = new double[rounds], b = new double[rounds], ratios = new double[rounds];
        for (int i = 0; i < rounds; i++)
        {
            a[i] = Milliseconds(ours);
            b[i] = Milliseconds(theirs);
            ratios[i] = b[i] / a[i];
        }

        return (Median(a), Median(b), Median(ratios));
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
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
