using SimdSeq.Data;
using SimdSeq.Datasets;
using SimdSeq.Kernels;

namespace SimdSeq.Cli;

/// <summary>MNIST a pixel a step, row by row or in the fixed order of the permuted task.</summary>
internal static class PixelDigits
{
    private const int ValidationShare = 30; // of the training images, the last 2,000

    /// <summary>The task.</summary>
    /// <param name="isPermuted">Whether pixels come in <see cref="PixelDataset.PermutedOrder"/>.</param>
    public static Func<ProblemRequest, Problem> Open(bool isPermuted) => request =>
    {
        if (!Directory.Exists(request.File)) FileOption.CheckReadable("--data", request.File);
        string? path = request.File ?? DataFolder.Find("mnist", request.Folder);
        DigitData digits = path is null ? SyntheticDigits.Generate() : MnistDigits.Load(path);
        IReadOnlyList<int>? order = isPermuted ? PixelDataset.PermutedOrder : null;
        int count = digits.Training.Count, validation = Math.Max(1, count / ValidationShare);
        DigitSet held = digits.Training.Slice(count - validation, validation);
        return new DigitProblem(
            new DataReport(path, path is null ? DataReport.Synthetic : DataReport.Real, count + digits.Test.Count, null, null),
            new PixelDataset(digits.Training.Slice(0, count - validation), order),
            new PixelDataset(held, order),
            new PixelDataset(digits.Test, order))
        {
            Notes =
            [
                ("Task", $"handwritten digits, a pixel a step{(isPermuted ? ", in one shuffled order for all" : ", row by row")}"),
                ("Images", $"{count - validation:N0} training, {validation:N0} validation, {digits.Test.Count:N0} test"),
            ],
            SyntheticNotice = path is null ? StandIn.Notice("MNIST", "mnist", request, "2,500 drawn digits of a pocket calculator") : null,
        };
    };

    /// <summary>Digits to tell apart. The baseline always answers the one that is most frequent there.</summary>
    private sealed record DigitProblem(DataReport Data, Dataset<float> Training, Dataset<float> Validation, Dataset<float> Test)
        : Problem(Data, Training, Validation, Test)
    {
        public override Loss Loss { get; } = Loss.SparseCategoricalCrossEntropy(fromLogits: true);

        public override string LossName => "cross-entropy";

        public override string SamplesName => "images";

        public override string Measure => "accuracy";

        public override IReadOnlyList<string> Headings => ["accuracy"];

        public override string BaselineName => "always";

        public override Score BaselineValidation { get; } = MostFrequent(Validation);

        public override Score BaselineTest { get; } = MostFrequent(Test);

        public override Score Judge(Evaluation evaluation) => new Accuracy(evaluation.Accuracy!.Value);

        private static Accuracy MostFrequent(Dataset<float> samples)
        {
            var inputs = new float[samples.Steps * Tile<float>.Lanes];
            var targets = new float[Tile<float>.Lanes];
            var counts = new int[MnistDigits.Classes];
            foreach (int[] numbers in Enumerable.Range(0, samples.Count).Chunk(Tile<float>.Lanes))
            {
                samples.Fill(numbers, inputs, targets);
                for (int lane = 0; lane < numbers.Length; lane++) counts[(int)targets[lane]]++;
            }

            return new Accuracy((double)counts.Max() / samples.Count);
        }
    }
}
