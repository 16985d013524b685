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
    public void PredictingAllocatesNothing()
    {
        float[] inputs = Samples.Values<float>(20 * 12, 1), outputs = new float[20 * _model.Outputs];
        Assert.Equal(0, Allocated.BytesOf(() => _model.Predict(inputs, outputs)));
    }
}
