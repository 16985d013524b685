using System;
using System.Collections.Generic;
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

    /// <summary>
    /// Whether it asks for every place and size by <see cref="At"/> and <see cref="Number"/>, so that others may share its methods.
    /// </summary>
    public virtual bool CanShareMethods => false;

    /// <summary>Receives what differs from operation to operation, while a method is written that several may share.</summary>
    public SharedBody? Shared { get; set; }

    /// <summary>Whether it does anything in a stream's step.</summary>
    public virtual bool HasStreamPass => !Operation.PassesInStream(Plan.Inputs[0].StreamMask is not null);

    /// <summary>The method of a prediction over a tile; null: that of the forward pass, as it cannot do without keeping anything.</summary>
    public virtual string? PredictMethod => null;

    public string ForwardMethod => Plan.Member("Forward");

    public string GradientMethod => Plan.Member("Gradients");

    public string StreamMethod => Plan.Member("Stream");

    /// <summary>Writes the forward pass over a tile, and what else of it a prediction calls.</summary>
    public abstract void WriteForward(SourceWriter writer);

    /// <summary>Writes the pass of the gradients over a tile.</summary>
    public abstract void WriteGradients(SourceWriter writer);

    /// <summary>Writes the step of a stream. Only for a model whose operations are all causal.</summary>
    public abstract void WriteStream(SourceWriter writer);

    /// <summary>
    /// The statements that copy what a step of a decoder reads as a whole sequence, from the first lane of a tile to a stream.
    /// </summary>
    public virtual IEnumerable<string> SourceCopies => [];

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
            string rows = output.Shape == output.DeclaredShape ? ""
                : $", of which {output.Rows} {(output.Rows.Count == 1 ? "is" : "are")} read";
            return $"{Operation.Input.DeclaredShape} to {output.DeclaredShape}{rows}";
        }
    }

    /// <summary>The first input over a tile, as code.</summary>
    protected string X => Work(Plan.Inputs[0].View, "x");

    /// <summary>The output over a tile.</summary>
    protected string Y => Work(Plan.Output.View, "y");

    /// <summary>The gradient of the output.</summary>
    protected string Dy => Work(Plan.Output.Gradient!, "dy");

    /// <summary>Where the gradient of the first input goes.</summary>
    protected GradientPlace? Dx => Plan.InputGradients[0];

    /// <summary>The first input in a stream's step.</summary>
    protected string StreamX => StreamPlace(0);

    /// <summary>The output in a stream's step.</summary>
    protected string StreamY => $"stream + {At("y", Plan.Output.Stream!)}";

    /// <summary>An input in a stream's step.</summary>
    protected string StreamPlace(int input) =>
        Plan.StreamInputs[input] is { } constant ? $"stream + {At(Plan.Inputs.Count == 1 ? "x" : $"x{input + 1}", constant)}" : "input";

    /// <summary>A place in the workspace.</summary>
    protected string Work(ValueView view, string role) => $"frame.Workspace + {At(role, view.Address(Lanes))}";

    /// <summary>A place that needs no name of its own.</summary>
    protected string Work(ValueView view) => Work(view, "place");

    /// <summary>A parameter's constant.</summary>
    protected string Constant(Parameter parameter) => At(Names.Camel(parameter.Weight), Plan.Parameters[parameter].Constant);

    /// <summary>The constant of a place; in a shared method the parameter that it is given by.</summary>
    /// <param name="role">What lies there.</param>
    /// <param name="constant">The constant.</param>
    protected string At(string role, string constant) => Shared?.Argument("int", role + "At", constant) ?? constant;

    /// <summary>A size; in a shared method the parameter that it is given by.</summary>
    protected string Number(string role, long value) => Shared?.Argument("int", role, $"{value}") ?? $"{value}";

    /// <summary>A local variable, or in a shared method a parameter.</summary>
    protected void Declare(SourceWriter writer, string type, string name, string value)
    {
        if (Shared is null) writer.Line($"var {name} = {value};");
        else Shared.Argument(type, name, value);
    }

    /// <summary>The parameters of a method over a tile; of nested values it is called for each group.</summary>
    public string TileParameters => SharedTileParameters + (Operation.ForGroups is null ? "" : $", int {ValueView.Group}");

    /// <summary>Those of a method that several operations share: places are arguments, of the group whose turn it is.</summary>
    public string SharedTileParameters => $"in TileFrame<{Type}> frame";

    /// <summary>The key of its random numbers: every group of a nested value draws others.</summary>
    /// <param name="part">Which numbers, where there are several.</param>
    protected string RandomKey(string part)
    {
        string key = Plan.RandomKey(part) + (Operation.ForGroups is null ? "" : $" ^ {ValueView.Group}");
        return Shared?.Argument("int", "key", key) ?? key;
    }

    /// <summary>The parameters of a streamed step.</summary>
    public string StreamParameters =>
        $"Slab<{Type}> parameters, Slab<{Type}> packed, Slab<{Type}> stream, Slab<{Type}> input{(TakesEnd ? ", long end" : "")}";

    /// <summary>
    /// Whether a streamed step may come after its input's last row, of which it has to be told: it reads rows around its own.
    /// </summary>
    public bool TakesEnd => Plan.HasDelay && ReadsOtherRows;

    /// <summary>Whether it reads rows around its own.</summary>
    protected virtual bool ReadsOtherRows => false;

    /// <summary>The last argument of kernels that are told of the input's end.</summary>
    protected string End => TakesEnd ? ", end: end" : "";

    /// <summary>
    /// The last arguments of a kernel that takes a row of the input: how many are there before the first step, and its end.
    /// </summary>
    protected string Ends => (Plan.InputRate.RowsBefore is > 0 and var before ? $", before: {before}" : "") + End;

    protected void BeginTileMethod(SourceWriter writer, string summary, string method) =>
        Begin(writer, Operation.ForGroups is null ? summary : $"{summary} Of one group.", () => method, TileParameters);

    protected void BeginStreamMethod(SourceWriter writer, string summary) =>
        Begin(writer, summary, () => StreamMethod, StreamParameters);

    // The header of a shared method is written where all its arguments are known.
    private void Begin(SourceWriter writer, string summary, Func<string> method, string parameters)
    {
        if (Shared is not null)
        {
            writer.Open();
            return;
        }

        writer.Summary(summary);
        writer.BeginOptimized($"private static void {method()}<V>({parameters}) where V : struct, IVector<V, {Type}>");
    }
}
