using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

public sealed class DeterminismTests
{
    private const int Steps = 200;

    // 4 tiles and 5 samples to a batch; across passes, so that batches never begin at the same sample.
    private static readonly FitOptions Options = new()
    {
        StepsPerEpoch = Steps,
        BatchSize = 69,
        Seed = 5,
        GlobalClipNorm = 1,
        Loss = Loss.MeanAbsoluteError,
        Optimizer = new RmsProp(0.003, momentum: 0.5),
    };

    [Theory]
    [InlineData(16)]
    [InlineData(3)]
    public void ThreadsChangeNoBit(int slots)
    {
        string one = Train(Options with { Threads = 1, GradientSlots = slots });
        foreach (int threads in (int[])[2, 4, 16]) Assert.Equal(one, Train(Options with { Threads = threads, GradientSlots = slots }));
    }

    [Fact]
    public void ThreadsChangeNoBitWithAShortLastBatch()
    {
        var options = Options with { StepsPerEpoch = null, Epochs = 20 };
        string one = Train(options with { Threads = 1 });
        foreach (int threads in (int[])[2, 4, 16]) Assert.Equal(one, Train(options with { Threads = threads }));
    }

    [Fact]
    public void TheSeedOfTheRunDecides()
    {
        Assert.Equal(Train(Options), Train(Options));
        Assert.NotEqual(Train(Options), Train(Options with { Seed = 6 }));
    }

    [Fact]
    public void SlotsChangeRoundingOnly()
    {
        var options = new FitOptions { StepsPerEpoch = 5, BatchSize = 80, Threads = 1, Optimizer = new RmsProp(0.01) };
        float[] many = Parameters(options with { GradientSlots = 16 }), one = Parameters(options with { GradientSlots = 1 });
        Assert.NotEqual(many, one);
        for (int i = 0; i < many.Length; i++) Assert.Equal(many[i], one[i], 1e-3f);
    }

    [Fact]
    public void MoreSlotsThanTilesAreLikeAsManyAsTiles()
    {
        var options = new FitOptions { StepsPerEpoch = 20, BatchSize = 80, Threads = 3 };
        Assert.Equal(Train(options with { GradientSlots = 5 }), Train(options with { GradientSlots = 500 }));
    }

    [Fact]
    public void AStepAtATimeIsTheSameAsFit()
    {
        var model = new DroppingGru(1);
        using (var trainer = model.OpenTrainer(Samples.For(model, 150), Options))
        {
            for (int step = 0; step < Steps; step++) trainer.Step();
            Assert.Equal(Steps, trainer.StepCount);
        }

        Assert.Equal(Train(Options), model.ParameterSha256());
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        var model = new DroppingGru(1);
        foreach (int threads in (int[])[1, 3])
        {
            var history = model.Fit(Samples.For(model, 150), Options with { Threads = threads, StepsPerEpoch = 20, Epochs = 2 });
            Assert.Contains(history.Epochs, epoch => epoch.BytesPerStep == 0);
        }
    }

    private static string Train(FitOptions options)
    {
        var model = new DroppingGru(1);
        model.Fit(Samples.For(model, 150), options);
        return model.ParameterSha256();
    }

    private static float[] Parameters(FitOptions options)
    {
        var model = new DroppingGru(1);
        model.Fit(Samples.For(model, 150), options);
        return model.Parameters.ToArray();
    }
}
