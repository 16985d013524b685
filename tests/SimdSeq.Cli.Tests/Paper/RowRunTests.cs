namespace SimdSeq.Cli.Tests;

/// <summary>A row that was killed goes on from its last epoch and ends with the bits of one that was not.</summary>
public sealed class RowRunTests : IDisposable
{
    private static readonly ProblemRequest Nowhere = new(null, Path.Combine("no", "such", "folder"), CancellationToken.None);

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Rows => ["copy", "pixels"];

    private string State => Path.Combine(_folder.Path, "row.state");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Rows))]
    public void AKilledRowGoesOnToTheSameBits(string name)
    {
        PaperRow row = Row(name);
        Problem problem = row.Recipe.Open(Nowhere);
        RowResult whole = Run(row, problem, Path.Combine(_folder.Path, "whole.state"));
        Assert.Equal((3, 3L * ((problem.Training.Count - 1) / row.Recipe.BatchSize + 1)), (whole.Epochs, whole.Iterations));

        KillAt("epoch 1/3:", row, problem);
        KillAt("epoch 2/3:", row, problem);
        var said = new List<string>();
        RowResult resumed = Run(row, problem, State, said.Add);
        Assert.Contains("goes on after epoch 2", said);
        Assert.Equal(whole.ParameterSha256, resumed.ParameterSha256);
        Assert.Equal(whole.Figures, resumed.Figures);
        Assert.Equal(whole.Curve, resumed.Curve);
        Assert.Equal((whole.Result, whole.Iterations), (resumed.Result, resumed.Iterations));
    }

    [Fact]
    public void HoursEndARowThatGoesOnWithMoreOfThem()
    {
        Problem problem = SmallRow.Copy.Recipe.Open(Nowhere);
        PaperOptions few = SmallRow.Options with { Hours = 1e-9 };
        RowResult stopped = new RowRun(SmallRow.Copy, problem, few, 1).Run(State, _ => { }, CancellationToken.None);
        Assert.Equal((1, 3), (stopped.Epochs, stopped.WholeEpochs));
        Assert.Contains("1 of 3 epochs", stopped.Remark);
        Assert.Equal(3 * stopped.Seconds / 3600, stopped.WholeHours, 1e-9);
        RowResult whole = Run(SmallRow.Copy, problem, Path.Combine(_folder.Path, "whole.state"));
        Assert.Equal(whole.ParameterSha256, Run(SmallRow.Copy, problem, State).ParameterSha256);
        Assert.NotEqual(whole.ParameterSha256, stopped.ParameterSha256);
    }

    [Fact]
    public void ADamagedStateIsAnErrorAndAnotherRecipesIsLeftAlone()
    {
        Problem problem = SmallRow.Copy.Recipe.Open(Nowhere);
        KillAt("epoch 1/3:", SmallRow.Copy, problem);
        byte[] state = File.ReadAllBytes(State);
        foreach (byte[] damaged in (byte[][])[[], state[..3], state[..40], state[..^1], [.. state, 1], [0xff, 0xff, 0xff, 0xff, .. state]])
        {
            File.WriteAllBytes(State, damaged);
            var e = Assert.Throws<FailureException>(() => Run(SmallRow.Copy, problem, State));
            Assert.Contains("Delete it: the row then begins anew", e.Message);
        }

        File.WriteAllBytes(State, state);
        PaperRow other = SmallRow.Copy with { Recipe = SmallRow.Copy.Recipe with { LearningRate = 0.25, Epochs = 1 } };
        var said = new List<string>();
        Assert.Equal(1, Run(other, problem, State, said.Add).Epochs);
        Assert.DoesNotContain(said, line => line.StartsWith("goes on", StringComparison.Ordinal));
    }

    private static PaperRow Row(string name) => name == "copy" ? SmallRow.Copy : SmallRow.Pixels;

    private static RowResult Run(PaperRow row, Problem problem, string state, Action<string>? say = null) =>
        new RowRun(row, problem, SmallRow.Options, 1).Run(state, say ?? (_ => { }), CancellationToken.None);

    // The next epoch has begun when it is cancelled.
    private void KillAt(string line, PaperRow row, Problem problem)
    {
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => new RowRun(row, problem, SmallRow.Options, 1).Run(
            State, said => Stop(said), cancellation.Token));

        void Stop(string said)
        {
            if (said.StartsWith(line, StringComparison.Ordinal)) cancellation.Cancel();
        }
    }
}
