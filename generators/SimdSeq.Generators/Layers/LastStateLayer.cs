using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>
/// A last state of the recurrent layer whose answer it is called on: what <c>var (y, h) = Gru(32, returnState: true)(x)</c> reads behind y.
/// Of a Bidirectional those of the layer that goes forward come first.
/// </summary>
internal sealed class LastStateLayer : Layer
{
    public const string Kind = "LastState";

    /// <summary>The layer that reads one of several states.</summary>
    public static LayerDeclaration Declare(int state, int states) => new(Kind, new(
    [
        new Argument("state", state, Invariant($"{state}"), IsDefault: false, IsNamed: false),
        new Argument("states", states, Invariant($"{states}"), IsDefault: true, IsNamed: true),
    ]));

    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        var states = input.Recurrences.Where(recurrence => recurrence.StateUse.Returned)
            .SelectMany(recurrence => recurrence.Cell.States
                .Select((state, i) => (Recurrence: recurrence, Name: state.Before.Name!, Number: i)))
            .ToList();
        int wanted = options.Int("states");
        if (states.Count == 0)
        {
            problems.Add(Ids.WrongCombination, null, "Only a recurrent layer with returnState: true answers states beside its output",
                "Write for instance var (y, h) = Gru(32, returnState: true)(x).");
        }
        else if (states.Count != wanted)
        {
            string names = string.Join(", ", states.Select(state => state.Name));
            problems.Add(Ids.WrongShape, null,
                Invariant($"The layer answers {states.Count} {(states.Count == 1 ? "state" : "states")} beside its output; {wanted} read"),
                $"Write var (y, {names}) = ...");
        }

        if (problems.Any) return null;
        var (recurrence, _, number) = states[options.Int("state")];
        return [new LastState(name, options.Text, recurrence, number)];
    }
}
