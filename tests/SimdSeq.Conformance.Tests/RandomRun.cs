using System.Globalization;
using Xunit.Abstractions;

namespace SimdSeq.Conformance.Tests;

/// <summary>How many things a run draws, from which seed, and a check of each. SIMDSEQ_STACKS and SIMDSEQ_SEED say otherwise.</summary>
internal static class RandomRun
{
    public static int Stacks => int.Parse(Environment.GetEnvironmentVariable("SIMDSEQ_STACKS") ?? "200", CultureInfo.InvariantCulture);

    /// <summary>The given seed, or a new one at each call.</summary>
    public static ulong NextSeed() =>
        ulong.Parse(Environment.GetEnvironmentVariable("SIMDSEQ_SEED") ?? $"{Random.Shared.Next()}", CultureInfo.InvariantCulture);

    /// <summary>Checks each, and says of one that fails how to draw it again.</summary>
    /// <param name="output">Where the seed is printed.</param>
    /// <param name="drawn">What was drawn, as text for the message.</param>
    /// <param name="what">What they are called.</param>
    /// <param name="seed">Their seed.</param>
    /// <param name="check">The check, by number.</param>
    public static void ForEach(ITestOutputHelper output, IReadOnlyList<string> drawn, string what, ulong seed, Action<int> check)
    {
        output.WriteLine($"{drawn.Count} {what}, SIMDSEQ_SEED={seed}");
        for (int i = 0; i < drawn.Count; i++)
        {
            try
            {
                check(i);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Number {i} of SIMDSEQ_SEED={seed}: {drawn[i]}\n{failure.Message}", failure);
            }
        }
    }
}
