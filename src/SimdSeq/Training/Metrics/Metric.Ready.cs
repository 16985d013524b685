namespace SimdSeq;

public abstract partial class Metric
{
    /// <summary>mean |y - t|. Each: of each answer of a step.</summary>
    public static Metric MeanAbsoluteError { get; } = new ErrorMetric("mean_absolute_error", ErrorMetric.Measure.Absolute);

    /// <summary>mean (y - t)².</summary>
    public static Metric MeanSquaredError { get; } = new ErrorMetric("mean_squared_error", ErrorMetric.Measure.Squared);

    /// <summary>√(mean (y - t)²).</summary>
    public static Metric RootMeanSquaredError { get; } = new ErrorMetric("root_mean_squared_error", ErrorMetric.Measure.Root);

    /// <summary>mean 100 |y - t| / max(|t|, 1e-7).</summary>
    public static Metric MeanAbsolutePercentageError { get; } =
        new ErrorMetric("mean_absolute_percentage_error", ErrorMetric.Measure.Percentage);

    /// <summary>
    /// R² = 1 - Σ (y - t)² / Σ (t - mean t)², the mean over the answers of a step; each: of each answer. Not a number where the targets are
    /// all the same.
    /// </summary>
    public static Metric R2Score { get; } = new R2Metric();

    /// <summary>
    /// Share of right answers: of one class among several where the largest answer is at it, of yes or no where the answer is above the
    /// threshold exactly if the target is 1. Each: of each class the share among those that are of it, or of each yes or no.
    /// </summary>
    /// <param name="threshold">The least probability, exclusive, that means yes. Of logits it is compared with sigmoid(z).</param>
    public static Metric Accuracy(double threshold = 0.5) => new AccuracyMetric(Threshold(threshold));

    /// <summary>Share of steps whose class is among the k largest answers: fewer than k answers are larger than its.</summary>
    /// <param name="k">k, at least 1.</param>
    public static Metric TopKAccuracy(int k = 5) => new TopKMetric(k);

    /// <summary>
    /// Of what was answered to be of a class, the share that is: TP / (TP + FP), 0 where nothing was. Each: of each class.
    /// </summary>
    /// <param name="average">How classes are put together. Of a single yes or no both are the same: that of yes.</param>
    /// <param name="threshold">As in <see cref="Accuracy"/>.</param>
    public static Metric Precision(Average average = Average.Macro, double threshold = 0.5) =>
        new RetrievalMetric("precision", RetrievalMetric.Measure.Precision, average, Threshold(threshold));

    /// <summary>
    /// Of what is of a class, the share that was answered to be: TP / (TP + FN), 0 where nothing is. Each: of each class.
    /// </summary>
    /// <param name="average">How classes are put together.</param>
    /// <param name="threshold">As in <see cref="Accuracy"/>.</param>
    public static Metric Recall(Average average = Average.Macro, double threshold = 0.5) =>
        new RetrievalMetric("recall", RetrievalMetric.Measure.Recall, average, Threshold(threshold));

    /// <summary>The harmonic mean of both: 2 TP / (2 TP + FP + FN), 0 where nothing was and nothing is. Each: of each class.</summary>
    /// <param name="average">How classes are put together; micro of one class among several is the accuracy.</param>
    /// <param name="threshold">As in <see cref="Accuracy"/>.</param>
    public static Metric F1Score(Average average = Average.Macro, double threshold = 0.5) =>
        new RetrievalMetric("f1_score", RetrievalMetric.Measure.F1, average, Threshold(threshold));

    /// <summary>
    /// The area under the ROC curve: how often one that is yes has the larger answer than one that is no, ties counting a half. It is
    /// exact, by ranking all answers, where Keras approximates by 200 thresholds; so it keeps every answer until the epoch's end, 8 bytes
    /// each. Of several classes each against the others, and the mean over those that occur. Each: of each class.
    /// </summary>
    public static Metric Auc() => new AucMetric();

    /// <summary>How often each class was answered for each: <see cref="MetricValue.Confusion"/>, whose share of right answers is the value.
    /// </summary>
    /// <param name="threshold">As in <see cref="Accuracy"/>; a single yes or no makes a matrix of two classes.</param>
    public static Metric ConfusionMatrix(double threshold = 0.5) => new ConfusionMetric(Threshold(threshold));

    private static double Threshold(double threshold) => threshold is > 0 and < 1
        ? threshold
        : throw new ArgumentOutOfRangeException(
            nameof(threshold), FormattableString.Invariant($"threshold must be above 0 and below 1; got {threshold}."));
}

/// <summary>How the figures of classes become one.</summary>
public enum Average
{
    /// <summary>The mean over the classes, those that never occur among them, as in Keras.</summary>
    Macro,

    /// <summary>The figure of all classes' counts together.</summary>
    Micro,
}
