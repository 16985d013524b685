using SimdSeq.Data;

namespace SimdSeq.Tests.Models;

/// <summary>Threads that only read a model do not disturb each other; one that changes it meets nobody.</summary>
public sealed class ConcurrentUseTests
{
    private const int Threads = 8;

    [Fact]
    public void ThreadsHaveTheAnswersOfOne()
    {
        var model = new SmallGru(1);
        int[] sizes = [64, 1, 3, 20];
        float[][] inputs = [.. sizes.Select((size, i) => Samples.Values<float>(size * 21, i))];
        float[][] expected = [.. inputs.Select(samples => model.Predict(samples))];
        var data = Samples.For(model, 64);
        float[] ofData = model.Predict(data, threads: 1);
        var measured = model.Evaluate(data, threads: 1);
        Meanwhile.On(Threads, thread =>
        {
            for (int call = 0; call < 200; call++)
            {
                int which = (thread + call) % sizes.Length;
                Samples.Same<float>(expected[which], model.Predict(inputs[which]));
                if (call % 10 == 0) Samples.Same<float>(ofData, model.Predict(data, threads: 1 + thread % 2));
                if (call % 10 == 5) Assert.Equal(measured, model.Evaluate(data, threads: 1 + thread % 2));
            }
        });
    }

    [Fact]
    public void AHundredThousandAnswersOnSixteenThreadsAreRightAndAllocateNothing()
    {
        const int AtOnce = 16, Calls = 6250;
        var model = new SmallGru(1);
        float[] inputs = Samples.Values<float>(24 * 21, 1), expected = model.Predict(inputs);
        model.Workers.Reserve(AtOnce);
        model.SampleStreams.Reserve(AtOnce);
        long wrong = 0, allocated = long.MaxValue;
        for (int round = 0; round < 2; round++) // the runtime allocates when it compiles a method anew, once
        {
            long ofRound = 0;
            Meanwhile.On(AtOnce, thread =>
            {
                float[] answers = new float[24];
                Ask(thread, 10, answers);
                long before = GC.GetAllocatedBytesForCurrentThread();
                Ask(thread, Calls / 2, answers);
                Interlocked.Add(ref ofRound, GC.GetAllocatedBytesForCurrentThread() - before);
            });
            allocated = Math.Min(allocated, ofRound);
        }

        Assert.Equal(0, wrong);
        Assert.Equal(0, allocated);

        void Ask(int thread, int calls, float[] answers)
        {
            for (int call = 0; call < calls; call++)
            {
                int count = (thread + call) % 4 == 0 ? 20 : 1, first = (thread + call) % (25 - count);
                model.Predict(inputs.AsSpan(first * 21, count * 21), answers.AsSpan(0, count));
                if (!answers.AsSpan(0, count).SequenceEqual(expected.AsSpan(first, count))) Interlocked.Increment(ref wrong);
            }
        }
    }

    [Fact]
    public void OneThreadsUnknownIdIsItsOwnErrorAlone()
    {
        var model = new LookedUp(1);
        float[] ids = [.. Enumerable.Range(0, 64 * 5).Select(i => (float)(i * 37 % 3000))], wrong = [.. ids], expected = model.Predict(ids);
        wrong.AsSpan(77, 60).Fill(1e6f);
        Meanwhile.On(Threads, thread =>
        {
            for (int call = 0; call < 200; call++)
            {
                if (thread > 0) Samples.Same<float>(expected, model.Predict(ids));
                else Refused();
            }
        });

        void Refused()
        {
            var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict(wrong));
            Assert.Contains("got 1000000 at step 2 of sample 15.", refusal.Message);
        }
    }

    [Fact]
    public void ADataSetMayAskTheModelThatReadsIt()
    {
        var model = new SmallGru(1);
        float[] inputs = Samples.Values<float>(20 * 21, 3), expected = model.Predict(inputs),
            ofData = model.Predict(Samples.For(model, 50));
        var data = new GatedDataset(Samples.For(model, 50), () =>
        {
            Samples.Same<float>(expected, model.Predict(inputs));
            Samples.Same<float>(expected.AsSpan(0, 1), model.Predict(inputs.AsSpan(0, 21)));
        });
        Samples.Same<float>(ofData, model.Predict(data, threads: 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void NobodyElseUsesAModelInATrainingStep(int threads)
    {
        SmallGru model = new(1), undisturbed = new(1);
        var data = Samples.For(model, 64);
        var options = new FitOptions { BatchSize = 32, Threads = threads };
        undisturbed.Fit(data, options);
        using var stream = model.OpenStream();
        using var inStep = new ManualResetEvent(false);
        using var goOn = new ManualResetEvent(false);
        var gated = new GatedDataset(data, () =>
        {
            inStep.Set();
            Meanwhile.Wait(goOn);
        });
        var fit = Meanwhile.Begin(() => model.Fit(gated, options));
        Meanwhile.Wait(inStep);
        using var saved = new MemoryStream();
        undisturbed.Save(saved);
        saved.Position = 0;
        float[] one = new float[21], many = new float[20 * 21];
        Action[] others =
        [
            () => model.Predict(one), () => model.Predict(many), () => model.Predict(data),
            () => model.Evaluate(data), () => model.Fit(data, options),
            Load, () => model.Save(new MemoryStream()), () => model.Parameters.Set(model.Parameters.ToArray()),
            () => model.Parameters[0].Set(model.Parameters[0].Values), () => model.ParameterSha256(), () => stream.Step(one.AsSpan(0, 3)),
            () => { using var trainer = model.OpenTrainer(data, options); trainer.Step(); },
        ];
        foreach (var other in others) Assert.Contains("SmallGru is being trained", Assert.Throws<InvalidOperationException>(other).Message);
        goOn.Set();
        Meanwhile.Wait(fit);
        Assert.Equal(undisturbed.ParameterSha256(), model.ParameterSha256());
        foreach (var other in others[..^2]) other();

        void Load()
        {
            saved.Position = 0;
            model.Load(saved);
        }
    }

    [Fact]
    public void BetweenTheStepsOfARunOtherThreadsStayOutAndCallbacksMayUseTheModel()
    {
        var model = new SmallGru(1);
        var data = Samples.For(model, 64);
        float[] samples = Samples.Values<float>(20 * 21, 1);
        using var stream = model.OpenStream();
        int calls = 0;
        model.Fit(data, new FitOptions
        {
            Epochs = 2,
            OnStep = _ => Use(),
            OnEpoch = _ =>
            {
                Use();
                Assert.Throws<InvalidOperationException>(() => Meanwhile.On(() => model.Predict(samples)));
                Assert.Throws<InvalidOperationException>(() => Meanwhile.On(() => model.Fit(data, new FitOptions())));
                Assert.Throws<InvalidOperationException>(() => model.Fit(data, new FitOptions()));
                model.Parameters.Set(model.Parameters.ToArray());
            },
        });
        Assert.Equal(6, calls);
        Meanwhile.On(Use);

        void Use()
        {
            calls++;
            Samples.Same<float>(model.Predict(samples).AsSpan(0, 1), model.Predict(samples.AsSpan(0, 21)));
            Assert.Equal(model.Evaluate(data, threads: 2), model.Evaluate(data, threads: 1));
            model.Save(new MemoryStream());
            stream.Step(samples.AsSpan(0, 3));
        }
    }

    [Fact]
    public void NobodyChangesAModelThatIsRead()
    {
        var model = new SmallGru(1);
        var data = Samples.For(model, 64);
        float[] samples = Samples.Values<float>(20 * 21, 1), before = model.Predict(samples);
        float[] parameters = model.Parameters.ToArray();
        using var trainer = model.OpenTrainer(data, new FitOptions());
        using var saved = new MemoryStream();
        model.Save(saved);
        int refused = 0;
        model.Predict(new GatedDataset(data, () =>
        {
            saved.Position = 0;
            Action[] changes =
            [
                () => trainer.Step(), () => model.Fit(data, new FitOptions()), () => model.Load(saved),
                () => model.Parameters.Set(parameters),
            ];
            foreach (var change in changes)
            {
                string message = Assert.Throws<InvalidOperationException>(() => Meanwhile.On(change)).Message;
                Assert.StartsWith("SmallGru is read by 1 other call", message);
                refused++;
            }

            Samples.Same<float>(before, model.Predict(samples));
        }), threads: 1);
        Assert.Equal(4 * 4, refused);
        trainer.Step();
    }

    [Fact]
    public void PredictionsOfAStatefulModelComeOneAtATime()
    {
        GoingOn model = new(1), other = new(1);
        var data = Samples.For(model, 20);
        float[] samples = Samples.Values<float>(20 * 6, 1);
        var measured = model.Evaluate(data);
        int refused = 0;
        model.Predict(new GatedDataset(data, () =>
        {
            Action[] others = [() => model.Predict(samples), () => model.Predict(data), () => model.Evaluate(data), model.ResetStates];
            foreach (var change in others)
            {
                Assert.Contains("stateful", Assert.Throws<InvalidOperationException>(change).Message);
                refused++;
            }

            using var stream = model.OpenStream();
            stream.Step(samples.AsSpan(0, 2));
        }), threads: 1);
        Assert.Equal(8, refused);
        other.Predict(data);
        Samples.Same<float>(other.Predict(samples), model.Predict(samples));
        Meanwhile.On(4, _ => Assert.Equal(measured, model.Evaluate(data, threads: 2)));
    }

    [Fact]
    public void AFailedCallGivesBackWhatItRented()
    {
        var model = new LookedUp(1);
        float[] wrong = [.. Enumerable.Repeat(3000f, 20 * 5)], right = new float[20 * 5];
        for (int call = 0; call < 10; call++)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict(wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict(wrong.AsSpan(0, 5).ToArray()));
            Assert.Throws<InvalidDataException>(() => model.Evaluate(new GatedDataset(
                new ArrayDataset<float>(right, new float[20], 5, 1), () => throw new InvalidDataException()), threads: 2));
        }

        float[] outputs = new float[20];
        Assert.Equal(0, Allocated.BytesOf(() => model.Predict(right, outputs)));
        model.Fit(new ArrayDataset<float>(right, outputs, 5, 1), new FitOptions());
    }
}
