namespace SimdSeq;

/// <summary>What a <see cref="Metric"/> is shown: the answers and targets of one step of one sample of an output.</summary>
/// <param name="Answers">Answers of a step.</param>
/// <param name="Targets">Targets of a step.</param>
/// <param name="Kind">What the targets are.</param>
/// <param name="Border">Above which answer a yes or no means yes, at a probability of a half; 0 for logits and scores.</param>
/// <param name="FromLogits">Whether answers are logits, not probabilities.</param>
public sealed record MetricShape(int Answers, int Targets, TargetKind Kind, double Border = 0.5, bool FromLogits = false)
{
    /// <summary>How many classes there are: of one among several, or one for each yes or no.</summary>
    public int Classes => Kind == TargetKind.Values ? 0 : Answers;

    /// <summary>What an answer is compared with where a probability is compared with a threshold.</summary>
    /// <param name="threshold">A probability.</param>
    public double BorderOf(double threshold) =>
        threshold == 0.5 ? Border : FromLogits ? LossMath.Log(threshold / (1 - threshold)) : threshold;

    /// <summary>The class of a step's targets, where it is one of several: the index, or where the largest is.</summary>
    /// <param name="targets">The targets.</param>
    public int ClassOf(ReadOnlySpan<double> targets) => Kind == TargetKind.Index ? (int)targets[0] : Largest(targets);

    /// <summary>The number of the largest value, the first of equals.</summary>
    /// <param name="values">The values.</param>
    public static int Largest(ReadOnlySpan<double> values)
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++) largest = values[i] > values[largest] ? i : largest;
        return largest;
    }

    internal static MetricShape Of(OutputInfo output, Loss loss) => new(
        output.Features,
        loss.TargetsFor(output.Rows, output.Features) / output.Rows,
        loss.TargetsAreIndices ? TargetKind.Index
        : loss.IsOneOfSeveral ? TargetKind.OneOfSeveral
        : loss.ClassesFor(output.Features) > 0 ? TargetKind.YesOrNo
        : loss.TargetsAreBesideAnswers ? TargetKind.Values : TargetKind.Others,
        loss.Border,
        loss.FromLogits);
}

/// <summary>What the targets of a step are.</summary>
public enum TargetKind
{
    /// <summary>A number for each answer.</summary>
    Values,

    /// <summary>For each answer whether it should be yes, 1, or no, 0 (or -1).</summary>
    YesOrNo,

    /// <summary>One class of several, a value for each.</summary>
    OneOfSeveral,

    /// <summary>One class of several, its index.</summary>
    Index,

    /// <summary>Something else: answers are several quantiles of a target, for instance.</summary>
    Others,
}
