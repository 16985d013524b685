using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>The model as operations, each on the output of the one before.</summary>
internal sealed class ModelGraph(Shape input, IReadOnlyList<Operation> operations)
{
    public Shape Input { get; } = input;

    public IReadOnlyList<Operation> Operations { get; } = WithDropoutKeys(operations);

    public Shape Output => Operations[Operations.Count - 1].Output;

    /// <summary>The activation that the answers come from; null where nothing is known of their range.</summary>
    public string? OutputActivation => Operations.Aggregate((string?)null, (input, operation) => operation.AnswersOf(input));

    /// <summary>Whether every answer is made of its step and earlier ones, so that a stream can carry a state from step to step.</summary>
    public bool IsCausal => Operations.All(operation => operation.IsCausal);

    /// <summary>Values of states that a sample brings with it.</summary>
    public int InitialStateValues =>
        Inside.OfType<Recurrence>().Where(recurrence => recurrence.StateUse.FromInput).Sum(recurrence => recurrence.StateValues);

    /// <summary>The operations, each before those that it is made of.</summary>
    public IEnumerable<Operation> Inside =>
        Operations.SelectMany(operation => operation is Bidirection both ? [both, both.Forward, both.Backward] : new[] { operation });

    public IEnumerable<Parameter> Parameters => Operations.SelectMany(operation => operation.Parameters);

    public long ParameterCount => Operations.Sum(operation => operation.ParameterCount);

    // Zeros at steps that are not there are not counted: with a mask and without, a layer drops the same values.
    private static IReadOnlyList<Operation> WithDropoutKeys(IReadOnlyList<Operation> operations)
    {
        int count = operations.Count(operation => operation is not Zeroing), number = 0;
        foreach (var operation in operations.Where(operation => operation is not Zeroing))
        {
            operation.DropoutKey = 2 * number;
            operation.SecondDropoutKey = 2 * (count + number++);
        }

        return operations;
    }
}
