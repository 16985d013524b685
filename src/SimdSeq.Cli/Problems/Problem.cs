using SimdSeq.Data;

namespace SimdSeq.Cli;

/// <summary>What a recipe solves: samples to learn from and to be judged by, and how answers are judged. A new kind of problem derives from
/// this and from <see cref="Score"/>; tables and reports take their columns and fields from there.</summary>
/// <param name="Data">The data, for reports.</param>
/// <param name="Training">Samples to train on.</param>
/// <param name="Validation">Samples to choose the best epoch by.</param>
/// <param name="Test">Samples to judge the outcome by.</param>
internal abstract record Problem(DataReport Data, Dataset<float> Training, Dataset<float> Validation, Dataset<float> Test)
{
    /// <summary>Label and text of what the user should know about the data.</summary>
    public required IReadOnlyList<(string Label, string Text)> Notes { get; init; }

    /// <summary>What to say before anything else when the data are synthetic; null when they are real.</summary>
    public string? SyntheticNotice { get; init; }

    /// <summary>What training makes small.</summary>
    public abstract Loss Loss { get; }

    /// <summary>The loss in a word or two.</summary>
    public abstract string LossName { get; }

    /// <summary>What samples are, in the plural.</summary>
    public abstract string SamplesName { get; }

    /// <summary>What scores measure, such as <c>MAE</c>.</summary>
    public abstract string Measure { get; }

    /// <summary>Headings of a score's columns, in the order of <see cref="Score.Cells"/>.</summary>
    public abstract IReadOnlyList<string> Headings { get; }

    /// <summary>The baseline in a word.</summary>
    public abstract string BaselineName { get; }

    /// <summary>What common sense scores on the validation samples.</summary>
    public abstract Score BaselineValidation { get; }

    /// <summary>What common sense scores on the test samples.</summary>
    public abstract Score BaselineTest { get; }

    /// <summary>Measures a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="part">On which samples.</param>
    /// <param name="batch">Samples of a batch, for a stateful model.</param>
    /// <param name="threads">Threads; they change no bit.</param>
    /// <param name="cancellation">Stops soon.</param>
    public virtual Score ScoreOf(SequenceModel<float> model, ProblemPart part, int batch, int threads, CancellationToken cancellation) =>
        Judge(model.Evaluate(part == ProblemPart.Validation ? Validation : Test, Loss, threads, cancellation, batch));

    /// <summary>What a report shows of a trained model on the validation samples, beside the losses: forecasts, a confusion
    /// matrix.</summary>
    /// <param name="report">The report so far.</param>
    /// <param name="model">The model.</param>
    /// <param name="threads">Threads; they change no bit.</param>
    /// <param name="cancellation">Stops soon.</param>
    public virtual ReportOptions Describe(
        ReportOptions report, SequenceModel<float> model, int threads, CancellationToken cancellation) => report;

    /// <summary>The score of what was measured with <see cref="Loss"/>.</summary>
    public abstract Score Judge(Evaluation evaluation);
}
