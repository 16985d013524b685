using System;
using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Scheduling;

/// <summary>
/// Products of a step that go on with a sum which the input's product begins, its only one there: the two are one product of two inputs,
/// whose sum stays in the registers. The order of the additions is the same.
/// </summary>
internal static class ProductPairs
{
    /// <summary>For each such product of the forward pass the input's.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="units">Columns of a block.</param>
    /// <param name="isReadInPlace">Whether the weights of a product lie as the parameters do.</param>
    public static IReadOnlyDictionary<ProductRun, ProductRun> Of(RecurrenceSchedule schedule, int units,
        Func<ProductRun, bool> isReadInPlace)
    {
        var pairs = new Dictionary<ProductRun, ProductRun>();
        var begun = new HashSet<int>();
        foreach (var run in schedule.Forward.SelectMany(stage => stage.Products))
        {
            var blocks = Enumerable.Range(run.Block, run.Columns / units).ToList();
            var inputs = schedule.InputProducts
                .Where(other => other.Block <= blocks.Last() && run.Block < other.Block + other.Columns / units).ToList();
            if (inputs.Count == 1 && inputs[0].Block == run.Block && inputs[0].Columns == run.Columns && run.Start == Start.Continue
                && !blocks.Any(begun.Contains) && isReadInPlace(run) && isReadInPlace(inputs[0]))
                pairs[run] = inputs[0];
            begun.UnionWith(blocks);
        }

        return pairs;
    }
}
