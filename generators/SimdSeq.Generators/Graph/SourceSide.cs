using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>
/// What of a model of several inputs is there before its last sequence comes step by step: all that is not made of that one. A decoder's
/// stream computes it once; its steps are the rest.
/// </summary>
internal sealed class SourceSide
{
    private readonly HashSet<Value> _stepping = [];

    private SourceSide(Value steps, IEnumerable<Operation> operations)
    {
        Steps = steps;
        _stepping.Add(steps);
        foreach (var operation in operations)
        {
            if (operation.Inputs.Any(_stepping.Contains)) _stepping.Add(operation.Output);
        }
    }

    /// <summary>The input that comes step by step.</summary>
    public Value Steps { get; }

    /// <returns>The side, or null where there is no last sequence, or nothing beside it.</returns>
    public static SourceSide? Of(IReadOnlyList<Value> inputs, IEnumerable<Operation> operations) =>
        inputs.Count > 1 && inputs.LastOrDefault(input => input.Shape.IsSequence) is { Groups: null } steps ? new(steps, operations) : null;

    /// <summary>Whether a value is on this side.</summary>
    public bool Has(Value value) => !_stepping.Contains(value);

    /// <summary>Whether a step reads an input of an operation as a whole sequence, which does not change from step to step.</summary>
    public bool IsWhole(Operation operation, int input) => operation.TakesWhole(input) && Has(operation.Inputs[input]);

    /// <summary>Whether a step reads one row of a sequence of this side, that of its own number.</summary>
    public bool IsReadByRow(Operation operation, int input) =>
        operation.Inputs[input].DeclaredShape.IsSequence && Has(operation.Inputs[input]) && !operation.TakesWhole(input);

    /// <summary>Whether steps can read what they read of this side.</summary>
    public bool CanRead(Operation operation)
    {
        bool takesSteps = false, takesWhole = false;
        for (int i = 0; i < operation.Inputs.Count; i++)
        {
            var input = operation.Inputs[i];
            if (operation.TakesWhole(i)) (takesWhole, takesSteps) = (takesWhole | Has(input), takesSteps | !Has(input));
            if (!Has(input)) continue;
            // Of what is read by rows all have to be there, also those that no answer of a whole sample needs.
            if (input.Groups is not null || IsReadByRow(operation, i) && (input.Shape.IsMasked || input.Shape != input.DeclaredShape))
                return false;
        }

        return !(takesWhole && takesSteps);
    }
}
