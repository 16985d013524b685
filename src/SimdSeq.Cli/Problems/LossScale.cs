namespace SimdSeq.Cli;

/// <summary>A figure made of a loss.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="LossName">The loss in a word or two.</param>
/// <param name="SamplesName">What samples are, in the plural.</param>
/// <param name="Measure">The figure, such as <c>perplexity</c>.</param>
/// <param name="Field">Its name in reports.</param>
/// <param name="FromLoss">The figure of a mean loss; it grows with it.</param>
internal sealed record LossScale(
    Loss Loss, string LossName, string SamplesName, string Measure, string Field, Func<double, double> FromLoss)
{
    /// <summary>The mean squared error itself.</summary>
    public static LossScale SquaredError { get; } = new(Loss.MeanSquaredError, "MSE", "sequences", "loss", "loss", loss => loss);

    /// <summary>The cross-entropy itself, of a class at each step.</summary>
    public static LossScale CrossEntropy { get; } = new(
        Loss.SparseCategoricalCrossEntropy(fromLogits: true), "cross-entropy", "sequences", "loss", "loss", loss => loss);

    /// <summary>The same in bits.</summary>
    public static LossScale Bits { get; } = CrossEntropy with
    {
        SamplesName = "windows",
        Measure = "bits",
        Field = "bits",
        FromLoss = loss => loss / Math.Log(2),
    };

    /// <summary>The same as a perplexity.</summary>
    public static LossScale Perplexity { get; } = CrossEntropy with
    {
        SamplesName = "windows",
        Measure = "perplexity",
        Field = "perplexity",
        FromLoss = Math.Exp,
    };
}
