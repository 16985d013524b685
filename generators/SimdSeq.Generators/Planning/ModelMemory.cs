using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Planning;

/// <summary>
/// The memory of a model while it is planned. Time runs forward through the operations, then back through them for the gradients: an
/// operation has two moments, and the loss is computed between.
/// </summary>
internal sealed class ModelMemory
{
    private readonly Dictionary<Operation, int> _index = [];

    public ModelMemory(ModelGraph graph, Precision precision, MemberNames names, bool predictsOnly)
    {
        PredictsOnly = predictsOnly;
        Precision = precision;
        Names = names;
        Rates = graph.Rates;
        Graph = graph;
        foreach (var operation in graph.Operations) _index.Add(operation, _index.Count);
        Parameters = new(graph.Parameters, precision, names);
        Packed = new(precision.Lanes, names);
        Stream = new(precision.Lanes, names);
        Delays = new(Stream);
        Weights = new(precision, Packed, Parameters);
    }

    public Precision Precision { get; }

    public MemberNames Names { get; }

    /// <summary>Whether no gradients follow: a value lives until its last reader.</summary>
    public bool PredictsOnly { get; }

    public ModelGraph Graph { get; }

    /// <summary>When the values come in a stream.</summary>
    public StreamRates? Rates { get; }

    public ParameterPlaces Parameters { get; }

    /// <summary>One worker's workspace, in features.</summary>
    public Placement Workspace { get; } = new();

    /// <summary>What is derived from the parameters, in values.</summary>
    public ConstantBlock Packed { get; }

    /// <summary>A stream's state and scratch, in values.</summary>
    public ConstantBlock Stream { get; }

    /// <summary>What waits in a stream.</summary>
    public StreamDelays Delays { get; }

    public WeightForms Weights { get; }

    /// <summary>The plans of recurrences, for whoever reads their states.</summary>
    public Dictionary<Operation, RecurrencePlan> Recurrences { get; } = [];

    /// <summary>What samples bring with them, what is answered beside the output, and what tiles keep.</summary>
    public StateTable States { get; } = new();

    /// <summary>When the loss is computed.</summary>
    public int LossTime => _index.Count;

    /// <summary>When the last of what a decoder's steps find there has been made.</summary>
    public int SourceTime => Graph.Operations.Where(operation => !Graph.IsOfSteps(operation)).Select(ForwardTime).DefaultIfEmpty(0).Max();

    /// <summary>When all is done.</summary>
    public int End => 2 * _index.Count;

    public int ForwardTime(Operation operation) => _index[operation];

    public int GradientTime(Operation operation) => End - _index[operation];

    public Buffer Reserve(Operation operation, string name, long features, Lifetime life) => Workspace.Reserve(
        Names.Claim(name), features,
        life == Lifetime.GradientsOnly ? GradientTime(operation) : ForwardTime(operation),
        life == Lifetime.ForwardOnly || PredictsOnly ? ForwardTime(operation) : GradientTime(operation));
}
