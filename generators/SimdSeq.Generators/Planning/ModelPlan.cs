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

    private ModelPlan(ModelDeclaration model, ModelGraph graph)
    {
        Model = model;
        Graph = graph;
        // The last are types that the emitted code calls: a layer "pooling" must not hide one by its method.
        Names = new(Passes, "Table", "Forward", "Predict", "Backward", "Stream", "Sample", "Pack",
            "AttentionStream", "ConvolutionStream", "PoolingStream");
        _memory = new(graph, new Precision(model.IsDouble), Names);
        var values = new PlannedValues(graph, _memory, model.InputGradient);
        (Inputs, Outputs) = (values.Inputs, values.Outputs);
        Operations = [.. graph.Operations.Select(operation => PlanCatalog.Create(operation, values, _memory))];
        if (graph.Rates is { } rates && graph.Operations.Any(operation => !rates.Runs(operation)!.IsEveryStep))
            StreamStep = Stream.Reserve("StreamStep", 2);
        if (graph.IsCausal && Outputs.Count > 1)
            StreamOutputs = Stream.Reserve("StreamOutputs", Outputs.Sum(output => output.Shape.Features));
        long most = Workspace.Buffers.Sum(buffer => buffer.Features);
        WorkspaceFeatures = most > int.MaxValue ? most : Workspace.Solve();
    }

    /// <returns>The plan, or null when offsets would not be ints.</returns>
    public static ModelPlan? Of(ModelDeclaration model, ModelGraph graph, List<Problem> problems)
    {
        var plan = new ModelPlan(model, graph);
        long values = Math.Max(plan.WorkspaceFeatures * plan.Precision.Lanes, Math.Max(plan.Packed.Length, plan.Stream.Length));
        if (values <= int.MaxValue) return plan;
        problems.Add(new(Ids.TooLarge, Problem.TheModel, null,
            Invariant($"{model.Name} needs memory for {values:N0} values in a tile of {plan.Precision.Lanes} samples; ")
            + Invariant($"at most {int.MaxValue:N0} are possible. Use fewer units or fewer steps.")));
        return null;
    }

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

    public IReadOnlyList<OperationPlan> Operations { get; }

    public ParameterPlaces Parameters => _memory.Parameters;

    public WeightForms Weights => _memory.Weights;

    public Placement Workspace => _memory.Workspace;

    public long WorkspaceFeatures { get; }

    public ConstantBlock Packed => _memory.Packed;

    public ConstantBlock Stream => _memory.Stream;

    public StateTable States => _memory.States;

    /// <summary>Multiply-adds of a layer's gradient passes.</summary>
    public long GradientMultiplyAdds(LayerNode layer) => layer.Operations.Sum(operation =>
    {
        var plan = Operations.First(plan => plan.Operation == operation);
        return plan.HasGradientPass ? plan.GradientMultiplyAdds * (operation.ForGroups ?? 1) : 0;
    });
}
