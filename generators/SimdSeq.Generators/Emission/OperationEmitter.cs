using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Scheduling;

namespace SimdSeq.Generators.Emission;

/// <summary>
/// Emits one operation: its memory first, then its methods. <paramref name="index"/> is its place in the stack; time runs forward
/// through the stack and back again, for the lifetimes of buffers.
/// </summary>
internal abstract class OperationEmitter(Operation operation, int index, int count, ModelMemory memory)
{
    /// <summary>Prefix of this layer's constants and methods.</summary>
    protected string Prefix { get; } = memory.Names.Of(operation);

    protected ModelMemory Memory { get; } = memory;

    protected string Type => Memory.Type;

    protected int Lanes => Memory.Lanes;

    /// <summary>When the forward pass is here.</summary>
    public int ForwardTime { get; } = index;

    /// <summary>When the backward pass is here.</summary>
    public int BackwardTime { get; } = 2 * count - index;

    public ValueView Input { get; set; } = null!;

    public ValueView Output { get; protected set; } = null!;

    /// <summary>Where the next layer leaves the gradient of the output.</summary>
    public ValueView OutputGradient { get; set; } = null!;

    /// <summary>Where to leave the gradient of the input, when anybody wants it.</summary>
    public ValueView? InputGradient { get; set; }

    /// <summary>The mask of the input's steps, <c>[step][lane]</c>, if there is one.</summary>
    public ValueView? InputMask { get; set; }

    /// <summary>The mask of the output's steps.</summary>
    public ValueView? OutputMask { get; protected set; }

    /// <summary>Offset constant of the input's mask in a stream's memory: one value, zero when this step is not there. Null: every step is.</summary>
    public string? StreamInputMask { get; set; }

    /// <summary>The same for the output.</summary>
    public string? StreamOutputMask { get; protected set; }

    /// <summary>Offset constant of the answer in a stream's memory.</summary>
    public string StreamOutput { get; protected set; } = "";

    /// <summary>Offset constant of the input in a stream's memory; null where it is the user's features themselves.</summary>
    public string? StreamInputOffset { get; set; }

    /// <summary>Address of the input in a stream's step.</summary>
    protected string StreamInput => StreamInputOffset is null ? "input" : $"stream + {StreamInputOffset}";

    /// <summary>Whether it reads just the features of a stream's input and not the rest of their vector, so that they need not be copied.</summary>
    public virtual bool ReadsInputExactly => false;

    /// <summary>Multiply-adds of the backward pass.</summary>
    public virtual long BackwardMultiplyAdds => 0;

    /// <summary>Whether it does anything in this pass; a reshape does nothing in memory.</summary>
    public virtual bool HasTilePasses => true;

    /// <summary>Whether it does anything in a stream's step.</summary>
    public virtual bool HasStreamPass => true;

    public virtual bool HasPack => false;

    /// <summary>Lets the output have the input's mask, where the output has one at all.</summary>
    public void PassMaskOn()
    {
        if (!operation.Output.IsMasked) return;
        OutputMask ??= InputMask;
        StreamOutputMask ??= StreamInputMask;
    }

    /// <summary>A mask of this operation's own.</summary>
    protected ValueView ReserveMask() => new(Memory.Workspace.Reserve(Prefix + "StepMask", operation.Output.Rows, ForwardTime, 2 * count), 0, 1);

    /// <summary>Reserves what the forward pass needs, and sets <see cref="Output"/>.</summary>
    public abstract void ReserveForward();

    /// <summary>Reserves what a stream needs, and sets <see cref="StreamOutput"/>. Only for a model whose operations are all causal.</summary>
    public abstract void ReserveStream();

    /// <summary>Reserves what the backward pass needs, once the gradients have their views.</summary>
    public virtual void ReserveBackward()
    {
    }

    /// <summary>Writes the passes over a tile.</summary>
    public abstract void WriteTileMethods(SourceWriter writer);

    /// <summary>Writes the step of a stream. Only for a model whose operations are all causal.</summary>
    public abstract void WriteStreamMethods(SourceWriter writer);

    /// <summary>The statements of <c>Pack</c>.</summary>
    public virtual void WritePack(SourceWriter writer)
    {
    }

    /// <summary>The method of a prediction over a tile: that of the forward pass, unless it can do without keeping anything.</summary>
    public virtual string PredictMethod => Method("Forward");

    /// <summary>The name of one of its methods.</summary>
    public string Method(string pass) => Prefix + pass;

    protected void BeginTileMethod(SourceWriter writer, string summary, string method)
    {
        writer.Summary(summary);
        writer.BeginOptimized($"private static void {method}<V>(in TileFrame<{Type}> frame) where V : struct, IVector<V, {Type}>");
    }

    protected void BeginStreamMethod(SourceWriter writer, string summary)
    {
        writer.Summary(summary);
        writer.BeginOptimized($"private static void {Prefix}Stream<V>(Slab<{Type}> parameters, Slab<{Type}> packed, Slab<{Type}> stream, Slab<{Type}> input) where V : struct, IVector<V, {Type}>");
    }
}
