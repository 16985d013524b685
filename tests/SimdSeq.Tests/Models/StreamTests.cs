namespace SimdSeq.Tests.Models;

public sealed class StreamTests
{
    private readonly EveryStep _model = new(1);

    [Fact]
    public void EveryStepHasTheBitsOfTheBatchAnswer()
    {
        float[] inputs = Samples.Values<float>(12, 1), expected = _model.Predict(inputs);
        using var stream = _model.OpenStream();
        for (int round = 0; round < 3; round++)
        {
            for (int step = 0; step < 6; step++)
            {
                Assert.Equal(step, stream.StepCount);
                Samples.Same<float>(expected.AsSpan(3 * step, 3), stream.Step(inputs.AsSpan(2 * step, 2)), $"round {round}, step {step}");
            }

            stream.Reset();
            Assert.Equal(0, stream.StepCount);
        }
    }

    [Fact]
    public void AStreamReadsTheParametersOfTheMoment()
    {
        float[] step = [0.5f, -0.5f];
        using var stream = _model.OpenStream();
        float[] before = stream.Step(step).ToArray();
        _model.Parameters.Set(new EveryStep(2).Parameters.ToArray());
        stream.Reset();
        using var fresh = new EveryStep(2).OpenStream();
        float[] after = stream.Step(step).ToArray();
        Assert.NotEqual(before, after);
        Samples.Same(fresh.Step(step), after);
    }

    [Fact]
    public void AnAnswerStaysReadableWhenTheStreamIsGone()
    {
        var answer = Answer();
        float[] kept = answer.ToArray();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        // takes free places
        float[][] noise = [.. Enumerable.Range(0, 500).Select(i => GC.AllocateArray<float>(16 + i % 400, pinned: true))];
        foreach (float[] array in noise) Array.Fill(array, float.NaN);
        Samples.Same<float>(kept, answer);
        GC.KeepAlive(noise);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static ReadOnlySpan<float> Answer() => new EveryStep(1).OpenStream().Step([1, 2]);
    }

    [Fact]
    public async Task StreamsOfANewModelMayStartTogether()
    {
        float[] inputs = Samples.Values<float>(12, 1), expected = _model.Predict(inputs);
        for (int round = 0; round < 50; round++)
        {
            var model = new EveryStep(1); // its first step prepares the parameters for the kernels
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            {
                using var stream = model.OpenStream();
                for (int step = 0; step < 6; step++)
                    Samples.Same<float>(expected.AsSpan(3 * step, 3), stream.Step(inputs.AsSpan(2 * step, 2)));
            })));
        }
    }

    [Fact]
    public void WrongUseIsRefused()
    {
        var stream = _model.OpenStream();
        Assert.StartsWith(
            "A step of EveryStep has 2 features; got 3.", Assert.Throws<ArgumentException>(() => stream.Step(new float[3])).Message);
        Assert.Equal(0, stream.StepCount);
        stream.Dispose();
        stream.Dispose();
        Assert.Throws<ObjectDisposedException>(() => stream.Step(new float[2]));
        Assert.Throws<ObjectDisposedException>(stream.Reset);
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        float[] step = [0.5f, -0.5f];
        using var stream = _model.OpenStream();
        Assert.Equal(0, Allocated.BytesOf(() =>
        {
            for (int i = 0; i < 100; i++) stream.Step(step);
        }));
    }
}
