using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>
/// The masks of a tile's inputs, from the lengths of its samples: of each input one, of a nested sequence one for each group.
/// </summary>
internal sealed class StepMasks<T> where T : unmanaged
{
    private readonly ModelLayout _layout;
    private readonly Run[] _runs;
    private readonly int[] _lengths; // [sample][run]: the caller's may change while they are read
    private readonly int[] _ofRun = new int[Tile<T>.Lanes];

    public StepMasks(ModelLayout layout)
    {
        _layout = layout;
        IsNeeded = layout.Inputs.Any(input => input.MaskOffset >= 0);
        _runs = [.. layout.Inputs.SelectMany(RunsOf)];
        _lengths = new int[IsNeeded ? Tile<T>.Lanes * _runs.Length : 0];
    }

    /// <summary>Whether any input has a mask.</summary>
    public bool IsNeeded { get; }

    /// <summary>Makes the masks of samples of a data set.</summary>
    /// <exception cref="ArgumentException">A length is not that of a sample.</exception>
    public void Set(Dataset<T> data, ReadOnlySpan<int> samples, Slab<T> workspace, Span<T> inputs)
    {
        for (int i = 0; i < samples.Length * _runs.Length; i++)
        {
            var run = _runs[i % _runs.Length];
            int length = LengthOf(data, samples[i / _runs.Length], run);
            if ((uint)length > (uint)run.Steps)
            {
                string group = run.Group < 0 ? "" : $" in group {run.Group}";
                throw new ArgumentException(
                    $"Sample {samples[i / _runs.Length]} of the data set is said to have {length} steps{group}{OfInput(run)}; a "
                        + $"{(run.Group < 0 ? "sample" : "group")} has 0 to {run.Steps}.");
            }

            _lengths[i] = length;
        }

        Apply(samples.Length, workspace, inputs);
    }

    /// <summary>The same of lengths <c>[sample][length]</c>; empty: all samples have all steps.</summary>
    /// <exception cref="ArgumentException">A length is not that of a sample: it has changed since the caller looked.</exception>
    public void Set(ReadOnlySpan<int> lengths, int samples, Slab<T> workspace, Span<T> inputs)
    {
        for (int i = 0; i < samples * _runs.Length; i++)
        {
            var run = _runs[i % _runs.Length];
            _lengths[i] = lengths.IsEmpty ? run.Steps : lengths[i];
            if ((uint)_lengths[i] > (uint)run.Steps)
                throw new ArgumentException(_layout.Inputs[run.Input].WrongLength(_layout, _lengths[i]), nameof(lengths));
        }

        Apply(samples, workspace, inputs);
    }

    private string OfInput(Run run) => _layout.Inputs.Length == 1 ? "" : $" of {_layout.Inputs[run.Input].Name}";

    private static int LengthOf(Dataset<T> data, int sample, Run run)
    {
        if (run.MaskOffset < 0 || (run.Group >= 0 && !data.HasLengths)) return run.Steps;
        int length = run.Group < 0 ? data.LengthOf(sample, run.Input) : data.LengthOf(sample, run.Input, run.Group);
        return length == Dataset.AllSteps ? run.Steps : length;
    }

    // What lies beyond the end of a sample becomes zero: even times zero, a not-a-number would reach the gradients.
    private void Apply(int samples, Slab<T> workspace, Span<T> inputs)
    {
        for (int r = 0; r < _runs.Length; r++)
        {
            var run = _runs[r];
            if (run.MaskOffset < 0) continue;
            for (int lane = 0; lane < samples; lane++) _ofRun[lane] = _lengths[lane * _runs.Length + r];
            SequenceMask.FromLengths(_ofRun.AsSpan(0, samples), workspace + run.MaskOffset, run.Steps);
            var values = inputs.Slice(run.First * Tile<T>.Lanes, run.Steps * run.Features * Tile<T>.Lanes);
            for (int lane = 0; lane < samples; lane++)
            {
                for (int i = _ofRun[lane] * run.Features; i < run.Steps * run.Features; i++) values[i * Tile<T>.Lanes + lane] = default;
            }
        }
    }

    private IEnumerable<Run> RunsOf(InputInfo info, int input)
    {
        int first = _layout.Inputs.Take(input).Sum(other => other.Length), steps = info.RowsOfGroup;
        for (int group = 0; group < info.Lengths; group++)
        {
            int mask = info.MaskOffset < 0 ? -1 : info.MaskOffset + group * steps * Tile<T>.Lanes;
            yield return new(input, info.Groups is null ? -1 : group, steps, info.Features, first + group * steps * info.Features, mask);
        }
    }

    /// <summary>Steps that have one length: of an input, or of a group of it.</summary>
    /// <param name="Input">Number of the input.</param>
    /// <param name="Group">Number of the group; -1: all of the input.</param>
    /// <param name="Steps">How many steps there can be.</param>
    /// <param name="Features">Features of a step.</param>
    /// <param name="First">Its first value among those of the inputs.</param>
    /// <param name="MaskOffset">Its mask in the workspace; -1: none.</param>
    private readonly record struct Run(int Input, int Group, int Steps, int Features, int First, int MaskOffset);
}
