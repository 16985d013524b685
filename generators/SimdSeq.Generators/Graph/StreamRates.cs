using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>
/// When the values of a model come in a stream that carries a state from step to step. What a decoder has of its source is there from the
/// beginning, and stays as it is.
/// </summary>
internal sealed class StreamRates
{
    private readonly Dictionary<Value, StreamRate> _rates = [];

    private StreamRates(IEnumerable<Value> inputs, SourceSide? source)
    {
        Source = source;
        foreach (var input in inputs)
            _rates.Add(input, input.Shape.IsSequence && source?.Has(input) != true ? StreamRate.EveryStep : StreamRate.Constant);
    }

    /// <summary>What is there before the first step of a decoder; null: all sequences come step by step.</summary>
    public SourceSide? Source { get; }

    /// <summary>Whether a value is made at the steps of the stream.</summary>
    public bool IsOfSteps(Value value) => Source?.Has(value) != true;

    /// <returns>
    /// The rates, or null where some operation waits for the end of the sequence or for values that do not come together.
    /// </returns>
    /// <param name="inputs">The inputs.</param>
    /// <param name="operations">The operations.</param>
    /// <param name="outputs">The answers.</param>
    /// <param name="source">What is there before the first step; null: all sequences come step by step.</param>
    public static StreamRates? Of(
        IEnumerable<Value> inputs, IReadOnlyList<Operation> operations, IReadOnlyList<ModelOutput> outputs, SourceSide? source = null)
    {
        var rates = new StreamRates(inputs, source);
        foreach (var operation in operations)
        {
            if (rates.RateOf(operation) is not { } rate) return null;
            rates._rates.Add(operation.Output, rate);
        }

        // A sequence of the source does not come step by step, and without an answer that does there is nothing to stream.
        if (outputs.Any(output => !rates.IsOfSteps(output.Value) && output.Value.DeclaredShape.IsSequence)) return null;
        if (!outputs.Any(output => rates.IsOfSteps(output.Value))) return null;
        rates.Answers = [.. outputs.Select(output => rates.AnswerOf(output.Value, outputs))];
        rates.Delay = rates.Answers.Max(answer => answer.Delay);
        // Last states of rows that come after the last answer (a Cropping1D leaves those out) would never come.
        bool hasLaterStates = operations.OfType<Recurrence>().Any(one => one.StateUse.Returned && rates[one.Output].Delay > rates.Delay);
        if (hasLaterStates) return null;
        foreach (var operation in operations.Where(operation => rates.IsOfSteps(operation.Output)))
            operation.ReadsWholeInStream = operation.Inputs.Where((_, i) => source?.IsWhole(operation, i) == true).Any();
        return rates;
    }

    /// <summary>When a value has a new row.</summary>
    public StreamRate this[Value value] => _rates[value];

    /// <summary>When the model has a new row of each of its answers: of sequences with as many rows, all of one step together.</summary>
    public IReadOnlyList<StreamRate> Answers { get; private set; } = [];

    /// <summary>Steps from the one that an answer belongs to, to the one that brings it.</summary>
    public long Delay { get; private set; }

    /// <summary>When an operation finds new rows of an input, where it reads it row by row.</summary>
    public StreamRate Read(Operation operation, int input) => Source?.IsReadByRow(operation, input) == true
        ? StreamRate.EveryStep
        : _rates[operation.Inputs[input]];

    /// <summary>When an operation works.</summary>
    public StreamRate Runs(Operation operation) => operation.RunsInStream(Together(operation)!);

    /// <summary>How many rows an input of an operation waits for the others.</summary>
    public int RowsBehind(Operation operation, int input) => operation.Inputs[input] is { DeclaredShape.IsSequence: true } value
            && Source?.IsWhole(operation, input) != true
        ? RowsBehind(Read(operation, input), Together(operation)!)
        : 0;

    /// <summary>How many rows of a value come before it is read with the rows that another rate brings.</summary>
    public int RowsBehind(Value value, StreamRate rate) => RowsBehind(_rates[value], rate);

    private static int RowsBehind(StreamRate its, StreamRate rate) => its.Period > 0 ? (rate.Phase - its.Phase) / its.Period : 0;

    private StreamRate? RateOf(Operation operation)
    {
        if (!IsOfSteps(operation.Output)) return StreamRate.Constant;
        if (Source?.CanRead(operation) == false) return null;
        bool comesTooLate = operation.Inputs.Where((_, i) => operation.ReadsAtFirst(i)).Any(input => _rates[input].Period > 0);
        if (comesTooLate || Together(operation) is not { } together) return null;
        // What is there as a whole is waited for by nobody.
        bool hasWhole = operation.Inputs.Where((_, i) => Source?.IsWhole(operation, i) == true).Any();
        return hasWhole ? together : operation.RateInStream(together);
    }

    // When all inputs of an operation have new rows.
    private StreamRate? Together(Operation operation) => StreamRate.Together(
        operation.Inputs.Select((_, i) => i).Where(i => Source?.IsWhole(operation, i) != true).Select(i => Read(operation, i)),
        areRows: operation.Inputs.All(input => !input.DeclaredShape.IsSequence));

    private StreamRate AnswerOf(Value value, IReadOnlyList<ModelOutput> outputs)
    {
        var rate = _rates[value];
        if (!value.DeclaredShape.IsSequence) return rate;
        var together = outputs.Where(output => output.Value.DeclaredShape.IsSequence).Select(output => _rates[output.Value])
            .Where(other => other.Period == rate.Period && other.Rows.Equals(rate.Rows));
        return rate with { Phase = together.Max(other => other.Phase) };
    }
}
