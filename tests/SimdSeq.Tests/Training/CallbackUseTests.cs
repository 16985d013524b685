using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

/// <summary>A callback, and a file that callbacks write, are of one run at a time.</summary>
public sealed class CallbackUseTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("simdseq-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string FileOf(string name) => Path.Combine(_folder.FullName, name);

    [Fact]
    public void OneThatIsInARunIsRefusedToAnotherAndFreeAfterwards()
    {
        var stopping = new EarlyStopping(Metric.TrainLoss);
        Meets([stopping], [stopping], "EarlyStopping, one of the callbacks, is in another run of Fit");
        Train([stopping]);
        Assert.Throws<NotFiniteNumberException>(() => Train([stopping], _ => throw new NotFiniteNumberException()));
        Train([stopping]);
    }

    [Fact]
    public void AFileOfARunIsRefusedToAnother()
    {
        string file = FileOf("a");
        Callback[] writing = [new BackupAndRestore(file), new ModelCheckpoint(file, Metric.TrainLoss), new CsvLog(file)];
        foreach (var first in writing)
        {
            foreach (var second in writing)
            {
                if (first == second) continue;
                Meets([first], [second], $"{file}: another run of Fit writes this file. Name one for each run.");
                File.Delete(file);
            }
        }

        Meets([new CsvLog(file)], [new CsvLog(Path.Combine(_folder.FullName, "x", "..", "a"))], "a: another run of Fit writes this file.");
    }

    [Fact]
    public void OneThatIsThereTwiceIsRefused()
    {
        var log = new CsvLog(FileOf("a"));
        Refused([log, new EarlyStopping(Metric.TrainLoss), log], "CsvLog is twice among the callbacks. Leave it out once.");
        Refused([new ModelCheckpoint(FileOf("a"), Metric.TrainLoss), new BackupAndRestore(FileOf("a"))],
            "ModelCheckpoint and BackupAndRestore would both write this file. Give each a file of its own.");
        Refused([log, new ModelCheckpoint(FileOf("a"), Metric.TrainLoss)], "CsvLog and ModelCheckpoint would both write this file.");
        Assert.Empty(_folder.GetFiles());

        static void Refused(Callback[] callbacks, string expected) =>
            Assert.Contains(expected, Assert.Throws<ArgumentException>(() => Train(callbacks)).Message);
    }

    // The second run begins within an epoch of the first, and is refused before it has done anything.
    private static void Meets(Callback[] first, Callback[] second, string expected)
    {
        int met = 0;
        Train(first, epoch =>
        {
            if (epoch.Epoch > 1) return;
            var other = new SmallGru(2);
            string before = other.ParameterSha256();
            var error = Assert.Throws<InvalidOperationException>(
                () => other.Fit(Samples.For(other, 20), new FitOptions { Callbacks = second }));
            Assert.Contains(expected, error.Message);
            Assert.Equal(before, other.ParameterSha256());
            met++;
        });
        Assert.Equal(1, met);
    }

    private static void Train(Callback[] callbacks, Action<EpochSummary>? onEpoch = null)
    {
        var model = new SmallGru(1);
        model.Fit(Samples.For(model, 20), new FitOptions { Epochs = 2, Callbacks = callbacks, OnEpoch = onEpoch });
    }
}
