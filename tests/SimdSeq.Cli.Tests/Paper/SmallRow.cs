using SimdSeq.Datasets;

namespace SimdSeq.Cli.Tests;

/// <summary>A row that takes a second: real models of the table on few samples.</summary>
internal static class SmallRow
{
    /// <summary>How rows run in tests.</summary>
    public static PaperOptions Options { get; } = new(Threads: 1, double.PositiveInfinity, IsQuick: false, QuickSteps: null);

    /// <summary>Copy memory with the GRU for T = 500, three epochs of four steps.</summary>
    public static PaperRow Copy { get; } = Create("copy-memory-500", "gru", _ => new LossProblem(
        GeneratedData.Report(100), new CopyMemoryDataset(30, 500, 1), new CopyMemoryDataset(8, 500, 2), new CopyMemoryDataset(8, 500, 3),
        LossScale.CrossEntropy, "guess", (1, 1))
    {
        Notes = [],
    });

    /// <summary>Pixels with the TCN, which drops features: the masks have to go on too.</summary>
    public static PaperRow Pixels { get; } = Create(
        "seq-mnist", "tcn", request => new PixelPart(PixelDigits.Open(isPermuted: false)(request)) { Notes = [] });

    private static PaperRow Create(string task, string model, Func<ProblemRequest, Problem> open)
    {
        PaperRow row = PaperCatalog.Rows.Single(row => row.Task.Name == task && row.Model == model);
        return row with { Recipe = row.Recipe with { Open = open, Epochs = 3, BatchSize = 8 } };
    }

    // The first samples of the stand-in.
    private sealed record PixelPart(Problem All) : Problem(
        All.Data, HeadDataset.Of(All.Training, 1e-9, 24), HeadDataset.Of(All.Validation, 1e-9, 16), HeadDataset.Of(All.Test, 1e-9, 16))
    {
        public override Loss Loss => All.Loss;

        public override string LossName => All.LossName;

        public override string SamplesName => All.SamplesName;

        public override string Measure => All.Measure;

        public override IReadOnlyList<string> Headings => All.Headings;

        public override string BaselineName => All.BaselineName;

        public override Score BaselineValidation => All.BaselineValidation;

        public override Score BaselineTest => All.BaselineTest;

        public override Score Judge(Evaluation evaluation) => All.Judge(evaluation);
    }
}
