using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.Operations;

namespace SimdSeq.Generators.Reading;

/// <content>Loops. What is declared in one is new in each turn, but for the variables of a for itself.</content>
internal sealed partial class ForwardInterpreter
{
    private Flow For(IForLoopOperation loop, ForwardFrame frame)
    {
        var around = frame.Block();
        ExecuteAll(loop.Before, around);
        while (true)
        {
            var turn = around.Block();
            if (loop.Condition is not null && !IsTrue(loop.Condition, turn)) return Flow.Next;
            Count(loop, turn);
            var flow = Execute(loop.Body, turn);
            if (flow == Flow.Return) return flow;
            if (flow == Flow.Break) return Flow.Next;
            ExecuteAll(loop.AtLoopBottom, turn);
        }
    }

    private Flow ForEach(IForEachLoopOperation loop, ForwardFrame frame)
    {
        foreach (object? item in Items(loop, frame))
        {
            Count(loop, frame);
            var turn = frame.Block();
            if (loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol: var variable })
                turn.Declare(variable, Converted(item, variable.Type));
            else
                Target(loop.LoopControlVariable, turn).Write(item);
            var flow = Execute(loop.Body, turn);
            if (flow == Flow.Return) return flow;
            if (flow == Flow.Break) break;
        }

        return Flow.Next;
    }

    // An array is read as it is when its turn comes.
    private IEnumerable<object?> Items(IForEachLoopOperation loop, ForwardFrame frame) => Evaluate(loop.Collection, frame) switch
    {
        ArrayValue { IsList: true } list => ItemsOf(list, loop, frame),
        ArrayValue array => Enumerable.Range(0, array.Items.Count).Select(i => array.Items[i]),
        string text => text.Cast<object?>(),
        _ => throw Mistake(loop.Collection.Syntax, frame, "is no array", "Loop over an array, or write a for."),
    };

    private static IEnumerable<object?> ItemsOf(ArrayValue list, IForEachLoopOperation loop, ForwardFrame frame)
    {
        int changes = list.Changes;
        for (int i = 0; i < Length(); i++) yield return list.Items[i];

        int Length() => list.Changes == changes
            ? list.Items.Count
            : throw Mistake(loop.Collection.Syntax, frame, "is changed by the loop over it", "Loop over its ToArray().");
    }

    private Flow While(IWhileLoopOperation loop, ForwardFrame frame)
    {
        while (true)
        {
            var turn = frame.Block();
            if (loop.ConditionIsTop && loop.Condition is not null && !IsTrue(loop.Condition, turn)) return Flow.Next;
            Count(loop, turn);
            var flow = Execute(loop.Body, turn);
            if (flow == Flow.Return) return flow;
            if (flow == Flow.Break || (!loop.ConditionIsTop && !IsTrue(loop.Condition!, turn))) return Flow.Next;
        }
    }
}
