using SimdSeq.Data;
using SimdSeq.Tests.Training;

namespace SimdSeq.Tests.Models;

/// <summary>After a training or a prediction that failed half-way, the samples of a stateful model begin at zero.</summary>
public sealed class KeptStateTests
{
    private const int Count = 40;

    private readonly GoingOn _model = new(1);

    [Fact]
    public void NaNInABatchDoesNotStay()
    {
        float[] inputs = Samples.Values<float>(Count * 6, 1);
        inputs[5] = float.NaN;
        var options = new FitOptions { BatchSize = Count, Shuffle = false };
        _model.Predict(Samples.Values<float>(Count * 6, 2));
        Assert.Throws<TrainingDivergedException>(() => _model.Fit(new ArrayDataset<float>(inputs, new float[Count * 2], 3, 2, 2), options));
        BeginsAtZero();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void DataThatFailDoNotMoveStates(int threads)
    {
        var data = new RecordingDataset(Samples.For(_model, Count)) { FailAt = 20 };
        Assert.Throws<InvalidDataException>(() => _model.Predict(data, threads));
        BeginsAtZero();
        var options = new FitOptions { BatchSize = Count, Shuffle = false, Threads = threads };
        Assert.Throws<InvalidDataException>(() => _model.Fit(data, options));
        BeginsAtZero();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void AMeasurementThatFailsLeavesStatesAlone(int threads)
    {
        var other = new GoingOn(1);
        float[] inputs = Samples.Values<float>(Count * 6, 1);
        Samples.Same<float>(other.Predict(inputs), _model.Predict(inputs));
        var data = new RecordingDataset(Samples.For(_model, Count)) { FailAt = 20 };
        Assert.Throws<InvalidDataException>(() => _model.Evaluate(data, threads: threads));
        Samples.Same<float>(other.Predict(inputs), _model.Predict(inputs));
    }

    [Fact]
    public void AnIdThatIsNoRowDoesNotMoveStates()
    {
        IdsGoingOn model = new(1), other = new(1);
        float[] ids = [.. Enumerable.Range(0, Count * 4).Select(i => (float)(i % 9))], wrong = [.. ids];
        wrong[100] = 9;
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict(wrong));
        Samples.Same<float>(other.Predict(ids), model.Predict(ids));
    }

    [Fact]
    public void ArgumentsThatAreRefusedLeaveStatesAlone()
    {
        var other = new GoingOn(1);
        float[] inputs = Samples.Values<float>(Count * 6, 1);
        Samples.Same<float>(other.Predict(inputs), _model.Predict(inputs));
        Assert.Throws<ArgumentException>(() => _model.Predict(new float[7]));
        Samples.Same<float>(other.Predict(inputs), _model.Predict(inputs));
    }

    private void BeginsAtZero()
    {
        float[] inputs = Samples.Values<float>(Count * 6, 3);
        Samples.Same<float>(new GoingOn(1).Predict(inputs), _model.Predict(inputs));
    }
}
