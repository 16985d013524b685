using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>When the values of a model come in a stream that carries a state from step to step.</summary>
internal sealed class StreamRates
{
    private readonly Dictionary<Value, StreamRate> _rates = [];

    private StreamRates(IEnumerable<Value> inputs)
    {
        foreach (var input in inputs) _rates.Add(input, input.Shape.IsSequence ? StreamRate.EveryStep : StreamRate.Constant);
    }

    /// <returns>
    /// The rates, or null where some operation waits for the end of the sequence or for values that do not come together.
    /// </returns>
    public static StreamRates? Of(IEnumerable<Value> inputs, IEnumerable<Operation> operations, IReadOnlyList<ModelOutput> outputs)
    {
        var rates = new StreamRates(inputs);
        foreach (var operation in operations)
        {
            bool comesTooLate = operation.Inputs.Where((_, i) => operation.ReadsAtFirst(i)).Any(input => rates[input].Period > 0);
            if (comesTooLate || rates.Together(operation) is not { } together) return null;
            if (operation.RateInStream(together) is not { } rate) return null;
            rates._rates.Add(operation.Output, rate);
        }

        rates.Answers = [.. outputs.Select(output => rates.AnswerOf(output.Value, outputs))];
        rates.Delay = rates.Answers.Max(answer => answer.Delay);
        // Last states of rows that come after the last answer (a Cropping1D leaves those out) would never come.
        bool hasLaterStates = operations.OfType<Recurrence>().Any(one => one.StateUse.Returned && rates[one.Output].Delay > rates.Delay);
        return hasLaterStates ? null : rates;
    }

    /// <summary>When a value has a new row.</summary>
    public StreamRate this[Value value] => _rates[value];

    /// <summary>When the model has a new row of each of its answers: of sequences with as many rows, all of one step together.</summary>
    public IReadOnlyList<StreamRate> Answers { get; private set; } = [];

    /// <summary>Steps from the one that an answer belongs to, to the one that brings it.</summary>
    public long Delay { get; private set; }

    /// <summary>When an operation works.</summary>
    public StreamRate Runs(Operation operation) => operation.RunsInStream(Together(operation)!);

    /// <summary>How many rows an input of an operation waits for the others.</summary>
    public int RowsBehind(Operation operation, int input) => operation.Inputs[input] is { DeclaredShape.IsSequence: true } value
        ? RowsBehind(value, Together(operation)!)
        : 0;

    /// <summary>How many rows of a value come before it is read with the rows that another rate brings.</summary>
    public int RowsBehind(Value value, StreamRate rate) =>
        _rates[value] is { Period: > 0 } its ? (rate.Phase - its.Phase) / its.Period : 0;

    // When all inputs of an operation have new rows.
    private StreamRate? Together(Operation operation) => StreamRate.Together(
        operation.Inputs.Select(input => _rates[input]), areRows: operation.Inputs.All(input => !input.DeclaredShape.IsSequence));

    private StreamRate AnswerOf(Value value, IReadOnlyList<ModelOutput> outputs)
    {
        var rate = _rates[value];
        if (!value.DeclaredShape.IsSequence) return rate;
        var together = outputs.Where(output => output.Value.DeclaredShape.IsSequence).Select(output => _rates[output.Value])
            .Where(other => other.Period == rate.Period && other.Rows.Equals(rate.Rows));
        return rate with { Phase = together.Max(other => other.Phase) };
    }
}
