using SimdSeq.Data;

namespace SimdSeq.Tests.Training;

/// <summary>
/// More threads than tiles: those without one take a part in the products of the others. The bits stay, nothing is allocated, and a
/// failure ends the step on every thread.
/// </summary>
public sealed class FewTilesTests
{
    private const int Steps = 120, Samples = 60;

    [Theory]
    [InlineData(16)]
    [InlineData(5)]
    [InlineData(37)]
    public void TheBitsAreThoseOfOneThread(int batch)
    {
        string expected = Train(batch, threads: 1);
        foreach (int threads in (int[])[2, 3, 8]) Assert.Equal(expected, Train(batch, threads));
    }

    [Fact]
    public void AFailedStepEndsOnEveryThread()
    {
        var model = new WideLstm(seed: 3);
        float[] inputs = Inputs();
        using var trainer = model.OpenTrainer(new ArrayDataset<float>(inputs, Targets(), Steps, 1), Options(16, threads: 3));
        for (int i = 0; i < 3; i++) trainer.Step(); // from the second on threads help
        string before = model.ParameterSha256();
        inputs.AsSpan().Fill(99); // no such word
        Assert.ThrowsAny<ArgumentException>(() => trainer.Step());
        Assert.Equal(before, model.ParameterSha256());
        Inputs().CopyTo(inputs.AsSpan());
        trainer.Step();
        Assert.NotEqual(before, model.ParameterSha256());
    }

    private static string Train(int batch, int threads)
    {
        var model = new WideLstm(seed: 3);
        using var trainer = model.OpenTrainer(new ArrayDataset<float>(Inputs(), Targets(), Steps, 1), Options(batch, threads));
        long ofTeam = long.MaxValue;
        long ofThread = Allocated.BytesOf(() =>
        {
            long before = trainer.Team.AllocatedBytes;
            trainer.Step();
            ofTeam = Math.Min(ofTeam, trainer.Team.AllocatedBytes - before);
        });
        Assert.Equal((0, 0), (ofThread, ofTeam));
        return model.ParameterSha256();
    }

    private static FitOptions Options(int batch, int threads) =>
        new() { BatchSize = batch, Loss = Loss.MeanSquaredError, Optimizer = new Adam(0.01), Threads = threads, Seed = 5 };

    private static float[] Inputs() => [.. Enumerable.Range(0, Samples * Steps).Select(i => (float)(i * i % 7))];

    private static float[] Targets() => [.. Enumerable.Range(0, Samples).Select(i => i % 3 - 1f)];
}

/// <summary>Its products are large enough to share: those of a step, and the gradients.</summary>
[SequenceModel(steps: 120, features: 1)]
[Embedding(7, 5)]
[Lstm(96)]
[Dense(1)]
public sealed partial class WideLstm;
