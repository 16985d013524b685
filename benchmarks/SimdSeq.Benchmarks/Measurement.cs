using System.Diagnostics;
using SimdSeq.Kernels;

namespace SimdSeq.Benchmarks;

/// <summary>The shortest of many timings: what the code takes when the machine does nothing else.</summary>
internal static class Measurement
{
    private const int Rounds = 40;
    private const double RoundSeconds = 0.004;

    /// <summary>What was measured, for the head of a report.</summary>
    public static string Versions =>
        $"SimdSeq {typeof(Loss).Assembly.GetName().Version} ({SimdLevel.Bits} bits), .NET {Environment.Version}.";

    /// <summary>Seconds that one call takes.</summary>
    public static double Best(Action action)
    {
        action();
        long start = Stopwatch.GetTimestamp();
        int calls = 0;
        do
        {
            action();
            calls++;
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < RoundSeconds);

        double best = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            start = Stopwatch.GetTimestamp();
            for (int i = 0; i < calls; i++)
                action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds / calls);
        }
        return best;
    }
}
