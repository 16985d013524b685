using System;
using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Planning;

/// <summary>A model with everything in its place; what is left to do is to write it down.</summary>
internal sealed class ModelPlan
{
    private readonly ModelMemory _memory;

    private ModelPlan(ModelDeclaration model, ModelGraph graph, ModelGraph? inPieces = null, bool predictsOnly = false)
    {
        Model = model;
        Graph = graph;
        // The last are types that the emitted code calls: a layer "pooling" must not hide one by its method.
        Names = new(Passes, "Table", "Forward", "Predict", "Gradients", "Stream", "Sample", "Source", "Pack", "Pieces",
            "AttentionStream", "ConvolutionStream", "PoolingStream");
        _memory = new(graph, new Precision(model.IsDouble), Names, predictsOnly);
        var values = new PlannedValues(graph, _memory, model.InputGradient);
        (Inputs, Outputs) = (values.Inputs, values.Outputs);
        Operations = [.. graph.Operations.Select(operation => PlanCatalog.Create(operation, values, _memory))];
        if (graph.Delay > 0) StreamEnd = Stream.Reserve("StreamEnd", 2);
        if (graph.IsStreamed && Outputs.Count > 1)
            StreamOutputs = Stream.Reserve("StreamOutputs", Outputs.Sum(output => output.Shape.Features));
        if (graph.IsStreamed) StreamAnswers = [.. Outputs.Select(StreamAnswer)];
        if (graph.Rates is { } rates && (graph.Delay > 0 || CountsSteps(rates))) StreamStep = Stream.Reserve("StreamStep", 2);
        long most = Workspace.Buffers.Sum(buffer => buffer.Features);
        WorkspaceFeatures = most > int.MaxValue ? most : Workspace.Solve();
        if (inPieces is null) return;
        var pieces = new ModelPlan(model, inPieces, predictsOnly: true);
        // They read what is packed for the whole.
        if (pieces.Packed.Entries.Any(entry => Packed.Entries.All(packed => packed.Constant != entry.Constant))) return;
        Pieces = pieces;
        WorkspaceFeatures = Math.Max(WorkspaceFeatures, pieces.WorkspaceFeatures);
    }

    /// <returns>The plan, or null when offsets would not be ints.</returns>
    public static ModelPlan? Of(ModelDeclaration model, ModelGraph graph, ModelGraph? inPieces, List<Problem> problems)
    {
        var plan = new ModelPlan(model, graph, inPieces);
        long values = Math.Max(plan.WorkspaceFeatures * plan.Precision.Lanes, Math.Max(plan.Packed.Length, plan.Stream.Length));
        if (values <= int.MaxValue) return plan;
        problems.Add(new(Ids.TooLarge, Problem.TheModel, null,
            Invariant($"{model.Name} needs memory for {values:N0} values in a tile of {plan.Precision.Lanes} samples; ")
            + Invariant($"at most {int.MaxValue:N0} are possible. Use fewer units or fewer steps.")));
        return null;
    }

    /// <summary>The plan of a prediction of one sample in pieces; null: there is none.</summary>
    public ModelPlan? Pieces { get; }

    public ModelDeclaration Model { get; }

    public ModelGraph Graph { get; }

    public MemberNames Names { get; }

    /// <summary>The name of the class that holds the passes.</summary>
    public string Passes => Model.PlainName + "Passes";

    public Precision Precision => _memory.Precision;

    public IReadOnlyList<ValuePlan> Inputs { get; }

    public IReadOnlyList<ValuePlan> Outputs { get; }

    /// <summary>Where a stream puts several answers side by side; null: there is one, which is read where it is.</summary>
    public string? StreamOutputs { get; }

    /// <summary>Where a stream counts its steps; null: all that it does, it does at each of them.</summary>
    public string? StreamStep { get; }

    /// <summary>Where a stream keeps the steps of a sequence that has ended; null: no answer waits for that.</summary>
    public string? StreamEnd { get; }

    /// <summary>Of each answer where it lies in a stream.</summary>
    public IReadOnlyList<string> StreamAnswers { get; } = [];

    /// <summary>What waits in a stream.</summary>
    public StreamDelays Delays => _memory.Delays;

    public IReadOnlyList<OperationPlan> Operations { get; }

    /// <summary>What steps of a decoder find of its source: rows, and sequences that they read row by row.</summary>
    public IEnumerable<ValuePlan> OfSource => Inputs.Concat(Operations.Select(operation => operation.Output))
        .Where(value => value.Stream is not null && Graph.Rates?.IsOfSteps(value.Value) == false);

    public ParameterPlaces Parameters => _memory.Parameters;

    public WeightForms Weights => _memory.Weights;

    public Placement Workspace => _memory.Workspace;

    public long WorkspaceFeatures { get; }

    public ConstantBlock Packed => _memory.Packed;

    public ConstantBlock Stream => _memory.Stream;

    public StateTable States => _memory.States;

    private bool CountsSteps(StreamRates rates) =>
        Graph.Operations.Any(operation => Graph.IsOfSteps(operation) && !rates.Runs(operation).IsEveryStep)
        || Graph.RowsOfSource().Any()
        || Delays.Before(reader: null).Any(delay => !delay.Rate.IsEveryStep);

    private string StreamAnswer(ValuePlan output, int index)
    {
        var rates = Graph.Rates!;
        int rows = rates.RowsBehind(output.Value, rates.Answers[index]);
        return _memory.Delays.Of(output.Stream, output.Shape.Features, rows, rates[output.Value], reader: null)!;
    }

    /// <summary>Multiply-adds of a layer's gradient passes.</summary>
    public long GradientMultiplyAdds(LayerNode layer) => layer.Operations.Sum(operation =>
    {
        var plan = Operations.First(plan => plan.Operation == operation);
        return plan.HasGradientPass ? plan.GradientMultiplyAdds * (operation.ForGroups ?? 1) : 0;
    });
}
