namespace SimdSeq.Tests.Training;

/// <summary>The numbers of Keras's unit tests (keras/src/optimizers/schedules/learning_rate_schedule_test.py).</summary>
public sealed class KerasScheduleTests
{
    [Fact]
    public void Exponential()
    {
        Near(0.05 * Math.Pow(0.96, 0.5), new ExponentialDecay(0.05, 10, 0.96), 5);
        foreach (int step in new[] { 1, 2 }) Near(0.1, new ExponentialDecay(0.1, 3, 0.96, staircase: true), step);
        Near(0.1 * Math.Pow(0.96, 33), new ExponentialDecay(0.1, 3, 0.96, staircase: true), 100);
    }

    [Fact]
    public void Piecewise()
    {
        var schedule = new PiecewiseConstantDecay([100, 110, 120], [1, 0.1, 0.01, 0.001]);
        foreach (var (step, rate) in new[] { (0, 1.0), (100, 1), (105, 0.1), (110, 0.1), (120, 0.01), (999, 0.001) }) Near(
            rate, schedule, step);
        var other = new PiecewiseConstantDecay([1, 2, 3], [0.4, 0.5, 0.6, 0.7]);
        foreach (var (step, rate) in new[] { (0, 0.4), (1, 0.4), (2, 0.5), (3, 0.6), (4, 0.7) }) Near(rate, other, step);
        Assert.StartsWith("2 boundaries make 3 stretches; got 2 rates.",
            Assert.Throws<ArgumentException>(() => new PiecewiseConstantDecay([1, 2], [1, 2])).Message);
        Assert.StartsWith(
            "Boundaries rise; got 1 after 2.",
            Assert.Throws<ArgumentException>(() => new PiecewiseConstantDecay([2, 1], [1, 2, 3])).Message);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    public void Polynomial(double power)
    {
        Near(0.05 * Math.Pow(0.5, power), new PolynomialDecay(0.05, 10, 0, power), 5);
        Near(0.001, new PolynomialDecay(0.05, 10, 0.001, power), 10);
        Near(0.049 * Math.Pow(0.5, power) + 0.001, new PolynomialDecay(0.05, 10, 0.001, power), 5);
        Near(0.001, new PolynomialDecay(0.05, 10, 0.001, power), 15);
        Near(0.049 * Math.Pow(0.25, power) + 0.001, new PolynomialDecay(0.05, 10, 0.001, power, cycle: true), 15);
        Near(0.001, new PolynomialDecay(0.001, 10, cycle: true), 0);
    }

    [Fact]
    public void InverseTime()
    {
        for (int i = 0; i <= 10; i++)
        {
            Near(0.1 / (1 + i / 10.0 * 0.96), new InverseTimeDecay(0.1, 10, 0.96), i);
            Near(0.1 / (1 + 0.96 * (i / 10)), new InverseTimeDecay(0.1, 10, 0.96, staircase: true), i);
        }
    }

    [Fact]
    public void CosineRestarts()
    {
        foreach (var (tMul, mMul, alpha) in new[] { (2.0, 1.0, 0.0), (2, 1, 0.1), (2, 0.9, 0), (1, 1, 0), (1.5, 0.8, 0.2) })
        {
            for (int step = 0; step < 5000; step += 250)
                Near(Reference(step, 1000, tMul, mMul, alpha), new CosineDecayRestarts(1, 1000, tMul, mMul, alpha), step);
        }

        static double Reference(double step, double steps, double tMul, double mMul, double alpha)
        {
            double factor = 1;
            while (step >= steps)
            {
                step -= steps;
                steps *= tMul;
                factor *= mMul;
            }

            return (1 - alpha) * factor * 0.5 * (1 + Math.Cos(Math.PI * step / steps)) + alpha;
        }
    }

    [Fact]
    public void AWarmUpComesBeforeAnyOfThem()
    {
        foreach (LearningRate then in (LearningRate[])
            [
                new PolynomialDecay(0.5, 10), new ExponentialDecay(0.5, 4, 0.9), new PiecewiseConstantDecay([3], [0.5, 0.1]),
                new InverseTimeDecay(0.5, 4, 1), new CosineDecayRestarts(0.5, 10),
            ])
        {
            var schedule = new Warmup(4, then);
            foreach (int step in new[] { 0, 1, 2, 3 }) Near(0.5 * step / 4, schedule, step);
            for (int step = 4; step < 30; step++) Assert.Equal(then.At(step - 4), schedule.At(step));
        }
    }

    private static void Near(double expected, LearningRate rate, long step) => Assert.Equal(expected, rate.At(step), 1e-12);
}
