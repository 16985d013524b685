using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>
/// The recurrent layer after it from both ends (Schuster and Paliwal 1997), or the two layers after it from one end each.
/// </summary>
internal sealed class BidirectionalLayer : WrapperLayer
{
    public override int Wraps(LayerDeclaration options) => options.Bool("twoLayers") ? 2 : 1;

    public override IReadOnlyList<Operation>? Build(
        LayerDeclaration options, string name, Value input, IReadOnlyList<WrappedLayer> wrapped, LayerProblems problems) =>
        Build(options, name, [input], wrapped, problems);

    // Behind the input the states of the first layer and then those of the second, if any.
    public override IReadOnlyList<Operation>? Build(
        LayerDeclaration options, string name, IReadOnlyList<Value> inputs, IReadOnlyList<WrappedLayer> wrapped, LayerProblems problems)
    {
        var input = inputs[0];
        RequireDefined<Merge>(options, "merge", "Merge", problems);
        if (wrapped.Count < Wraps(options) || wrapped.Any(layer => layer.Layer is not RecurrentLayer))
        {
            string what = Wraps(options) == 1 ? "a recurrent layer after it"
                : "two recurrent layers after it, the forward one and the backward one";
            string got = wrapped.Count == 0 ? "none" : string.Join(", ", wrapped.Select(layer => layer.Options.Kind));
            problems.Add(Ids.UnfinishedWrapper, null, $"Bidirectional needs {what}; got {got}", "Put for instance [Gru(32)] below it.");
        }

        foreach (var layer in wrapped.Where(layer => layer.Layer is RecurrentLayer && layer.Options.Bool("goBackwards")))
            layer.Problems.Add(Ids.WrongCombination, "goBackwards", "goBackwards has no meaning under Bidirectional, which goes both ways",
                "Remove it.");
        if (problems.Any || wrapped.Any(layer => layer.Problems.Any)) return null;

        WrappedLayer first = wrapped[0], second = wrapped[wrapped.Count - 1];
        int half = inputs.Count / 2; // both have as many states where each has them
        var forward = Build(first, $"{name}/forward_{first.Name}", input, isReversed: false, [.. inputs.Skip(1).Take(half)]);
        var backward = forward is null
            ? null
            : Build(second, $"{name}/backward_{second.Name}", input, isReversed: true, [.. inputs.Skip(1 + half)]);
        if (forward is null || backward is null) return null;

        var merge = options.Enum<Merge>("merge");
        if (forward.ReturnSequences != backward.ReturnSequences)
            second.Problems.Add(Ids.WrongCombination, "returnSequences", "Both layers of a Bidirectional must return sequences, or neither",
                "Give both the same returnSequences.");
        else if (merge != Merge.Concat && forward.Cell.Units != backward.Cell.Units)
            second.Problems.Add(Ids.WrongCombination, "units",
                $"merge: Merge.{merge} needs layers of the same size; got {forward.Cell.Units} and {backward.Cell.Units}",
                "Give both the same units, or use Merge.Concat.");
        if (second.Problems.Any) return null;
        string declared = $"{options.Text} {string.Join(" ", wrapped.Select(layer => layer.Options.Text))}";
        Value[] both = [forward.Output, backward.Output];
        Operation merged = merge == Merge.Concat ? new Concatenate(name, declared, both)
            : new ElementWise(name, declared, both, Merged) { Answers = Range };
        // As in Keras, whatever zeroOutputForMask says. Both directions are zero at the same steps, and so is every merge of the two.
        return RecurrentLayer.WithZeros([forward, backward, merged]);

        // Sums and products of the two have a range of their own.
        string? Range(IReadOnlyList<string?> ends) => merge == Merge.Average && ends[0] == ends[1] ? ends[0] : null;

        Expression Merged(IReadOnlyList<Leaf> ends) => merge switch
        {
            Merge.Sum => ends[0] + (Expression)ends[1],
            Merge.Multiply => ends[0] * (Expression)ends[1],
            _ => 0.5 * (ends[0] + (Expression)ends[1]),
        };
    }

    private static Recurrence? Build(WrappedLayer layer, string name, Value input, bool isReversed, IReadOnlyList<Value> states) =>
        ((RecurrentLayer)layer.Layer).BuildRecurrence(layer.Options, name, input, isReversed, states, layer.Problems);
}
