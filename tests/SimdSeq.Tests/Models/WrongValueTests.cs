using SimdSeq.Data;

namespace SimdSeq.Tests.Models;

/// <summary>A value that nothing can be done with is named with the number of its sample.</summary>
public sealed class WrongValueTests
{
    private const int Count = 70, Wrong = 37;

    private static readonly Loss Classes = Loss.SparseCategoricalCrossEntropy(fromLogits: true);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void AnIdThatIsNoRowIsNamedWithItsSampleAndStep(int threads)
    {
        float[] ids = Ids(Count);
        ids[Wrong * 4 + 2] = 9;
        var data = new ArrayDataset<float>(ids, new float[Count * 4], 4, 1, 4);
        var model = new IdsToClasses(1);
        var options = new FitOptions { Loss = Classes, BatchSize = 50, Threads = threads, Seed = 3 };
        Named(() => model.Fit(data, options));
        Named(() => model.Evaluate(data, options.Loss, threads));
        Named(() => model.Predict(data, threads));
        Named(() => model.Predict(ids));

        void Named(Action act) => Assert.Equal(
            "An Embedding of 9 rows takes ids from 0 to 8; got 9 at step 2 of sample 37. Map rarer words to one id, or declare more rows.",
            Assert.Throws<ArgumentOutOfRangeException>(act).Message);
    }

    [Theory]
    [InlineData(1)] // few samples are predicted one after another
    [InlineData(20)]
    public void AFewSamplesAreNamedLikeMany(int samples)
    {
        float[] ids = Ids(samples);
        ids[^2] = 2.5f;
        string place = $"got 2.5 at step 2 of sample {samples - 1}. ";
        Assert.Contains(place, Assert.Throws<ArgumentOutOfRangeException>(() => new IdsToClasses(1).Predict(ids)).Message);
        Assert.Contains(place, Assert.Throws<ArgumentOutOfRangeException>(() => new IdsGoingOn(1).Predict(ids)).Message);
    }

    [Fact]
    public void AStreamHasNoSamples()
    {
        using ModelStream<float> causal = new IdsToClasses(1).OpenStream(), window = new IdsBothWays(1).OpenStream();
        foreach (var stream in (ModelStream<float>[])[causal, window])
        {
            Assert.Equal(
                "An Embedding of 9 rows takes ids from 0 to 8; got -1. Map rarer words to one id, or declare more rows.",
                Assert.Throws<ArgumentOutOfRangeException>(() => stream.Step([-1])).Message);
        }
    }

    [Fact]
    public void ATargetThatIsNoClassIsNamedWithItsSampleAndStep()
    {
        float[] targets = new float[Count * 4];
        targets[Wrong * 4 + 3] = 5;
        var data = new ArrayDataset<float>(Ids(Count), targets, 4, 1, 4);
        var model = new IdsToClasses(1);
        var options = new FitOptions { Loss = Classes, BatchSize = 50, Seed = 3 };
        Named(() => model.Fit(data, options));
        Named(() => model.Evaluate(data, options.Loss));

        void Named(Action act) => Assert.Equal(
            "The target of step 3 of sample 37 is 5; "
            + "sparse_categorical_crossentropy takes the index of a class, a whole number from 0 to 4.",
            Assert.Throws<ArgumentException>(act).Message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(7)]
    public void ALengthThatIsNoneIsNamedWithItsSample(int length)
    {
        var model = new EveryStepOfAny(1);
        var data = new WrongLength(Samples.For(model, Count), length);
        string expected = $"Sample 37 of the data set is said to have {length} steps; a sample has 0 to 6.";
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => model.Fit(data, new FitOptions())).Message);
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => model.Evaluate(data)).Message);
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => model.Predict(data)).Message);
    }

    private static float[] Ids(int samples) => [.. Enumerable.Range(0, samples * 4).Select(i => (float)(i % 9))];

    private sealed class WrongLength(Dataset<float> inner, int length) : Dataset<float>
    {
        public override int Count => inner.Count;

        public override int Steps => inner.Steps;

        public override int Features => inner.Features;

        public override int Targets => inner.Targets;

        public override bool HasLengths => true;

        public override int LengthOf(int sample) => sample == Wrong ? length : 3;

        public override void Fill(ReadOnlySpan<int> samples, Span<float> inputs, Span<float> targets) =>
            inner.Fill(samples, inputs, targets);
    }
}
