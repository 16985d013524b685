using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Scheduling;

/// <summary>Neighbouring blocks of a row whose biases are neighbours too, so that one statement serves them all.</summary>
/// <param name="Block">First block, forward.</param>
/// <param name="GradientBlock">First block, backward.</param>
/// <param name="Starts">Where the run begins in the bias parameter, once for each bias that enters the same sums.</param>
/// <param name="Count">Number of values.</param>
internal sealed record BiasRuns(int Block, int GradientBlock, IReadOnlyList<int> Starts, int Count)
{
    public static IReadOnlyList<BiasRuns> Of(RecurrenceSchedule schedule, int units)
    {
        var runs = new List<BiasRuns>();
        foreach (var (block, gradientBlock, starts) in schedule.Biases.OrderBy(bias => bias.Block))
        {
            var last = runs.LastOrDefault();
            bool continues = last is not null && last.Block + last.Count / units == block
                && last.GradientBlock + last.Count / units == gradientBlock
                && last.Starts.Select(start => start + last.Count).SequenceEqual(starts);
            if (continues) runs[runs.Count - 1] = last! with { Count = last.Count + units };
            else runs.Add(new(block, gradientBlock, starts, units));
        }

        return runs;
    }
}
