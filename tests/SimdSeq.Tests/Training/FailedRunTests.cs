using SimdSeq.Data;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

/// <summary>A run that ends with an exception loses nothing of what it had reached.</summary>
public sealed class FailedRunTests
{
    private readonly SmallGru _model = new(1);
    private readonly List<string> _hashes = [];
    private readonly List<EpochSummary> _epochs = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void CancellingKeepsTheBestParametersAndTheHistory(int threads)
    {
        using var source = new CancellationTokenSource();
        int steps = 0;
        var options = Overfitting(new EarlyStopping(patience: 1000)) with
        {
            Threads = threads,
            OnStep = progress =>
            {
                if (progress.Epoch == 30 && ++steps == 1) source.Cancel();
            },
        };
        OperationCanceledException cancelled = Assert.Throws<TrainingCanceledException>(
            () => _model.Fit(Samples.For(_model, 40), options, source.Token));
        Assert.Equal(source.Token, cancelled.CancellationToken);
        AssertKept(((TrainingCanceledException)cancelled).History);
    }

    [Fact]
    public void DivergingKeepsTheBestParametersAndTheHistory()
    {
        float[] inputs = Samples.Values<float>(40 * 21, 1);
        var data = new ArrayDataset<float>(inputs, Samples.Values<float>(40, 2), 7, 3);
        var stopping = new EarlyStopping(patience: 1000);
        var options = Overfitting(stopping) with
        {
            OnEpoch = epoch =>
            {
                Note(epoch);
                if (epoch.Epoch == 29) inputs[100] = float.NaN;
            },
        };
        AssertKept(Assert.Throws<TrainingDivergedException>(() => _model.Fit(data, options)).History!);
    }

    [Fact]
    public void AFailureOfTheDataRestoresTheBestToo()
    {
        var data = new RecordingDataset(Samples.For(_model, 40));
        var options = Overfitting(new EarlyStopping(patience: 1000)) with
        {
            OnEpoch = epoch =>
            {
                Note(epoch);
                if (epoch.Epoch == 29) data.FailAt = 7;
            },
        };
        Assert.Throws<InvalidDataException>(() => _model.Fit(data, options));
        AssertKept(new History(_epochs));
    }

    [Fact]
    public void WithoutRestoringAFailureLeavesTheLastParameters()
    {
        using var source = new CancellationTokenSource();
        string last = "";
        var options = Overfitting(new EarlyStopping(patience: 1000, restoreBest: false)) with
        {
            OnStep = progress =>
            {
                last = _model.ParameterSha256();
                if (progress.Epoch == 30) source.Cancel();
            },
        };
        Assert.Throws<TrainingCanceledException>(() => _model.Fit(Samples.For(_model, 40), options, source.Token));
        Assert.Equal(last, _model.ParameterSha256());
    }

    [Fact]
    public void EachCallbackThatStartedIsToldOnceHowTheRunEnds()
    {
        var told = new List<string>();
        var data = Samples.For(_model, 40);
        var first = new Telling("first", told);
        var second = new Telling("second", told);
        _model.Fit(data, new FitOptions { Callbacks = [first, second] });
        Assert.Equal(["first ends after 1", "second ends after 1"], told);

        told.Clear();
        var failing = new Telling("failing", told) { FailsAtEpoch = true, FailsAtFailure = true };
        Assert.Equal("epoch", Assert.Throws<IOException>(() => _model.Fit(data, new FitOptions { Callbacks = [failing, second] })).Message);
        Assert.Equal(["failing fails after 1: epoch", "second fails after 1: epoch"], told);

        told.Clear();
        var starting = new Telling("starting", told) { FailsAtStart = true };
        var options = new FitOptions { Callbacks = [first, starting, second] };
        Assert.Equal("start", Assert.Throws<IOException>(() => _model.Fit(data, options)).Message);
        Assert.Equal(["first fails after 0: start"], told);

        told.Clear();
        var ending = new Telling("ending", told) { FailsAtEnd = true };
        options = new FitOptions { Callbacks = [first, ending, second] };
        Assert.Equal("end", Assert.Throws<IOException>(() => _model.Fit(data, options)).Message);
        Assert.Equal(["first ends after 1", "second fails after 1: end"], told);
    }

    private void AssertKept(History history)
    {
        Assert.Equal(29, history.Epochs.Count);
        Assert.Equal(_epochs, history.Epochs);
        Assert.NotEqual(29, history.Best.Epoch);
        Assert.Equal(_hashes[history.Best.Epoch - 1], _model.ParameterSha256());
    }

    // Few samples and long steps: the validation loss is best long before the end.
    private FitOptions Overfitting(EarlyStopping stopping) => new()
    {
        Epochs = 60,
        BatchSize = 20,
        Optimizer = new RmsProp(0.02),
        Validation = Samples.For(_model, 40, seed: 9),
        Callbacks = [stopping],
        OnEpoch = Note,
    };

    private void Note(EpochSummary epoch)
    {
        _epochs.Add(epoch);
        _hashes.Add(_model.ParameterSha256());
    }

    private sealed class Telling(string name, List<string> told) : Callback
    {
        public bool FailsAtStart { get; init; }

        public bool FailsAtEpoch { get; init; }

        public bool FailsAtEnd { get; init; }

        public bool FailsAtFailure { get; init; }

        public override void OnStart(TrainingRun run)
        {
            if (FailsAtStart) throw new IOException("start");
        }

        public override void OnEpoch(TrainingRun run, EpochSummary epoch)
        {
            if (FailsAtEpoch) throw new IOException("epoch");
        }

        public override void OnEnd(TrainingRun run)
        {
            if (FailsAtEnd) throw new IOException("end");
            told.Add($"{name} ends after {run.Epochs.Count}");
        }

        public override void OnFailure(TrainingRun run, Exception failure)
        {
            told.Add($"{name} fails after {run.Epochs.Count}: {failure.Message}");
            if (FailsAtFailure) throw new InvalidOperationException("failure");
        }
    }
}
