namespace SimdSeq.Data;

/// <summary>Samples with their targets, of any precision; derive from <see cref="Dataset{T}"/>.</summary>
public abstract class Dataset
{
    private protected Dataset()
    {
    }

    /// <summary>Number of samples.</summary>
    public abstract int Count { get; }

    /// <summary>Time steps of one sample, of a nested sequence those of all its groups.</summary>
    public abstract int Steps { get; }

    /// <summary>
    /// How many groups these steps are in, each with a length of its own; null: the samples are no nested sequences, or have no lengths.
    /// </summary>
    public virtual int? Groups => null;

    /// <summary>Features of one time step.</summary>
    public abstract int Features { get; }

    /// <summary>Target values of one sample.</summary>
    public abstract int Targets { get; }

    /// <summary>A length that says that a sample has all steps of an input.</summary>
    public const int AllSteps = int.MaxValue;

    /// <summary>Values of a sample's inputs after the first, which follow its steps, for a model of several inputs.</summary>
    public virtual int MoreInputValues => 0;

    /// <summary>
    /// Values of states that a sample brings with it, after its inputs; see <see cref="SequenceModel{T}.InitialStates"/>.
    /// </summary>
    public virtual int InitialStates => 0;

    /// <summary>
    /// Whether samples may be shorter than <see cref="Steps"/>. The model must then be declared with <c>variableLength: true</c>.
    /// </summary>
    public virtual bool HasLengths => false;

    /// <summary>How many of its first steps a sample has, from 0 to <see cref="Steps"/>.</summary>
    /// <param name="sample">Sample number.</param>
    public virtual int LengthOf(int sample) => Steps;

    /// <summary>The same of an input of several; <see cref="AllSteps"/>: all that the model has.</summary>
    /// <param name="sample">Sample number.</param>
    /// <param name="input">Number of the input.</param>
    public virtual int LengthOf(int sample, int input) => input == 0 ? LengthOf(sample) : AllSteps;

    /// <summary>How many of its first steps a group has, of an input that is a nested sequence; 0: it is not there.</summary>
    /// <param name="sample">Sample number.</param>
    /// <param name="input">Number of the input.</param>
    /// <param name="group">Number of the group.</param>
    /// <returns>The length; <see cref="AllSteps"/>: all that the model has.</returns>
    public virtual int LengthOf(int sample, int input, int group) => AllSteps;

    /// <summary>Whether samples have weights of their own.</summary>
    public virtual bool HasWeights => false;

    /// <summary>
    /// The factor of a sample's loss, at least 0 and finite. The loss of a batch is <c>Σ weight·loss / count</c>, as in Keras.
    /// </summary>
    /// <param name="sample">Sample number.</param>
    public virtual double WeightOf(int sample) => 1;

    /// <summary>
    /// How many weights a sample has where samples have weights: 1, or one for each step of the model's answer, so that steps of a sequence
    /// can count more or less.
    /// </summary>
    public virtual int WeightSteps => 1;

    /// <summary>The factor of the losses of one step of a sample's answer, at least 0 and finite.</summary>
    /// <param name="sample">Sample number.</param>
    /// <param name="step">Number of the step; 0 where a sample has one weight.</param>
    public virtual double WeightOf(int sample, int step) => WeightOf(sample);

    /// <summary>What was done to the values of the samples; null: they are as they were measured, or nobody knows.</summary>
    public virtual Preparation? Preparation => null;

    /// <summary>A number that is that of a sample, or an error.</summary>
    private protected int Existing(int sample) => (uint)sample < (uint)Count
        ? sample
        : throw new ArgumentOutOfRangeException(nameof(sample), $"Expected a sample within 0..{Count - 1}, got {sample}.");
}

/// <summary>
/// Samples with their targets, by number. Training asks for them a tile at a time, from several threads at once and in any order,
/// so an implementation keeps no state between calls and allocates nothing.
/// </summary>
/// <typeparam name="T">The model's precision, <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class Dataset<T> : Dataset where T : unmanaged
{
    /// <summary>Writes samples into the lanes of one tile.</summary>
    /// <param name="samples">Sample numbers, at most <c>Tile&lt;T&gt;.Lanes</c>; sample <c>samples[i]</c> goes to lane <c>i</c>.</param>
    /// <param name="inputs">Receives <c>[Steps][Features][lane]</c>, then <c>[MoreInputValues][lane]</c> and <c>[InitialStates][lane]</c>;
    /// lanes beyond <paramref name="samples"/> become zero.</param>
    /// <param name="targets">Receives <c>[Targets][lane]</c>, likewise; may be empty when only inputs are wanted.</param>
    public abstract void Fill(ReadOnlySpan<int> samples, Span<T> inputs, Span<T> targets);
}
