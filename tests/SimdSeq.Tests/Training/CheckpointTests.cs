using SimdSeq.Data;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

/// <summary>A run that is written down and goes on elsewhere ends with the bits of one that was never interrupted.</summary>
public sealed class CheckpointTests
{
    private const int Steps = 23;

    private static readonly FitOptions Options = new() { StepsPerEpoch = 7, BatchSize = 21, Seed = 5, GlobalClipNorm = 1 };

    public static TheoryData<string> Optimizers => [.. Kinds.Keys];

    private static Dictionary<string, Func<Optimizer>> Kinds { get; } = new()
    {
        ["RMSprop"] = () => new RmsProp(0.003),
        ["RMSprop with momentum"] = () => new RmsProp(0.003, momentum: 0.5),
        ["Adam"] = () => new Adam(0.003),
        ["AdamW"] = () => new AdamW(0.003),
        ["SGD"] = () => new Sgd(0.01),
        ["SGD with momentum and a schedule"] = () => new Sgd(new CosineDecay(0.01, 30), momentum: 0.9),
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void AResumedRunHasTheBitsOfAWholeOne(string optimizer)
    {
        FitOptions options = Options with { Optimizer = Kinds[optimizer]() };
        Dataset<float> samples = Samples.For(new DroppingGru(1), 50); // the cut falls into the second pass
        Check(seed => new DroppingGru(seed), samples, options);
        Check(seed => new DroppingGru(seed), samples, options with { StepsPerEpoch = null });
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void KeptStatesAndRowsThatWereLeftOutGoOnToo(string optimizer)
    {
        var random = new Random(3);
        float[] ids = [.. Enumerable.Range(0, 40 * 4).Select(_ => (float)random.Next(9))];
        float[] targets = [.. Enumerable.Range(0, 40).Select(_ => random.NextSingle())];
        var samples = new ArrayDataset<float>(ids, targets, steps: 4, features: 1);
        FitOptions options = Options with { Shuffle = false, BatchSize = 20, Optimizer = Kinds[optimizer]() };
        Check(seed => new IdsGoingOn(seed), samples, options);
        Check(seed => new IdsGoingOn(seed), samples, options with { ResetStatesEvery = 3 });
    }

    [Fact]
    public void ASetLearningRateStays()
    {
        var model = new DroppingGru(1);
        Dataset<float> samples = Samples.For(model, 50);
        using var first = model.OpenTrainer(samples, Options);
        first.LearningRate = 0.0125;
        first.Step();
        using var second = new DroppingGru(2).OpenTrainer(samples, Options);
        second.Resume(new MemoryStream(Saved(first)));
        Assert.Equal((0.0125, 1), (second.LearningRate, second.StepCount));
        using var unset = new DroppingGru(2).OpenTrainer(samples, Options);
        unset.Resume(new MemoryStream(Saved(model.OpenTrainer(samples, Options))));
        Assert.Equal(0.001, unset.LearningRate);
    }

    [Fact]
    public void AClosedTrainerHasNoState()
    {
        var model = new DroppingGru(1);
        var trainer = model.OpenTrainer(Samples.For(model, 50), Options);
        byte[] state = Saved(trainer);
        trainer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Saved(trainer));
        Assert.Throws<ObjectDisposedException>(() => trainer.Resume(new MemoryStream(state)));
    }

    [Fact]
    public void WhatIsNoStateOfThisRunIsRefusedAndChangesNothing()
    {
        var model = new DroppingGru(1);
        Dataset<float> samples = Samples.For(model, 50);
        using var trainer = model.OpenTrainer(samples, Options);
        trainer.Step();
        byte[] state = Saved(trainer);
        Refuses([], "the state of a training run");
        Refuses(state[..^1], "SHA-256");
        Refuses([.. state, 0], "SHA-256");
        for (int at = 0; at < state.Length; at += 97) Refuses([.. state[..at], (byte)(state[at] ^ 1), .. state[(at + 1)..]], "expected");
        Refuses(state, "the seed of this run, 6", options: Options with { Seed = 6 });
        Refuses(state, "the batch size of this run, 22", options: Options with { BatchSize = 22 });
        Refuses(state, "the optimizer of this run, Adam", options: Options with { Optimizer = new Adam() });
        Refuses(state, "the number of samples of this run, 49", Samples.For(model, 49));
        var error = Assert.Throws<InvalidOperationException>(() => trainer.Resume(new MemoryStream(state)));
        Assert.Contains("got one after 1", error.Message);

        void Refuses(byte[] bytes, string expected, Dataset<float>? other = null, FitOptions? options = null)
        {
            var fresh = new DroppingGru(9);
            string before = fresh.ParameterSha256();
            using var resumed = fresh.OpenTrainer(other ?? samples, options ?? Options);
            var refusal = Assert.Throws<ModelFormatException>(() => resumed.Resume(new MemoryStream(bytes)));
            Assert.Contains(expected, refusal.Message);
            Assert.Equal((before, 0), (fresh.ParameterSha256(), resumed.StepCount));
        }
    }

    private static void Check<TModel>(Func<long, TModel> create, Dataset<float> samples, FitOptions options)
        where TModel : SequenceModel<float>
    {
        TModel whole = create(1), begun = create(1), resumed = create(2);
        using var uninterrupted = whole.OpenTrainer(samples, options with { Threads = 1 });
        var losses = Enumerable.Range(0, Steps).Select(_ => uninterrupted.Step()).ToArray();
        using var first = begun.OpenTrainer(samples, options with { Threads = 2 });
        for (int step = 0; step < Steps / 2; step++) first.Step();
        using var second = resumed.OpenTrainer(samples, options with { Threads = 1 });
        second.Resume(new MemoryStream(Saved(first)));
        for (int step = Steps / 2; step < Steps; step++) Assert.Equal(losses[step], second.Step());
        Assert.Equal(whole.ParameterSha256(), resumed.ParameterSha256());
        Assert.Equal(Saved(uninterrupted), Saved(second));
    }

    private static byte[] Saved(Trainer<float> trainer)
    {
        var stream = new MemoryStream();
        trainer.Save(stream);
        return stream.ToArray();
    }
}
