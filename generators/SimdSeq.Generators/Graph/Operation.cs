using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>
/// A step of the graph: from any number of values to one. What planning must know of it, it says as data; nobody but its emitter (and,
/// where it has one, its plan) asks which kind it is.
/// </summary>
internal abstract class Operation
{
    private readonly string _name;
    private readonly Value[] _inputs;

    /// <param name="name">Keras name.</param>
    /// <param name="declared">The layer as it was declared.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="output">The shape of what it makes, of a nested value for each group.</param>
    /// <param name="joinsGroups">Whether it makes one value of the groups of a nested one.</param>
    protected Operation(string name, string declared, IReadOnlyList<Value> inputs, Shape output, bool joinsGroups = false)
    {
        _name = name;
        Declared = declared;
        _inputs = [.. inputs];
        ForGroups = inputs.Select(input => input.Groups).FirstOrDefault(groups => groups is not null);
        Output = new Value(output, this, groups: joinsGroups ? null : ForGroups);
        foreach (var input in inputs) input.AddConsumer(this);
    }

    /// <summary>Keras name, unique in the model: that of its layer, or of a part of it.</summary>
    public string Name => Use == 1 ? _name : $"{_name}/{Use}";

    /// <summary>How often its layer is called with this call: it shares the parameters of the first.</summary>
    public int Use { get; set; } = 1;

    /// <summary>The layer as it was declared.</summary>
    public string Declared { get; }

    /// <summary>For how many groups of nested values it works, each by itself; null: on plain values.</summary>
    public int? ForGroups { get; }

    /// <summary>What the shape of its output is shown as; null: as that of any value.</summary>
    public virtual string? OutputText => null;

    public IReadOnlyList<Value> Inputs => _inputs;

    public Value Input => Inputs[0];

    public Value Output { get; }

    public Shape InputShape => Input.Shape;

    public Shape OutputShape => Output.Shape;

    public virtual IReadOnlyList<Parameter> Parameters => [];

    /// <summary>The activation that its values come from, given those of its inputs; null where nothing is known of their range.</summary>
    public virtual string? AnswersOf(IReadOnlyList<string?> inputs) => inputs[0];

    /// <summary>Multiply-adds in matrix products for one sample (or one group of it), forward.</summary>
    public virtual long MultiplyAdds => 0;

    /// <summary>Multiply-adds of the passes that compute gradients.</summary>
    /// <param name="withInput">Whether the gradient of the input is wanted.</param>
    public virtual long GradientMultiplyAdds(bool withInput) => 0;

    /// <summary>Whether its answer at a step is made of this step and earlier ones. One that waits for a few others says so in
    /// <see cref="RateInStream"/>.</summary>
    public virtual bool IsCausal => true;

    /// <summary>When its answers come in a stream; null where they wait for the end of the sequence.</summary>
    /// <param name="inputs">When its inputs come.</param>
    public virtual StreamRate? RateInStream(StreamRate inputs) =>
        !IsCausal ? null : MakesMask ? inputs with { MayMiss = true } : inputs;

    /// <summary>
    /// Whether a step of a stream can read this input as a whole sequence, if that is there before the first step; the answer is then made
    /// of this step of the other inputs.
    /// </summary>
    public virtual bool TakesWhole(int input) => false;

    /// <summary>Whether a stream gives it such inputs whole.</summary>
    public bool ReadsWholeInStream { get; set; }

    /// <summary>When it works in a stream: where its inputs have new rows, if not oftener.</summary>
    /// <param name="inputs">When its inputs come.</param>
    public virtual StreamRate RunsInStream(StreamRate inputs) => inputs;

    /// <summary>Whether it reads an input before the first step alone, so that it has to be there.</summary>
    public virtual bool ReadsAtFirst(int input) => false;

    /// <summary>
    /// How many rows of zeros its memory in a stream holds, which is zero at the beginning, before it makes its first row.
    /// </summary>
    public virtual int ZerosAtFirst => 0;

    /// <summary>Whether a row of its output is made of the same row of each input alone.</summary>
    public virtual bool IsRowByRow => false;

    /// <summary>Whether it can work on one sample that lies in a tile in pieces (see <see cref="Pieces"/>).</summary>
    public virtual bool WorksInPieces => IsRowByRow;

    /// <summary>Which of its rows it makes over a tile where some are wanted: these alone, if it can leave out any others.</summary>
    public virtual RowSet RowsMade(RowSet wanted) => IsRowByRow ? wanted : Output.Rows;

    /// <summary>Which rows of an input it reads for the rows that it makes.</summary>
    public virtual RowSet RowsRead(int input) => IsRowByRow ? Output.Rows : RowSet.All(Inputs[input].DeclaredShape.Rows);

    /// <summary>Whether it finds the rows that it reads among more; otherwise they are picked out for it.</summary>
    public virtual bool FindsRows(int input) => false;

    /// <summary>Whether the gradient pass reads the inputs.</summary>
    public virtual bool GradientReadsInputs => false;

    /// <summary>Lets it read another value as an input.</summary>
    public void Redirect(int input, Value to)
    {
        _inputs[input].RemoveConsumer(this);
        _inputs[input] = to;
        to.AddConsumer(this);
    }

    /// <summary>Whether the gradient pass reads the output.</summary>
    public virtual bool GradientReadsOutput => false;

    /// <summary>
    /// Whether the gradient pass can add to what another operation left as the gradient of an input. If not, it writes beside it, and that
    /// is added.
    /// </summary>
    public virtual bool AddsInputGradients => false;

    /// <summary>Whether its output is the memory of its input read in another shape: nothing to do over a tile.</summary>
    public virtual bool IsReshape => false;

    /// <summary>Whether the gradient of its input is that of its output.</summary>
    public virtual bool PassesGradient => IsReshape || JoinsColumns;

    /// <summary>
    /// Whether its output may lie where its input was, and the gradient of its input where that of the output was: every value is made of
    /// the one in its place.
    /// </summary>
    public virtual bool WorksInPlace => false;

    /// <summary>Whether its output, and the gradient of that, may be some columns of wider rows.</summary>
    public virtual bool TakesColumns => false;

    /// <summary>Whether it puts the features of its inputs side by side, so that they may lie there from the beginning.</summary>
    public virtual bool JoinsColumns => false;

    /// <summary>What its output's buffer is called.</summary>
    public virtual string OutputName => "Output";

    /// <summary>Rows of its output's buffer before and after the output itself, which it writes too.</summary>
    public virtual (int Before, int After) Margin => (0, 0);

    /// <summary>Whether it decides anew which steps are there; otherwise, the output's mask is the input's.</summary>
    public virtual bool MakesMask => false;

    /// <summary>Whether the content of its input says which steps are there.</summary>
    public virtual bool MasksByValues => false;

    /// <summary>How it decides that: of equal rules and equal masks of the inputs the masks are equal. Empty: as the input's.</summary>
    public virtual string MaskRule => Name;

    /// <summary>Whether its mask is the input's from the end.</summary>
    public virtual bool TurnsMask => false;

    /// <summary>Whether a stream must give it its input in whole vectors.</summary>
    public virtual bool ReadsWholeVectors => true;

    /// <summary>Whether, in a stream, its answer is its input.</summary>
    /// <param name="isMasked">Whether a step may not be there.</param>
    public virtual bool PassesInStream(bool isMasked) => false;

    /// <summary>Whether, in a stream, its answer is what it remembers for the next step.</summary>
    public virtual bool RemembersInStream => false;

    /// <summary>How many of its steps a stream can have; null: any number.</summary>
    public virtual int? MostStepsInStream => null;

    /// <summary>What it computes, if that is arithmetic on values each with those in its place; its gradients are then derived.</summary>
    public virtual Equation? Equation => null;

    /// <summary>Memory of its own in the workspace.</summary>
    public virtual IReadOnlyList<OwnBuffer> Buffers => [];

    /// <summary>Memory of its own in a stream, in values.</summary>
    public virtual IReadOnlyList<(string Name, long Values)> StreamBuffers => [];
}

/// <summary>Memory of an operation of its own.</summary>
/// <param name="Name">Its name within the operation.</param>
/// <param name="Features">Length, in features.</param>
/// <param name="Life">How long it is needed.</param>
internal sealed record OwnBuffer(string Name, long Features, Lifetime Life);

/// <summary>How long memory of an operation is needed.</summary>
internal enum Lifetime
{
    /// <summary>From the forward pass to that of the gradients.</summary>
    UntilGradients,

    /// <summary>Within the forward pass.</summary>
    ForwardOnly,

    /// <summary>Within the pass of the gradients.</summary>
    GradientsOnly,
}
