namespace SimdSeq.Extensions.Tests;

/// <summary>Requests that are answered together have the answers that they have alone, and nothing of each other.</summary>
public sealed class BatchingPredictorTests
{
    private const int Width = 12 * 3;

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(1, 64, 0, 4096)]
    [InlineData(3, 16, 1, 4096)]
    [InlineData(2, 5, 0, 3)]
    [InlineData(2, 1, 2, 50)]
    public async Task TenThousandRequestsHaveTheBitsThatTheyHaveAlone(int threads, int maximalBatch, int milliseconds, int capacity)
    {
        var model = new Forecaster(1);
        float[] inputs = Drawn.Values(200 * Width, 1), expected = model.Predict(inputs);
        await using var predictor = new BatchingPredictor<Forecaster, float>(model, new BatchingOptions
        {
            Threads = threads,
            MaximalBatch = maximalBatch,
            MaximalDelay = TimeSpan.FromMilliseconds(milliseconds),
            QueueCapacity = capacity,
        });
        int wrong = 0;
        await Parallel.ForAsync(0, 100, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (caller, _) =>
        {
            var requests = Enumerable.Range(0, 100).Select(async i =>
            {
                int first = (caller * 37 + i * 11) % 190, count = i % 10 == 0 ? 1 + i / 10 : 1; // 1 to 10 samples
                float[] answers = await predictor.PredictAsync(inputs.AsMemory(first * Width, count * Width));
                if (!answers.AsSpan().SequenceEqual(expected.AsSpan(first * 2, count * 2))) Interlocked.Increment(ref wrong);
            });
            await Task.WhenAll(requests).WaitAsync(Long, CancellationToken.None);
        });
        Assert.Equal(0, wrong);
        Assert.Equal(100 * (90 + Enumerable.Range(1, 10).Sum()), predictor.Samples);
    }

    [Fact]
    public async Task WhatCameMeanwhileIsOneBatch()
    {
        var model = new Forecaster(1);
        float[] inputs = Drawn.Values(17 * Width, 1), expected = model.Predict(inputs);
        await using var predictor = new BatchingPredictor<Forecaster, float>(model, new BatchingOptions { Threads = 1, MaximalBatch = 16 });
        var gate = new GatedMemory(inputs[..Width]);
        var first = predictor.PredictAsync(gate.Whole);
        gate.WaitUntilRead();
        Task<float[]>[] others = [.. Enumerable.Range(1, 16).Select(i => predictor.PredictAsync(inputs.AsMemory(i * Width, Width)))];
        gate.LetGoOn();
        Assert.Equal(expected[..2], await first.WaitAsync(Long));
        for (int i = 0; i < 16; i++) Assert.Equal(expected[(2 * i + 2)..(2 * i + 4)], await others[i].WaitAsync(Long));
        Assert.Equal((2, 17), (predictor.Batches, predictor.Samples));
    }

    [Fact]
    public async Task AFullBatchDoesNotWaitAndTheFirstOfAnotherDoes()
    {
        var model = new Forecaster(1);
        float[] inputs = Drawn.Values(16 * Width, 1);
        await using var predictor = new BatchingPredictor<Forecaster, float>(
            model, new BatchingOptions { Threads = 1, MaximalBatch = 8, MaximalDelay = TimeSpan.FromMinutes(1) });
        Task<float[]>[] requests = [.. Enumerable.Range(0, 7).Select(i => predictor.PredictAsync(inputs.AsMemory(i * Width, Width)))];
        await Task.Delay(50);
        Assert.DoesNotContain(requests, request => request.IsCompleted);
        var last = predictor.PredictAsync(inputs.AsMemory(7 * Width, Width));
        await Task.WhenAll([.. requests, last]).WaitAsync(TimeSpan.FromSeconds(50));
        Assert.Equal((1, 8), (predictor.Batches, predictor.Samples));

        await using var patient = new BatchingPredictor<Forecaster, float>(
            model, new BatchingOptions { Threads = 1, MaximalBatch = 8, MaximalDelay = TimeSpan.FromMilliseconds(20) });
        await patient.PredictAsync(inputs.AsMemory(0, Width)).WaitAsync(Long);
        Assert.Equal((1, 1), (patient.Batches, patient.Samples));
    }

    [Fact]
    public async Task AFullQueueLetsItsCallersWaitAndWhatIsCancelledLeavesIt()
    {
        var model = new Forecaster(1);
        float[] inputs = Drawn.Values(6 * Width, 1), expected = model.Predict(inputs);
        await using var predictor = new BatchingPredictor<Forecaster, float>(model, new BatchingOptions { Threads = 1, QueueCapacity = 2 });
        using CancellationTokenSource ofTaken = new(), ofQueued = new(), ofWaiting = new();
        var gate = new GatedMemory(inputs[..Width]);
        var taken = predictor.PredictAsync(gate.Whole, ofTaken.Token);
        gate.WaitUntilRead();
        float[] untouched = new float[2];
        Task<float[]> queued = Ask(1, default), waiting = Ask(4, ofWaiting.Token);
        var cancelled = predictor.PredictAsync(inputs.AsMemory(2 * Width, Width), default, untouched, ofQueued.Token);
        var admittedLater = Ask(3, default);
        ofTaken.Cancel(); // too late: it is being answered
        ofQueued.Cancel();
        ofWaiting.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Long));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(Long));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Ask(5, ofQueued.Token).WaitAsync(Long));
        Assert.False(queued.IsCompleted || admittedLater.IsCompleted || taken.IsCompleted);
        gate.LetGoOn();
        Assert.Equal(expected[..2], await taken.WaitAsync(Long));
        Assert.Equal(expected[2..4], await queued.WaitAsync(Long));
        Assert.Equal(expected[6..8], await admittedLater.WaitAsync(Long));
        Assert.Equal([0, 0], untouched);
        Assert.Equal(3, predictor.Samples);

        Task<float[]> Ask(int sample, CancellationToken cancellation) =>
            predictor.PredictAsync(inputs.AsMemory(sample * Width, Width), cancellation);
    }

    [Fact]
    public async Task WhatWaitsForOthersCanBeCancelled()
    {
        var model = new Forecaster(1);
        float[] inputs = Drawn.Values(3 * Width, 1), expected = model.Predict(inputs), untouched = new float[2];
        await using var predictor = new BatchingPredictor<Forecaster, float>(
            model, new BatchingOptions { Threads = 1, MaximalBatch = 3, MaximalDelay = TimeSpan.FromMinutes(1) });
        using var cancellation = new CancellationTokenSource();
        var first = predictor.PredictAsync(inputs.AsMemory(0, Width), CancellationToken.None);
        var cancelled = predictor.PredictAsync(inputs.AsMemory(Width, Width), default, untouched, cancellation.Token);
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(TimeSpan.FromSeconds(30)));
        var others = predictor.PredictAsync(inputs.AsMemory(Width, 2 * Width), CancellationToken.None);
        Assert.Equal(expected[..2], await first.WaitAsync(Long));
        Assert.Equal(expected[2..], await others.WaitAsync(Long));
        Assert.Equal([0, 0], untouched);
        Assert.Equal(3, predictor.Samples);
    }

    [Fact]
    public async Task AWrongValueIsTheErrorOfItsOwnRequestAlone()
    {
        var model = new Reader(1);
        float[] ids = [.. Enumerable.Range(0, 20 * 9).Select(i => (float)(i * 37 % 100))], expected = model.Predict(ids), wrong = [.. ids];
        wrong[5 * 9 + 4] = 100;
        await using var predictor = new BatchingPredictor<Reader, float>(
            model, new BatchingOptions { Threads = 1, MaximalBatch = 20, MaximalDelay = TimeSpan.FromMinutes(1) });
        Task<float[]>[] requests = [.. Enumerable.Range(0, 20).Select(i => predictor.PredictAsync(wrong.AsMemory(i * 9, 9)))];
        for (int i = 0; i < 20; i++)
        {
            if (i != 5) Assert.Equal(expected[i], Assert.Single(await requests[i].WaitAsync(Long)));
            else
            {
                var refusal = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => requests[5].WaitAsync(Long));
                Assert.Contains("got 100 at step 4 of sample 0.", refusal.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task RequestsOfDifferentLengthsAreAnsweredAsAlone()
    {
        var model = new Reader(1);
        float[] ids = [.. Enumerable.Range(0, 60 * 9).Select(i => (float)(i * 37 % 100))], whole = model.Predict(ids),
            shorter = new float[60];
        int[] lengths = [.. Enumerable.Range(0, 60).Select(i => i % 10)];
        model.Predict(ids, lengths, shorter);
        await using var predictor = new BatchingPredictor<Reader, float>(
            model, new BatchingOptions { MaximalDelay = TimeSpan.FromMilliseconds(1) });
        await Parallel.ForAsync(0, 600, async (call, _) =>
        {
            int sample = call % 60, kind = call / 60 % 3;
            float[] answer = new float[1];
            if (kind == 0) answer = await predictor.PredictAsync(ids.AsMemory(sample * 9, 9));
            else await predictor.PredictAsync(ids.AsMemory(sample * 9, 9), lengths.AsMemory(sample, 1), answer);
            Assert.Equal((kind == 0 ? whole : shorter)[sample], answer[0]);
        }).WaitAsync(Long);

        await Assert.ThrowsAsync<ArgumentException>(
            () => predictor.PredictAsync(ids.AsMemory(0, 9), new[] { 10 }, new float[1]).WaitAsync(Long));
    }

    [Fact]
    public async Task WhatDoesNotFitIsRefusedAtOnce()
    {
        await using var predictor = new BatchingPredictor<Forecaster, float>(new Forecaster(1));
        Assert.Empty(await predictor.PredictAsync(default));
        Assert.Contains("has 36 values; got 37", (await Refusal(() => predictor.PredictAsync(new float[37]))).Message);
        Assert.Contains(
            "1 x 2 = 2 outputs; got room for 3",
            (await Refusal(() => predictor.PredictAsync(new float[36], default, new float[3]))).Message);
        Assert.Contains("got 3 lengths", (await Refusal(() => predictor.PredictAsync(new float[72], new int[3], new float[4]))).Message);
        Assert.Equal(0, predictor.Batches);

        static Task<ArgumentException> Refusal(Func<Task> act) => Assert.ThrowsAsync<ArgumentException>(act);
    }

    [Fact]
    public async Task AClosedPredictorAnswersWhatWaitsAndTakesNoMore()
    {
        var model = new Forecaster(1);
        float[] inputs = Drawn.Values(3 * Width, 1), expected = model.Predict(inputs);
        var predictor = new BatchingPredictor<Forecaster, float>(model, new BatchingOptions { Threads = 1, QueueCapacity = 1 });
        var gate = new GatedMemory(inputs[..Width]);
        var first = predictor.PredictAsync(gate.Whole);
        gate.WaitUntilRead();
        var second = predictor.PredictAsync(inputs.AsMemory(Width, Width));
        predictor.Dispose();
        var closed = predictor.DisposeAsync().AsTask();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => predictor.PredictAsync(inputs.AsMemory(0, Width)).WaitAsync(Long));
        Assert.False(closed.IsCompleted);
        gate.LetGoOn();
        await closed.WaitAsync(Long);
        float[] both = [.. await first, .. await second];
        Assert.Equal(expected[..4], both);
    }

    [Fact]
    public async Task AModelThatIsBeingChangedRefusesAndThenAnswers()
    {
        Forecaster model = new(1), other = new(2);
        float[] inputs = Drawn.Values(Width, 1);
        await using var predictor = new BatchingPredictor<Forecaster, float>(model);
        var data = new Data.ArrayDataset<float>(inputs, new float[2], 12, 3, targetCount: 2);
        Task<float[]>? meanwhile = null;
        model.Fit(data, new FitOptions
        {
            OnStep = _ =>
            {
                meanwhile = predictor.PredictAsync(inputs);
                ((IAsyncResult)meanwhile).AsyncWaitHandle.WaitOne();
            },
        });
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => meanwhile!);
        Assert.Contains("Forecaster is being trained", refusal.Message, StringComparison.Ordinal);
        model.Parameters.Set(other.Parameters.ToArray());
        Assert.Equal(other.Predict(inputs), await predictor.PredictAsync(inputs));
    }

    [Fact]
    public void AStatefulModelAndOptionsThatMeanNothingAreRefused()
    {
        Assert.Contains(
            "stateful: true", Assert.Throws<ArgumentException>(() => new BatchingPredictor<GoingOn, float>(new GoingOn(1))).Message);
        Assert.Contains("MaximalBatch", Refusal(new() { MaximalBatch = 0 }));
        Assert.Contains("fill the longest array; got 2147483647.", Refusal(new() { MaximalBatch = int.MaxValue }));
        Assert.Contains("QueueCapacity", Refusal(new() { QueueCapacity = 0 }));
        Assert.Contains("Threads", Refusal(new() { Threads = 0 }));
        Assert.Contains("MaximalDelay", Refusal(new() { MaximalDelay = TimeSpan.FromTicks(-1) }));

        static string Refusal(BatchingOptions options) =>
            Assert.Throws<ArgumentOutOfRangeException>(() => new BatchingPredictor<Forecaster, float>(new Forecaster(1), options)).Message;
    }
}
