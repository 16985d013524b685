using System.Linq;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Writes the methods of one operation, from its plan.</summary>
internal abstract class OperationEmitter(OperationPlan plan)
{
    public OperationPlan Plan { get; } = plan;

    protected Operation Operation => Plan.Operation;

    protected string Type => Plan.Precision.Type;

    protected int Lanes => Plan.Precision.Lanes;

    /// <summary>Whether it does anything in a stream's step.</summary>
    public virtual bool HasStreamPass => !Operation.PassesInStream(Plan.Inputs[0].StreamMask is not null);

    /// <summary>The method of a prediction over a tile: that of the forward pass, unless it can do without keeping anything.</summary>
    public virtual string PredictMethod => ForwardMethod;

    public string ForwardMethod => Plan.Member("Forward");

    public string GradientMethod => Plan.Member("Gradients");

    public string StreamMethod => Plan.Member("Stream");

    /// <summary>Writes the forward pass over a tile, and what else of it a prediction calls.</summary>
    public abstract void WriteForward(SourceWriter writer);

    /// <summary>Writes the pass of the gradients over a tile.</summary>
    public abstract void WriteGradients(SourceWriter writer);

    /// <summary>Writes the step of a stream. Only for a model whose operations are all causal.</summary>
    public abstract void WriteStream(SourceWriter writer);

    /// <summary>Writes the statements that pack its parameters, but for the matrices.</summary>
    public virtual void WritePack(SourceWriter writer)
    {
    }

    /// <summary>From what shape to what shape, and which rows of it are computed where that is not all.</summary>
    protected string Shapes
    {
        get
        {
            var output = Operation.Output;
            string rows = output.Shape == output.DeclaredShape ? "" : $", of which {output.Rows} {(output.Rows.Count == 1 ? "is" : "are")} read";
            return $"{Operation.Input.DeclaredShape} to {output.DeclaredShape}{rows}";
        }
    }

    /// <summary>The first input over a tile, as code.</summary>
    protected string X => Work(Plan.Inputs[0].View);

    /// <summary>The output over a tile.</summary>
    protected string Y => Work(Plan.Output.View);

    /// <summary>The gradient of the output.</summary>
    protected string Dy => Work(Plan.Output.Gradient!);

    /// <summary>Where the gradient of the first input goes.</summary>
    protected GradientPlace? Dx => Plan.InputGradients[0];

    /// <summary>The first input in a stream's step.</summary>
    protected string StreamX => StreamPlace(0);

    /// <summary>The output in a stream's step.</summary>
    protected string StreamY => $"stream + {Plan.Output.Stream}";

    /// <summary>An input in a stream's step.</summary>
    protected string StreamPlace(int input) => Plan.Inputs[input].Stream is { } constant ? $"stream + {constant}" : "input";

    /// <summary>A place in the workspace.</summary>
    protected string Work(ValueView view) => $"frame.Workspace + {view.Address(Lanes)}";

    /// <summary>A parameter's constant.</summary>
    protected string Constant(Parameter parameter) => Plan.Parameters[parameter].Constant;

    protected void BeginTileMethod(SourceWriter writer, string summary, string method)
    {
        writer.Summary(summary);
        writer.BeginOptimized($"private static void {method}<V>(in TileFrame<{Type}> frame) where V : struct, IVector<V, {Type}>");
    }

    protected void BeginStreamMethod(SourceWriter writer, string summary)
    {
        string slab = $"Slab<{Type}>";
        writer.Summary(summary);
        writer.BeginOptimized($"private static void {StreamMethod}<V>({slab} parameters, {slab} packed, {slab} stream, {slab} input) "
            + $"where V : struct, IVector<V, {Type}>");
    }
}
