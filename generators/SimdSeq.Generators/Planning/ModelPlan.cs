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

    private ModelPlan(ModelDeclaration model, ModelGraph graph, bool predictsOnly = false)
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
    }

    /// <summary>A model's plan, with those of its predictions where they have their own.</summary>
    private ModelPlan(ModelDeclaration model, ModelGraph graph, ModelGraph? inPieces) : this(model, graph)
    {
        WorkspaceFeatures = MeasureWorkspace([]);
        if (WorkspaceFeatures > int.MaxValue) return;
        Predictions = PlanPredictions(model, graph);
        if (inPieces is null) return;
        var pieces = new ModelPlan(model, inPieces, predictsOnly: true);
        // They read what is packed for the whole.
        if (!ReadsPackedOf(pieces)) return;
        pieces.WorkspaceFeatures = pieces.MeasureWorkspace([]);
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

    /// <summary>
    /// The plan of a prediction of a tile, where a value lives until its last reader; null: it would not save memory worth its text.
    /// </summary>
    public ModelPlan? Predictions { get; }

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

    public long WorkspaceFeatures { get; private set; }

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

    private bool ReadsPackedOf(ModelPlan other) =>
        other.Packed.Entries.All(entry => Packed.Entries.Any(packed => packed.Constant == entry.Constant));

    private long MeasureWorkspace(IReadOnlyCollection<Buffer> fixedOnes)
    {
        long most = Workspace.Buffers.Sum(buffer => buffer.Features);
        return most > int.MaxValue ? most : Workspace.Solve(fixedOnes);
    }

    // What the table knows lies where it lies in training. Recurrences predict without keeping anything as it is.
    private ModelPlan? PlanPredictions(ModelDeclaration model, ModelGraph graph)
    {
        const int WorthItsText = (256 << 10) / 64; // half of a small second-level cache
        long passed = Workspace.Buffers.Where(buffer => buffer.From < _memory.LossTime).Sum(buffer => buffer.Features);
        if (passed < WorthItsText || graph.Operations.Any(operation => operation is Recurrence)) return null;
        var plan = new ModelPlan(model, graph, predictsOnly: true);
        if (!ReadsPackedOf(plan)) return null;
        var known = new HashSet<Buffer>();
        foreach (var (ours, theirs) in Inputs.Concat(Outputs).Zip(plan.Inputs.Concat(plan.Outputs), (ours, theirs) => (ours, theirs)))
        {
            Fix(ours.View, theirs.View);
            if (ours.Mask is { } mask) Fix(mask, theirs.Mask!);
        }

        void Fix(ValueView ours, ValueView theirs)
        {
            theirs.Buffer.Offset = ours.Buffer.Offset + ours.Offset - theirs.Offset;
            known.Add(theirs.Buffer);
        }

        static bool Overlap(Buffer one, Buffer other) =>
            one.Offset < other.Offset + other.Features && other.Offset < one.Offset + one.Features;

        // A value that is overwritten by the answer may have a margin around it.
        if (known.Any(one => one.Offset < 0 || known.Any(other => other != one && Overlap(one, other)))) return null;
        plan.WorkspaceFeatures = plan.MeasureWorkspace(known);
        var others = plan.Workspace.Buffers.Where(buffer => !known.Contains(buffer)).ToList();
        long used = known.Sum(buffer => buffer.Features) + others.Select(buffer => buffer.Offset + buffer.Features).DefaultIfEmpty(0).Max();
        return plan.WorkspaceFeatures <= WorkspaceFeatures && used <= passed / 4 * 3 ? plan : null;
    }
}
