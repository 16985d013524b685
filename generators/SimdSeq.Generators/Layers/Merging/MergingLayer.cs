using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>A layer that makes one value of several.</summary>
internal abstract class MergingLayer : Layer
{
    public override bool TakesNested => true;

    public sealed override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems) =>
        Build(options, name, [input], problems);

    /// <summary>As many inputs as it takes, sequences of as many steps each or rows.</summary>
    protected static void RequireInputs(LayerDeclaration options, IReadOnlyList<Value> inputs, int? most, LayerProblems problems)
    {
        if (inputs.Count < 2 || inputs.Count > most)
        {
            problems.Add(Ids.WrongShape, null,
                Invariant($"{options.Kind} needs two inputs{(most is null ? " or more" : "")}; got {inputs.Count}"),
                $"Write {options.Kind}()(x, y).");
        }
        else if (inputs.Any(input => input.Groups != inputs[0].Groups))
        {
            problems.Add(Ids.WrongShape, null,
                $"{options.Kind} needs inputs of as many groups each; got {string.Join(" and ", inputs.Select(Groups))}",
                "Merge what Each makes of the groups, or give the body of Each all that it needs in its argument.");
        }
        else if (inputs.Any(input => input.Shape.Steps != inputs[0].Shape.Steps))
        {
            problems.Add(Ids.WrongShape, null,
                $"{options.Kind} needs inputs of as many steps each; got {string.Join(" and ", inputs.Select(Steps))}",
                inputs.All(input => input.Shape.IsSequence)
                    ? "Keep the steps with padding: Padding.Same, or make them as many with ZeroPadding1D, Cropping1D or UpSampling1D."
                    : "Take the last step of a sequence with LastStep(), or repeat a row with RepeatVector(steps).");
        }
        else if (inputs.Select(input => input.Mask).OfType<string>().Distinct().Count() > 1)
        {
            problems.Add(Ids.WrongShape, null,
                $"{options.Kind} needs inputs that have the same steps: what a shorter sample lacks is not in the same places",
                "Merge before what moves or leaves out steps, as Reverse and pooling do; of inputs with lengths of their own merge what "
                    + "layers make of each, as one row.");
        }

        static string Steps(Value input) => input.Shape.IsSequence ? Invariant($"{input.Shape.Steps}") : "a row";

        static string Groups(Value input) => input.Groups is { } groups ? Invariant($"{groups}") : "none";
    }
}

/// <summary>Values of one shape, each with those in its place.</summary>
/// <param name="most">The most inputs; null: any number.</param>
/// <param name="merge">What becomes of two.</param>
internal sealed class ElementWiseMerge(int? most, System.Func<Expression, Expression, Expression> merge) : MergingLayer
{
    public override IReadOnlyList<Operation>? Build(
        LayerDeclaration options, string name, IReadOnlyList<Value> inputs, LayerProblems problems)
    {
        RequireInputs(options, inputs, most, problems);
        if (!problems.Any && inputs.Any(input => input.Shape.Features != inputs[0].Shape.Features))
        {
            problems.Add(Ids.WrongShape, null,
                $"{options.Kind} needs inputs of as many features each; got "
                    + string.Join(" and ", inputs.Select(input => Invariant($"{input.Shape.Features}"))),
                "Give a layer before it as many units, or use Shortcut(filters), which changes the number of features where it must.");
        }

        if (problems.Any) return null;
        return [new ElementWise(name, options.Text, inputs, leaves => leaves.Cast<Expression>().Aggregate(merge))];
    }
}

/// <summary>The features of several values side by side.</summary>
internal sealed class ConcatenateLayer : MergingLayer
{
    public override IReadOnlyList<Operation>? Build(
        LayerDeclaration options, string name, IReadOnlyList<Value> inputs, LayerProblems problems)
    {
        RequireInputs(options, inputs, null, problems);
        return problems.Any ? null : [new Concatenate(name, options.Text, inputs)];
    }
}
