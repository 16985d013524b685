using System.Reflection;
using SimdSeq.Data;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

/// <summary>A run goes on with the options that it began with: each one that a bit of the result depends on is compared.</summary>
public sealed class RunIdentityTests
{
    private static readonly string[] ChangeNoBit =
        [nameof(FitOptions.Epochs), nameof(FitOptions.Threads), nameof(FitOptions.OnStep), nameof(FitOptions.OnEpoch),
            nameof(FitOptions.Callbacks)]; // the callbacks' own state is compared with them

    private static readonly FitOptions Options = new() { Shuffle = false, BatchSize = 20 };
    private static readonly FitOptions Classes = Options with { Loss = Loss.BinaryCrossEntropy(fromLogits: true) };
    private static readonly Dataset<float> Data = Samples.For(new GoingOn(1), 40);

    private static FitOptions[] Changed =>
    [
        Options with { StepsPerEpoch = 3 }, Options with { BatchSize = 10 }, Options with { Seed = 2 },
        Options with { ResetStatesEvery = 2 }, Options with { ResetStatesEvery = 3 },
        Options with { Validation = Data }, Options with { Loss = Loss.MeanAbsoluteError },
        Options with { Losses = [Loss.MeanAbsoluteError] }, Options with { LossWeights = [2] },
        Options with { Metrics = [Metric.R2Score] },
        Options with { Optimizer = new Adam() }, Options with { GlobalClipNorm = 1 }, Options with { GlobalClipNorm = 2 },
        Options with { ClipNorm = 1 }, Options with { ClipValue = 1 },
        Options with { Frozen = ["*/bias"] }, Options with { L2 = [new L2("*/kernel", 0.1)] }, Options with { GradientSlots = 1 },
    ];

    [Fact]
    public void AnotherOptionIsAnotherRun()
    {
        byte[] state = State(Options), ofClasses = State(Classes);
        foreach (FitOptions other in Changed) Refuses(state, other);
        Refuses(ofClasses, Classes with { ClassWeights = [1, 2] });

        static void Refuses(byte[] state, FitOptions other)
        {
            using var trainer = new GoingOn(1).OpenTrainer(Data, other);
            var refusal = Assert.Throws<ModelFormatException>(() => trainer.Resume(new MemoryStream(state)));
            Assert.Contains("It is the state of another run", refusal.Message);
        }
    }

    [Fact]
    public void NoOptionIsForgotten()
    {
        // Shuffling is not for a model that keeps states; BackupTests have it.
        string[] others = [.. ChangeNoBit, nameof(FitOptions.Shuffle), nameof(FitOptions.ClassWeights)];
        foreach (PropertyInfo property in typeof(FitOptions).GetProperties())
        {
            Assert.True(
                others.Contains(property.Name) || Changed.Any(other => !Equals(property.GetValue(other), property.GetValue(Options))),
                $"FitOptions.{property.Name}: does a run that goes on with another one differ? Then RunIdentity has to have it, and this.");
        }
    }

    private static byte[] State(FitOptions options)
    {
        var stream = new MemoryStream();
        using var trainer = new GoingOn(1).OpenTrainer(Data, options);
        trainer.Save(stream);
        return stream.ToArray();
    }
}
