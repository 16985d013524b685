using System;
using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Scheduling;

/// <summary>
/// The activations of a stage that have only sums and states before them, where another activation waits for any. Each is a long chain of
/// operations: done first, for all units, many are under way at once, while one behind the other they leave the processor waiting.
/// </summary>
internal static class FirstActivations
{
    /// <summary>
    /// Groups of one function each. Those that others wait for longest come first, so that what is read last is done last.
    /// </summary>
    /// <param name="values">What the stage computes.</param>
    /// <param name="isBefore">Whether a value is there before the stage.</param>
    public static IReadOnlyList<IReadOnlyList<Applied>> Of(IEnumerable<Expression> values, Func<Expression, bool> isBefore)
    {
        var nodes = Order.Topological(values, isBefore);
        Dictionary<Expression, int> before = [], after = nodes.ToDictionary(node => node, _ => 0);
        foreach (var node in nodes) before[node] = isBefore(node) ? 0
            : node.Operands.Select(operand => before[operand] + Length(operand)).DefaultIfEmpty(0).Max();
        if (!nodes.Any(node => Length(node) > 0 && before[node] > 0)) return [];

        foreach (var node in nodes.Where(node => !isBefore(node)).Reverse())
        {
            foreach (var operand in node.Operands) after[operand] = Math.Max(after[operand], after[node] + Length(node));
        }

        var groups = nodes.OfType<Applied>().Where(node => Length(node) > 0 && before[node] == 0).GroupBy(node =>
            (After: after[node], node.Activation)).ToList();
        return [.. groups.OrderByDescending(group => group.Key.After).ThenBy(group => IsNextToo(group.Key)).Select(group =>
            group.ToList())];

        int Length(Expression node) => !isBefore(node) && node is Applied applied && IsLong(applied.Activation) ? 1 : 0;

        bool IsLong(string activation) => activation is "Tanh" or "Sigmoid" or "Elu" or "Selu" or "Exponential"
            or "Gelu" or "GeluTanh" or "Silu" or "Mish" or "Softplus";

        // Its function comes once more, and its constants are in registers then.
        bool IsNextToo((int After, string Activation) key) =>
            groups.Any(other => other.Key.Activation == key.Activation && other.Key.After < key.After);
    }
}
