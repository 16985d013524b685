using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>
/// What the generator knows of a model: its layers, its parameters and where everything lies. Emitted code creates it once.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public sealed class ModelLayout
{
    /// <summary>Class name of the model.</summary>
    public required string Name { get; init; }

    /// <summary>Time steps of a sample, of a nested sequence those of all groups.</summary>
    public required int Steps { get; init; }

    /// <summary>How many groups these are in; null: the input is no nested sequence.</summary>
    public int? Groups { get; init; }

    /// <summary>Features of a time step.</summary>
    public required int Features { get; init; }

    /// <summary>Rows of the output: the number of steps when the model answers with a sequence, else 1.</summary>
    public required int OutputSteps { get; init; }

    /// <summary>Features of one output row.</summary>
    public required int OutputFeatures { get; init; }

    /// <summary>The activation that the answers come from; null where nothing is known of their range.</summary>
    public Activation? OutputActivation { get; init; }

    /// <summary>The layers, first to last.</summary>
    public required LayerInfo[] Layers { get; init; }

    /// <summary>The parameters in the order of the parameter vector.</summary>
    public required ParameterInfo[] Parameters { get; init; }

    /// <summary>The running statistics of layers: parameters that the data move, not the gradient.</summary>
    public RunningStatisticsInfo[] Statistics { get; init; } = [];

    /// <summary>The layers of attention, where their weights can be made of.</summary>
    public AttentionInfo[] Attentions { get; init; } = [];

    /// <summary>
    /// Length of the parameter vector, in values. Offsets are multiples of a cache line, so it can exceed the parameter count.
    /// </summary>
    public required int ParameterValues { get; init; }

    /// <summary>Length of what <c>PackParameters</c> derives from the parameters (transposed weights, summed biases), in values.</summary>
    public required int PackedValues { get; init; }

    /// <summary>Length of one worker's workspace, in values.</summary>
    public required int WorkspaceValues { get; init; }

    /// <summary>Offset of the input tile, <c>[Steps][Features][lane]</c>, in the workspace.</summary>
    public required int InputOffset { get; init; }

    /// <summary>Offset of the output tile, <c>[OutputSteps][OutputFeatures][lane]</c>, in the workspace.</summary>
    public required int OutputOffset { get; init; }

    /// <summary>
    /// Offset of the output's gradient, of the output's shape, in the workspace: written by the loss, read by the backward pass.
    /// </summary>
    public required int OutputGradientOffset { get; init; }

    /// <summary>
    /// Offset of the input's gradient, of the input's shape, in the workspace; -1 when the model was not declared to compute it.
    /// </summary>
    public required int InputGradientOffset { get; init; }

    /// <summary>
    /// Offset of the input's mask, <c>[Steps][lane]</c>, all bits set where a step is there; -1 when samples have one length.
    /// </summary>
    public int InputMaskOffset { get; init; } = -1;

    /// <summary>Offset of the output's mask, <c>[OutputSteps][lane]</c>; -1 when every output counts.</summary>
    public int OutputMaskOffset { get; init; } = -1;

    /// <summary>How one sample is predicted in pieces; null: it is not.</summary>
    public PiecesInfo? Pieces { get; init; }

    /// <summary>
    /// The inputs where there are several: in a sample and in the workspace, from <see cref="InputOffset"/> on, one behind the other. Else
    /// the one that the properties above tell of.
    /// </summary>
    public InputInfo[] Inputs
    {
        get => field ??= [new InputInfo("input", Steps, Features, InputMaskOffset) { Groups = Groups }];
        init;
    }

    /// <summary>The outputs where there are several. Else the one that the properties above tell of.</summary>
    public OutputInfo[] Outputs
    {
        get => field ??=
            [new OutputInfo("output", OutputSteps, OutputFeatures, OutputOffset, OutputGradientOffset, OutputMaskOffset, OutputActivation)];
        init;
    }

    /// <summary>Whether the inputs are steps that come one at a time.</summary>
    public bool CanStream { get; init; } = true;

    /// <summary>Lengths of a sample: of each input one, or one for each group.</summary>
    internal int Lengths => field > 0 ? field : field = Inputs.Sum(input => input.Lengths);

    /// <summary>Values of a sample's inputs, without states.</summary>
    internal int InputValues => Inputs.Sum(input => input.Length);

    /// <summary>Values of a sample's outputs.</summary>
    internal int OutputValues => Outputs.Sum(output => output.Length);

    /// <summary>Features that a step of a stream takes: of all sequences together.</summary>
    internal int StepFeatures => Inputs.Where(input => input.Steps is not null).Sum(input => input.Features);

    /// <summary>Features that a step of a stream answers.</summary>
    internal int AnswerFeatures => Outputs.Sum(output => output.Features);

    /// <summary>States that samples bring with them, after their steps: <c>[unit][lane]</c> behind the input tile.</summary>
    public StateInfo[] InitialStates { get; init; } = [];

    /// <summary>States that are answered beside the output.</summary>
    public StateInfo[] ReturnedStates { get; init; } = [];

    /// <summary>What a tile keeps from call to call, in values.</summary>
    public int KeptStateValues { get; init; }

    /// <summary>
    /// Whether every answer is made of the step that brings it and earlier ones, if it may wait for some. If not, a stream works on the
    /// last <see cref="Steps"/> steps anew at each step.
    /// </summary>
    public bool IsCausal { get; init; } = true;

    /// <summary>How many steps a stream can have: some layer keeps all of them, and has room for so many.</summary>
    public long MostStreamSteps { get; init; } = long.MaxValue;

    /// <summary>For each output the steps of a stream that bring a row of it, where these are not all steps for all of them.</summary>
    public AnswerRate[] AnswerRates { get; init; } = [];

    /// <summary>Steps of a stream from the one that an answer belongs to, to the one that brings it.</summary>
    public int Delay { get; init; }

    /// <summary>Length of one stream's memory (state and scratch), in values.</summary>
    public int StreamValues { get; init; }

    /// <summary>Offset of the answer in a stream's memory: <see cref="OutputFeatures"/> values.</summary>
    public int StreamOutputOffset { get; init; }

    /// <summary>
    /// Offset of the number of steps of a sequence that has ended: eight bytes, zero before. -1 when no answer waits for that.
    /// </summary>
    public int StreamEndOffset { get; init; } = -1;

    /// <summary>These together.</summary>
    internal StreamLayout Stream => field ??= new()
    {
        Values = StreamValues,
        OutputOffset = StreamOutputOffset,
        EndOffset = StreamEndOffset,
        MostSteps = MostStreamSteps,
        AnswerRates = AnswerRates,
        Delay = Delay,
    };

    /// <summary>
    /// The stream of a decoder: where not all inputs come step by step, but the last sequence does. Null: the model has none.
    /// </summary>
    public DecoderInfo? Decoder { get; init; }
}

/// <summary>Steps of a stream: one, and every so many after it.</summary>
/// <param name="Period">From one to the next; 0: what is there from the beginning and stays as it is.</param>
/// <param name="Phase">Number of the first.</param>
/// <param name="Rows">How many answers a sequence of so many steps has; null where all have come with the last of them.</param>
public readonly record struct AnswerRate(int Period, int Phase, Func<long, long>? Rows = null)
{
    internal bool Comes(long step) => Period > 0 && step >= Phase && (step - Phase) % Period == 0;
}

/// <summary>A state of a recurrent layer.</summary>
/// <param name="Name">Layer and state, for instance <c>lstm/c</c>.</param>
/// <param name="Units">Its size.</param>
/// <param name="Offset">Where it lies in the workspace.</param>
/// <param name="StreamOffset">Where it lies in a stream's memory; -1 when a stream has none.</param>
public sealed record StateInfo(string Name, int Units, int Offset, int StreamOffset);

/// <summary>A layer of attention: where after a forward pass over a tile its queries and keys lie in the workspace, or its
/// weights.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Shape">What attends to what.</param>
/// <param name="Queries">Offset of the queries.</param>
/// <param name="QueryStride">Features from one to the next.</param>
/// <param name="Keys">Offset of the keys.</param>
/// <param name="KeyStride">Features from one to the next.</param>
/// <param name="QueryMask">Offset of the mask of the queries; -1: all are there.</param>
/// <param name="KeyMask">Offset of the mask of the keys; -1: all are there.</param>
/// <param name="Weights">Offset of the weights, <c>[query][key][lane]</c>; -1: they are not kept.</param>
public sealed record AttentionInfo(
    string Layer, AttentionShape Shape, int Queries = 0, int QueryStride = 0, int Keys = 0, int KeyStride = 0, int QueryMask = -1,
    int KeyMask = -1, int Weights = -1);

/// <summary>Running mean and variance of the features that a layer normalises.</summary>
/// <param name="Mean">Offset of the means in the parameter vector.</param>
/// <param name="Variance">Offset of the variances. Behind them, in a gradient, is the number of values that the sums are of.</param>
/// <param name="Features">How many there are of each.</param>
/// <param name="Momentum">The share of the past that a training step leaves in them.</param>
public sealed record RunningStatisticsInfo(int Mean, int Variance, int Features, double Momentum)
{
    /// <summary>Offset of that number.</summary>
    public int Count => Variance + Features;
}

/// <summary>A layer as <c>Summary()</c> shows it.</summary>
/// <param name="Name">Name within the model, Keras style: <c>gru</c>, <c>gru_1</c>, <c>dense</c>.</param>
/// <param name="Kind">The declaration, for instance <c>Gru(32)</c>.</param>
/// <param name="OutputShape">For instance <c>120 x 32</c> or <c>32</c>.</param>
/// <param name="Parameters">Number of values of its parameters, trained or not.</param>
/// <param name="ForwardFlops">Floating-point operations in matrix products, one sample, forward.</param>
/// <param name="BackwardFlops">The same, backward.</param>
/// <param name="Meaning">The declaration without what changes no answer, as a file keeps it; empty where the file says nothing of the
/// layer.</param>
public sealed record LayerInfo(
    string Name, string Kind, string OutputShape, int Parameters, long ForwardFlops, long BackwardFlops, string Meaning = "");

/// <summary>A parameter tensor: its place in the parameter vector and how it starts.</summary>
/// <param name="Name">Keras name, <c>layer/weight</c>, for instance <c>gru/recurrent_kernel</c>.</param>
/// <param name="Shape">Keras shape; a matrix is <c>[in, out]</c>, row-major.</param>
/// <param name="Offset">Offset in the parameter vector, in values.</param>
/// <param name="Initializer">How it starts.</param>
/// <param name="OnesFrom">First of the values that start at one whatever the initializer: an LSTM's forget bias.</param>
/// <param name="OnesTo">End of those values.</param>
/// <param name="LengthsOf">The matrix whose columns' lengths it starts as; null: none.</param>
/// <param name="IsLookedUp">Whether it is a table whose rows the ids of the input name: all other rows have no gradient in a step.</param>
/// <param name="IsTrained">Whether the gradient moves it.</param>
/// <param name="Diagonal">What row r has more in column r, or r modulo the columns, than the initializer gives.</param>
public sealed record ParameterInfo(
    string Name, int[] Shape, int Offset, Initializer Initializer, int OnesFrom = 0, int OnesTo = 0, bool IsLookedUp = false,
    string? LengthsOf = null, bool IsTrained = true, double Diagonal = 0)
{
    /// <summary>Number of values.</summary>
    public int Length
    {
        get
        {
            int length = 1;
            foreach (int extent in Shape) length *= extent;
            return length;
        }
    }
}
