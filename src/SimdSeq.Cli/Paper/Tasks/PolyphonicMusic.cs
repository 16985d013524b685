using SimdSeq.Data;
using SimdSeq.Datasets;

namespace SimdSeq.Cli;

/// <summary>Polyphonic music: the keys of the next step. Its loss is summed over 88 keys and divided by the steps.</summary>
internal static class PolyphonicMusic
{
    private static readonly LossScale Scale = new(
        Loss.BinaryCrossEntropy(fromLogits: true), "binary cross-entropy", "pieces", "NLL", "nll", loss => PianoRolls.Keys * loss);

    /// <summary>The task on one of the two sets.</summary>
    /// <param name="dataset">The set's name.</param>
    /// <param name="title">What it is called in messages.</param>
    /// <param name="steps">Steps of a sample in training; longer pieces are cut.</param>
    public static Func<ProblemRequest, Problem> Open(string dataset, string title, int steps) => request =>
    {
        FileOption.CheckReadable("--data", request.File);
        string? path = request.File ?? DataFolder.Find(dataset, request.Folder);
        PianoRollData rolls = path is null ? SyntheticRolls.Generate() : PianoRolls.Load(path);
        int Count(Func<PianoRollSet, int> count) => count(rolls.Training) + count(rolls.Validation) + count(rolls.Test);
        bool isCut = Count(set => set.Sequences.Count(sequence => sequence.Length > steps + 1)) > 0;
        string kind = path is null ? DataReport.Synthetic : DataReport.Real;
        var report = new DataReport(path, kind, Count(set => set.Sequences.Count), null, null);
        Dataset<float> Samples(PianoRollSet set) => new PianoRollDataset(set, steps);
        return new LossProblem(
            report, Samples(rolls.Training), Samples(rolls.Validation), Samples(rolls.Test), Scale, "apart",
            (rolls.Validation.IndependentLoss(rolls.Training) / PianoRolls.Keys,
                rolls.Test.IndependentLoss(rolls.Training) / PianoRolls.Keys))
        {
            Notes =
            [
                ("Task", $"{title}: which of 88 keys sound at the next step"),
                ("Pieces", $"{rolls.Training.Sequences.Count:N0} training, {rolls.Validation.Sequences.Count:N0} validation, "
                    + $"{rolls.Test.Sequences.Count:N0} test; {Count(set => set.Predictions):N0} steps to predict"
                    + (isCut ? $"; cut every {steps} steps in training, whole in measurements" : "")),
                ("Baseline", "each key with the share of the training steps in which it sounds"),
            ],
            Measurement = isCut
                ? (model, part, threads, cancellation) => RollStreams.Loss(model, Part(part), threads, cancellation)
                : null,
            SyntheticNotice = path is null
                ? StandIn.Notice($"set of piano rolls ({title})", dataset, request, "200 generated pieces")
                : null,
        };

        PianoRollSet Part(ProblemPart part) => part == ProblemPart.Validation ? rolls.Validation : rolls.Test;
    };
}
