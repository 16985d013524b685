using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

public sealed class LearningRateTests
{
    [Fact]
    public void ANumberIsARateThatStays()
    {
        LearningRate rate = 0.03;
        Assert.Equal([0.03, 0.03, 0.03], At(rate, 0, 1, 1_000_000_000_000));
        Assert.Equal("0.03", rate.ToString());
    }

    [Fact]
    public void StepsGoDownAtOnce() => Close([0.8, 0.8, 0.4, 0.4, 0.2, 0.05], At(new StepDecay(0.8, 0.5, 3), 0, 2, 3, 5, 6, 13));

    [Fact]
    public void ACosineGoesDownToAlpha()
    {
        Close([1, 0.853553390593274, 0.5, 0.146446609406726, 0, 0], At(new CosineDecay(1, 8), 0, 2, 4, 6, 8, 1000));
        Close([2, 1.2, 0.4, 0.4], At(new CosineDecay(2, 10, alpha: 0.2), 0, 5, 10, 11));
    }

    [Fact]
    public void ALineGoesDownToAlpha()
    {
        Close([1, 0.75, 0.5, 0, 0], At(new LinearDecay(1, 4), 0, 1, 2, 4, 100));
        Close([2, 1.2, 0.4, 0.4], At(new LinearDecay(2, 10, alpha: 0.2), 0, 5, 10, 11));
    }

    [Fact]
    public void TheTransformersScheduleIsHighestAfterItsWarmUp() =>
        Close([0.25, 0.5, 1, Math.Sqrt(0.8), 0.5, 0.1], At(new InverseSquareRootDecay(1, 4), 0, 1, 3, 4, 15, 399));

    [Fact]
    public void WarmUpRisesAndHandsOver()
    {
        Close([0, 0.25, 0.75, 1, 1], At(new Warmup(4, 1.0), 0, 1, 3, 4, 100));
        Close([0, 0.5, 1, 0.5, 0], At(new Warmup(2, new CosineDecay(1, 4)), 0, 1, 2, 4, 6));
    }

    [Fact]
    public void TrainingFollowsTheSchedule()
    {
        // Plain SGD, one batch, no shuffling: each step is rate times the gradient there.
        var schedule = new Warmup(2, new StepDecay(0.1, 0.5, 2));
        var model = new LinearInDouble(1);
        var data = Samples.For(model, 20);
        using var scheduled = model.OpenTrainer(data, new FitOptions { BatchSize = 20, Shuffle = false, Optimizer = new Sgd(schedule) });
        for (int step = 0; step < 6; step++)
        {
            var same = new LinearInDouble(2);
            same.Parameters.Set(model.Parameters.ToArray());
            Assert.Equal(schedule.At(step), scheduled.LearningRate);
            scheduled.Step();
            if (step == 0) Samples.Same<double>(same.Parameters.ToArray(), model.Parameters.ToArray());
            if (step == 0) continue;
            same.Fit(data, new FitOptions { BatchSize = 20, Shuffle = false, Optimizer = new Sgd(schedule.At(step)) });
            Samples.Same<double>(same.Parameters.ToArray(), model.Parameters.ToArray(), $"step {step}");
        }
    }

    [Fact]
    public void ARateThatIsSetStays()
    {
        var model = new SmallGru(1);
        using var trainer = model.OpenTrainer(Samples.For(model, 20), new FitOptions { Optimizer = new Sgd(new CosineDecay(1, 10)) });
        trainer.LearningRate = 0.25;
        trainer.Step();
        Assert.Equal(0.25, trainer.LearningRate);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.LearningRate = 0);
    }

    [Theory]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void AScheduleThatGivesNoRateIsNamed(double rate)
    {
        var model = new SmallGru(1);
        using var trainer = model.OpenTrainer(Samples.For(model, 20), new FitOptions { Optimizer = new Sgd(new Wrong(rate)) });
        trainer.Step();
        string before = model.ParameterSha256();
        var thrown = Assert.Throws<InvalidOperationException>(() => trainer.Step());
        string expected = FormattableString.Invariant($"The schedule Wrong gave {rate} at step 1; expected a finite rate of at least 0.");
        Assert.Equal(expected, thrown.Message);
        Assert.Equal((1, before), (trainer.StepCount, model.ParameterSha256()));
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        Refused(() => new StepDecay(0, 0.5, 1), "The learning rate must be above 0 and finite; got 0.");
        Refused(() => new StepDecay(1, 1.5, 1), "factor must be in (0, 1]; got 1.5.");
        Refused(() => new StepDecay(1, 0.5, 0), "every must be at least 1; got 0.");
        Refused(() => new CosineDecay(double.NaN, 1), "The learning rate must be above 0 and finite; got NaN.");
        Refused(() => new CosineDecay(1, 0), "steps must be at least 1; got 0.");
        Refused(() => new CosineDecay(1, 1, -1), "alpha must be in [0, 1]; got -1.");
        Refused(() => new LinearDecay(1, 1, 2), "alpha must be in [0, 1]; got 2.");
        Refused(() => new InverseSquareRootDecay(1, 0), "warmup must be at least 1; got 0.");
        Refused(() => new Warmup(0, 1), "steps must be at least 1; got 0.");
        Assert.Throws<ArgumentNullException>(() => new Warmup(1, null!));
    }

    private sealed class Wrong(double second) : LearningRate
    {
        public override double At(long step) => step == 0 ? 0.1 : second;
    }

    private static void Refused(Func<LearningRate> make, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(make).Message);

    private static double[] At(LearningRate rate, params long[] steps) => [.. steps.Select(rate.At)];

    private static void Close(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-12);
    }
}
