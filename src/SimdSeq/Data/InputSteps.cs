namespace SimdSeq.Data;

/// <summary>An input of the samples of a data set, as their lengths see it.</summary>
/// <param name="Steps">Steps of a sample, of a nested sequence those of a group.</param>
/// <param name="Groups">Groups of a nested sequence; null: it is none.</param>
internal readonly record struct InputSteps(int Steps, int? Groups)
{
    /// <summary>How many lengths a sample has of it.</summary>
    public int Lengths => Groups ?? 1;
}

/// <summary>The lengths of the samples of a data set: of each input one, of a nested sequence one for each group.</summary>
internal sealed class SampleLengths
{
    private readonly int[] _lengths;
    private readonly InputSteps[] _inputs;
    private readonly int[] _first;

    /// <summary>Checks them.</summary>
    /// <param name="lengths"><c>[sample][length]</c>; kept, not copied.</param>
    /// <param name="count">Number of samples.</param>
    /// <param name="inputs">The inputs.</param>
    /// <exception cref="ArgumentException">They are not as many, or one is out of range.</exception>
    public SampleLengths(int[] lengths, long count, InputSteps[] inputs)
    {
        _lengths = lengths;
        _inputs = inputs;
        _first = new int[inputs.Length];
        for (int i = 0; i < inputs.Length; Each += inputs[i++].Lengths) _first[i] = Each;
        if (lengths.Length != count * Each)
        {
            string each = inputs.Any(input => input.Groups is not null) ? $" x {Each}, one for each group"
                : inputs.Length == 1 ? "" : $" x {inputs.Length} inputs";
            throw new ArgumentException($"Expected a length for each of {count} samples{each}, got {lengths.Length}.", nameof(lengths));
        }

        for (int i = 0; i < lengths.Length; i++)
        {
            int input = Array.FindLastIndex(_first, first => first <= i % Each), steps = inputs[input].Steps;
            if (lengths[i] >= 0 && lengths[i] <= steps) continue;
            string ofInput = inputs.Length == 1 ? "" : $" of input {input}";
            throw new ArgumentException(inputs[input].Groups is null
                ? $"A sample has 0 to {steps} steps{ofInput}; sample {i / Each} is said to have {lengths[i]}."
                : $"A group has 0 to {steps} steps{ofInput}; group {i % Each - _first[input]} of sample {i / Each} is said to have "
                    + $"{lengths[i]}.", nameof(lengths));
        }
    }

    /// <summary>Lengths of a sample.</summary>
    private int Each { get; }

    /// <summary>Of an input that is no nested sequence.</summary>
    public int Of(int sample, int input)
    {
        int its = Math.Min(input, _inputs.Length - 1);
        return _inputs[its].Groups is null ? _lengths[sample * Each + _first[its]] : Dataset.AllSteps;
    }

    /// <summary>Of a group of a nested sequence.</summary>
    public int Of(int sample, int input, int group)
    {
        int its = Math.Min(input, _inputs.Length - 1);
        return group < _inputs[its].Groups ? _lengths[sample * Each + _first[its] + group] : Dataset.AllSteps;
    }
}
