using SimdSeq.Data;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

/// <summary>A run that others may look at while it goes on has the bits, the callbacks and the errors of one that is waited for.</summary>
public sealed class FitAsyncTests
{
    private static readonly Dataset<float> Data = Samples.For(new DroppingGru(1), 50);

    private static FitOptions Options => new() { Epochs = 3, BatchSize = 16, Seed = 2, Validation = Data, Metrics = [Metric.R2Score] };

    [Fact]
    public async Task TheBitsAreThoseOfFit()
    {
        DroppingGru whole = new(1), beside = new(1);
        History history = whole.Fit(Data, Options), other = await beside.FitAsync(Data, Options);
        Assert.Equal(whole.ParameterSha256(), beside.ParameterSha256());
        Assert.Equal(Figures(history), Figures(other));
    }

    /// <summary>As in a browser: between any two steps, on the thread that trains.</summary>
    [Fact]
    public async Task ItRestsAfterEveryStepAndTheModelIsFreeThen()
    {
        DroppingGru whole = new(1), resting = new(1);
        List<string> seen = [];
        int rests = 0;
        FitOptions options = Options with { OnStep = step => seen.Add($"{step.Epoch} {step.Step}") };
        Task<History> run = resting.FitAsync(Data, options, Rest, default);
        Assert.True(run.IsCompletedSuccessfully);
        Assert.Equal(Figures(whole.Fit(Data, Options)), Figures(await run));
        Assert.Equal(whole.ParameterSha256(), resting.ParameterSha256());
        Assert.Equal((12, 12), (rests, seen.Count)); // 3 epochs of 4 steps

        Task Rest()
        {
            Assert.Equal(++rests, seen.Count);
            resting.Predict(new float[resting.Steps * resting.Features]);
            Assert.Throws<InvalidOperationException>(() => resting.Fit(Data, Options)); // but in a run
            return Task.CompletedTask;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ACancelledRunTellsWhatItHas(bool rests)
    {
        using var source = new CancellationTokenSource();
        FitOptions options = Options with { OnEpoch = epoch => { if (epoch.Epoch == 2) source.Cancel(); } };
        var model = new DroppingGru(1);
        Task<History> run = rests
            ? model.FitAsync(Data, options, () => Task.CompletedTask, source.Token)
            : model.FitAsync(Data, options, source.Token);
        var cancelled = await Assert.ThrowsAsync<TrainingCanceledException>(() => run);
        Assert.Equal(2, cancelled.History.Epochs.Count);
        model.Fit(Data, Options); // it is free again
    }

    [Fact]
    public async Task ARunThatIsCancelledBeforeItBeginsChangesNothing()
    {
        var model = new DroppingGru(1);
        string before = model.ParameterSha256();
        await Assert.ThrowsAsync<TrainingCanceledException>(() => model.FitAsync(Data, Options, new CancellationToken(canceled: true)));
        Assert.Equal(before, model.ParameterSha256());
    }

    [Fact]
    public async Task ErrorsAreThoseOfFit()
    {
        var model = new DroppingGru(1);
        FitOptions wrong = Options with { BatchSize = 0 };
        string expected = Assert.Throws<ArgumentOutOfRangeException>(() => model.Fit(Data, wrong)).Message;
        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => model.FitAsync(Data, wrong));
        Assert.Equal(expected, error.Message);
        await Assert.ThrowsAsync<TrainingDivergedException>(() => model.FitAsync(Data, Options with { Optimizer = new Sgd(1e30) }));
    }

    // Times differ.
    private static string Figures(History history) => string.Join('\n', history.Epochs.Select(epoch => string.Join(
        ' ', history.Columns.Where(column => column != "seconds").Select(column => $"{column} {epoch[column]:R}"))));
}
