using SimdSeq.Data;

namespace SimdSeq.Tests.Models;

public sealed class PredictionTests
{
    private readonly EveryStep _model = new(1);

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(37)]
    public void ADataSetAndASpanGiveTheSameBits(int count)
    {
        float[] expected = _model.Predict(Samples.Values<float>(count * 12, 1));
        Assert.Equal(count * _model.Outputs, expected.Length);
        foreach (int threads in (int[])[1, 2, 5]) Samples.Same<float>(expected, _model.Predict(Samples.For(_model, count), threads));
        Samples.Same<float>(expected, _model.Predict(Samples.For(_model, count)));
    }

    [Fact]
    public void NoSamplesHaveNoAnswers() => Assert.Empty(_model.Predict([]));

    [Fact]
    public void LengthsThatDoNotFitAreRefused()
    {
        Assert.StartsWith(
            "EveryStep takes samples of 6 steps x 2 features = 12 values; got 25 values, no whole number of samples.",
            Assert.Throws<ArgumentException>(() => _model.Predict(new float[25])).Message);
        Assert.StartsWith(
            "2 samples have 2 x 18 = 36 outputs; got room for 35.",
            Assert.Throws<ArgumentException>(() => _model.Predict(new float[24], new float[35])).Message);
    }

    [Fact]
    public void MoreAnswersThanAnArrayHoldsAreRefused()
    {
        var model = new ManyAnswers(1);
        float[] inputs = new float[100_000];
        var data = new ArrayDataset<float>(inputs, [], 1, 1, 0);
        string expected = "100000 samples have 100000 x 50000 = 5000000000 outputs; an array holds 2147483591. Predict in parts.";
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>(() => model.Predict(inputs)).Message);
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>(() => model.Predict(data)).Message);
    }

    [Fact]
    public void InputsOutputsAndStatesHaveMemoryOfTheirOwn()
    {
        float[] memory = new float[200];
        var model = new ForwardStates(1);
        int sample = model.SampleValues, outputs = model.Outputs, states = model.ReturnedStates;
        model.Predict(memory.AsSpan(0, sample), default, memory.AsSpan(sample, outputs), memory.AsSpan(sample + outputs, states));
        foreach ((int o, int s) in ((int, int)[])[(sample - 1, 100), (100, sample - 1), (100, 101), (101, 100)])
        {
            var refusal = Assert.Throws<ArgumentException>(
                () => model.Predict(memory.AsSpan(0, sample), default, memory.AsSpan(o, outputs), memory.AsSpan(s, states)));
            Assert.StartsWith("Inputs, outputs and states must lie in memory of their own", refusal.Message);
        }
    }

    [Fact]
    public void ThereAreNoMoreWorkersThanPiecesOfWork()
    {
        var model = new ManyAnswers(1); // a worker of it has some megabytes
        var data = new ArrayDataset<float>(new float[3], new float[150_000], 1, 1, 50_000);
        model.Predict(data, threads: 60);
        model.Evaluate(data, threads: 60);
        using var trainer = model.OpenTrainer(data, new FitOptions { Threads = 60 });
        trainer.Step();
        Assert.Equal(1, model.Workers.Count);
    }

    [Fact]
    public void PredictingAllocatesNothing()
    {
        float[] inputs = Samples.Values<float>(20 * 12, 1), outputs = new float[20 * _model.Outputs];
        Assert.Equal(0, Allocated.BytesOf(() => _model.Predict(inputs, outputs)));
    }
}
