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
    /// The rates, or null where some operation waits for later steps than its own or for values that do not come together.
    /// </returns>
    public static StreamRates? Of(IEnumerable<Value> inputs, IEnumerable<Operation> operations)
    {
        var rates = new StreamRates(inputs);
        foreach (var operation in operations)
        {
            if (rates.Runs(operation) is not { } runs || operation.RateInStream(runs) is not { } rate) return null;
            rates._rates.Add(operation.Output, rate);
        }

        return rates;
    }

    /// <summary>When a value has a new row.</summary>
    public StreamRate this[Value value] => _rates[value];

    /// <summary>When an operation works: where its inputs have new rows.</summary>
    public StreamRate? Runs(Operation operation) => StreamRate.Together(
        operation.Inputs.Select(input => _rates[input]), areRows: operation.Inputs.All(input => !input.DeclaredShape.IsSequence));
}
