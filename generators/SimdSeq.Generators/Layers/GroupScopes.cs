using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>
/// Which values of a <c>Forward</c> belong to one group of a nested sequence: what stands in the body of an <c>Each</c>, where every layer
/// may be called. On the nested sequence itself only those may that act on every step by themselves.
/// </summary>
internal sealed class GroupScopes
{
    private readonly HashSet<int> _ofGroup = [];

    /// <summary>Whether a value belongs to one group.</summary>
    public bool IsOfGroup(int value) => _ofGroup.Contains(value);

    /// <summary>Takes note of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="result">The number of its result.</param>
    /// <param name="inputs">What it is called on.</param>
    /// <param name="layer">The layer that is called.</param>
    /// <param name="problems">Where its mistakes go.</param>
    /// <returns>Whether it can stand there.</returns>
    public bool Follow(LayerCall call, int result, IReadOnlyList<Value> inputs, Layer layer, LayerProblems problems)
    {
        bool isInBody = call.Inputs.Any(_ofGroup.Contains);
        switch (call.Each)
        {
            case EachEnd.Enter:
                _ofGroup.Add(result);
                if (isInBody)
                    problems.Add(Ids.WrongShape, null, "Each stands in the body of another, and a group has no groups itself",
                        "Call the layer or the method itself: it is done for every group already.");
                else if (inputs[0].Groups is null)
                    problems.Add(Ids.WrongShape, null, $"Each needs a nested sequence (groups x steps x features); got {inputs[0].Text}",
                        "Declare the input with [Input(groups: ..., steps: ..., features: ...)], or call the layer without Each.");
                break;
            case EachEnd.Leave:
                if (!isInBody)
                    problems.Add(Ids.WrongShape, null, "The body of Each returns a value that is not made of the group that it is given",
                        "Return what it makes of its argument.");
                break;
            default:
                if (isInBody)
                {
                    _ofGroup.Add(result);
                    if (layer.JoinsGroups)
                        problems.Add(Ids.WrongShape, null,
                            $"{call.Layer.Kind} works on all groups of a nested sequence; in the body of Each there is one",
                            "Call it on the nested sequence itself.");
                    break;
                }

                if (inputs.Any(input => input.Groups is not null) && !layer.TakesNested)
                    problems.Add(Ids.WrongShape, null,
                        $"{call.Layer.Kind} works on one sequence; got a nested one, groups x steps x features",
                        $"Write Each({Text(call)}), which does it for every group.");
                break;
        }

        return !problems.Any;
    }

    private static string Text(LayerCall call) => call.Wrapped.Count == 0
        ? call.Layer.Text
        : $"{call.Layer.Kind}({string.Join(", ", call.Wrapped.Select(inner => inner.Text))})";
}
