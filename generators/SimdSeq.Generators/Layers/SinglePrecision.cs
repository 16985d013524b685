using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>Numbers of a declaration are doubles; those of a model in single precision must be floats too.</summary>
internal static class SinglePrecision
{
    private const string WayOut = "Use a smaller number, or precision: Precision.Double.";

    /// <summary>Whether <c>float</c> holds all numbers of a layer.</summary>
    public static bool Holds(LayerDeclaration layer, LayerProblems problems)
    {
        foreach (var argument in layer.Arguments)
        {
            if (argument.Value is double value && IsTooLarge(value))
                problems.Add(Ids.ArgumentOutOfRange, argument.Name,
                    Invariant($"{argument.Name} must be in the range of float; got {value}"), WayOut);
        }

        var formulas = layer.Cell is { } cell ? cell.Locals.Select(local => local.Value).Concat(cell.Results) : [];
        foreach (double number in formulas.SelectMany(NumbersOf).Where(IsTooLarge).Take(1))
            problems.Add(Ids.ArgumentOutOfRange, null,
                Invariant($"Numbers in {layer.Cell!.Name} must be in the range of float; got {number}"), WayOut);
        return !problems.Any;
    }

    private static bool IsTooLarge(double value) => float.IsInfinity((float)value);

    private static IEnumerable<double> NumbersOf(CellFormula formula) => formula.Operands.SelectMany(NumbersOf).Append(formula.Number);
}
