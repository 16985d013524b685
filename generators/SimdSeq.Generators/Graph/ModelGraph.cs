using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Graph;

/// <summary>The model as operations on values, each after those whose values it reads.</summary>
/// <param name="inputs">The inputs.</param>
/// <param name="layers">The layers, first to last.</param>
/// <param name="outputs">The values that the model answers with.</param>
internal sealed class ModelGraph(IReadOnlyList<Value> inputs, IReadOnlyList<LayerNode> layers, IReadOnlyList<ModelOutput> outputs)
{
    private StreamRates? _rates;
    private bool _areRatesKnown;

    public IReadOnlyList<Value> Inputs { get; } = inputs;

    public IReadOnlyList<ModelOutput> Outputs { get; } = outputs;

    public IReadOnlyList<LayerNode> Layers { get; } = layers;

    public IReadOnlyList<Operation> Operations { get; } = [.. layers.SelectMany(layer => layer.Operations)];

    /// <summary>What is hardly meant, though it works.</summary>
    public IReadOnlyList<Problem> Warnings { get; set; } = [];

    /// <summary>Whether the inputs are steps that come one at a time, of all sequences together.</summary>
    public bool CanStream => Inputs.All(input => input.Groups is null)
        && Inputs.Where(input => input.Shape.IsSequence).Select(input => input.Shape.Rows).Distinct().Count() == 1;

    /// <summary>
    /// Whether every answer is made of its step, earlier ones and a few later ones, so that a stream can carry a state from step to step.
    /// </summary>
    public bool IsCausal => Rates is { Source: null };

    /// <summary>Whether a stream of any kind carries a state from step to step.</summary>
    public bool IsStreamed => Rates is not null;

    /// <summary>
    /// When the values come in such a stream, or, where there is none, in that of a decoder, whose source is there before the first step;
    /// null: there is neither.
    /// </summary>
    public StreamRates? Rates
    {
        get
        {
            if (_areRatesKnown) return _rates;
            _areRatesKnown = true;
            if (CanStream) _rates = StreamRates.Of(Inputs, Operations, Outputs);
            if (_rates is null && SourceSide.Of(Inputs, Operations) is { } source)
                _rates = StreamRates.Of(Inputs, Operations, Outputs, source);
            return _rates;
        }
    }

    /// <summary>Whether an operation does something at the steps of a stream.</summary>
    public bool IsOfSteps(Operation operation) => Rates?.IsOfSteps(operation.Output) == true;

    /// <summary>How many steps a stream can have; null: any number.</summary>
    public long? MostStepsInStream => Operations
        .Where(operation => IsOfSteps(operation) && operation.MostStepsInStream is not null)
        .Select(operation => Rates![operation.Output].Rows.StepsFor(operation.MostStepsInStream!.Value + 1, 1L << 40) - 1)
        .Concat(RowsOfSource().Select(value => (long)value.DeclaredShape.Rows))
        .Min(steps => (long?)steps);

    /// <summary>The sequences of a source of which each step of a decoder reads the row of its number.</summary>
    public IEnumerable<Value> RowsOfSource() => Rates?.Source is not { } source ? [] : Operations.Where(IsOfSteps)
        .SelectMany(operation => operation.Inputs.Where((_, i) => source.IsReadByRow(operation, i))).Distinct();

    /// <summary>The rows of a source that the steps of a decoder read, or that are answered.</summary>
    public IEnumerable<Value> ValuesOfSource() => Rates?.Source is not { } source ? [] : Operations.Where(IsOfSteps)
        .SelectMany(operation => operation.Inputs).Concat(Outputs.Select(output => output.Value))
        .Where(value => source.Has(value) && !value.DeclaredShape.IsSequence).Distinct();

    /// <summary>Steps from the one that an answer of a stream belongs to, to the one that brings it.</summary>
    public long Delay => Rates?.Delay ?? 0;

    /// <summary>Whether anybody answers it.</summary>
    public bool IsOutput(Value value) => Outputs.Any(output => output.Value == value);

    /// <summary>The activations that the answers come from; null where nothing is known of their range.</summary>
    public IReadOnlyList<string?> OutputActivations
    {
        get
        {
            var known = Inputs.ToDictionary(input => input, _ => (string?)null);
            foreach (var operation in Operations)
                known[operation.Output] = operation.AnswersOf([.. operation.Inputs.Select(input => known[input])]);
            return [.. Outputs.Select(output => known[output.Value])];
        }
    }

    /// <summary>Values of states that a sample brings with it.</summary>
    public int InitialStateValues =>
        Operations.OfType<Recurrence>().Where(recurrence => recurrence.StateUse.FromInput).Sum(recurrence => recurrence.StateValues);

    /// <summary>The operations with running statistics; of a layer that is called several times the first.</summary>
    public IEnumerable<BatchNormalization> RunningStatistics =>
        Operations.OfType<BatchNormalization>().GroupBy(operation => operation.Mean).Select(calls => calls.First());

    /// <summary>Each once, in the order of the layers.</summary>
    public IEnumerable<Parameter> Parameters => Operations.SelectMany(operation => operation.Parameters).Distinct();

    public long ParameterCount => Layers.Sum(layer => layer.ParameterCount);
}

/// <summary>What a model answers with.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Value">The value.</param>
internal sealed record ModelOutput(string Name, Value Value);

/// <summary>A layer: the operations that it became.</summary>
/// <param name="Name">Keras name, unique in the model.</param>
/// <param name="Declared">As it was declared.</param>
/// <param name="Meaning">What of that changes its answers, as a model's file keeps it; null where only training sees it.</param>
/// <param name="Operations">Its operations, in order.</param>
/// <param name="ParameterCount">Its parameters that no layer before it has.</param>
internal sealed record LayerNode(string Name, string Declared, string? Meaning, IReadOnlyList<Operation> Operations, long ParameterCount)
{
    /// <summary>The shape of its output, as it is shown.</summary>
    public string Output => Operations[Operations.Count - 1].Output.Text;

    public long MultiplyAdds => Operations.Sum(operation => operation.MultiplyAdds * (operation.ForGroups ?? 1));
}
