using SimdSeq.Data;

namespace SimdSeq.Tests.Models;

/// <summary>A model that serves: predictions, streams and measurements at once from any threads, while others try to change it.</summary>
public sealed class ServingTests
{
    private const int Threads = 16, Values = 7 * 3;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AHundredThousandMixedAnswersAreRightAndAllocateNothing(bool bothWays)
    {
        const int Samples = 24, Rounds = 2, Calls = 100_000 / Threads / Rounds;
        SequenceModel<float> model = bothWays ? new SmallBothWays(1) : new SmallGru(1);
        float[] inputs = Models.Samples.Values<float>(Samples * Values, 1), expected = model.Predict(inputs);
        float[] ofSteps = StepsOf(model, inputs);
        var data = new ArrayDataset<float>(inputs, new float[Samples], 7, 3);
        var measured = model.Evaluate(data, threads: 1);
        model.Workers.Reserve(2 * Threads); // a measurement may use two
        model.SampleStreams.Reserve(Threads);
        long answered = 0, wrong = 0, allocated = long.MaxValue;
        for (int round = 0; round < Rounds; round++) // the runtime allocates when it compiles a method anew, once
        {
            long ofRound = 0;
            Meanwhile.On(Threads, thread =>
            {
                using var stream = model.OpenStream();
                float[] answers = new float[Samples];
                Ask(thread, 12, answers, stream);
                Interlocked.Add(ref ofRound, Ask(thread, Calls, answers, stream));
                Interlocked.Add(ref answered, Calls);
            });
            allocated = Math.Min(allocated, ofRound);
        }

        Assert.Equal(100_000, answered);
        Assert.Equal(0, wrong);
        Assert.Equal(0, allocated);

        long Ask(int thread, int calls, float[] answers, ModelStream<float> stream)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int call = thread; call < thread + calls; call++)
            {
                if (call % 3 == 0)
                {
                    if (stream.StepCount == 7) stream.Reset();
                    int sample = thread % Samples, step = (int)stream.StepCount;
                    Check(stream.Step(inputs.AsSpan(sample * Values + step * 3, 3)), ofSteps.AsSpan(sample * 7 + step, 1));
                }
                else if (call % 401 == 0)
                {
                    // A measurement makes a result, so its bytes are not counted.
                    long own = GC.GetAllocatedBytesForCurrentThread();
                    if (model.Evaluate(data, threads: 1 + call % 2) != measured) Interlocked.Increment(ref wrong);
                    before += GC.GetAllocatedBytesForCurrentThread() - own;
                }
                else
                {
                    int count = call % 4 == 0 ? 20 : 1, first = call % (Samples + 1 - count);
                    model.Predict(inputs.AsSpan(first * Values, count * Values), answers.AsSpan(0, count));
                    Check(answers.AsSpan(0, count), expected.AsSpan(first, count));
                }
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Check(ReadOnlySpan<float> answers, ReadOnlySpan<float> right)
        {
            if (!answers.SequenceEqual(right)) Interlocked.Increment(ref wrong);
        }
    }

    [Fact]
    public void WhileAnotherThreadLoadsAnAnswerIsOfOneOfTheFilesOrRefused()
    {
        SmallGru model = new(1), other = new(2);
        float[] inputs = Samples.Values<float>(20 * Values, 1);
        float[][] expected = [model.Predict(inputs), other.Predict(inputs)], ofSteps = [StepsOf(model, inputs), StepsOf(other, inputs)];
        MemoryStream[] files = [new(), new()];
        model.Save(files[0]);
        other.Save(files[1]);
        int loads = 0, refusedLoads = 0, answers = 0, wrong = 0;
        using var ended = new ManualResetEventSlim();
        Meanwhile.On(5, thread =>
        {
            if (thread == 0) Load();
            else Ask();
        });
        Assert.Equal(0, wrong);
        Assert.True(loads >= 200 && answers >= 1000, $"{loads} loads, {refusedLoads} refused, {answers} answers");

        void Load()
        {
            try
            {
                while (loads < 200)
                {
                    files[loads % 2].Position = 0;
                    if (IsRefused(() => model.Load(files[loads % 2]))) refusedLoads++;
                    else loads++;
                    Thread.Yield();
                }
            }
            finally
            {
                ended.Set();
            }
        }

        void Ask()
        {
            float[] outputs = new float[20];
            using var stream = model.OpenStream();
            for (int call = 0; !ended.IsSet || call < 1000; call++)
            {
                bool isStep = call % 2 == 0;
                int count = isStep ? 1 : call % 4 == 1 ? 20 : 2;
                bool isRefused = IsRefused(() =>
                {
                    if (!isStep) model.Predict(inputs.AsSpan(0, count * Values), outputs.AsSpan(0, count));
                    else
                    {
                        stream.Reset();
                        stream.Step(inputs.AsSpan(0, 3)).CopyTo(outputs);
                    }
                });
                if (call % 16 == 0) Thread.Sleep(0);
                if (isRefused) continue;
                Interlocked.Increment(ref answers);
                if (!(isStep ? ofSteps : expected).Any(right => right.AsSpan(0, count).SequenceEqual(outputs.AsSpan(0, count))))
                    Interlocked.Increment(ref wrong);
            }
        }
    }

    [Fact]
    public void ARunThatHasBegunIsNotBrokenOffByThoseWhoAsk()
    {
        const int Runs = 1_000_000;
        var use = new ModelUse("Model");
        int refused = 0, brokenOff = 0;
        using var ended = new ManualResetEventSlim();
        Meanwhile.On(2, thread =>
        {
            if (thread == 0) Train();
            else Ask();
        });
        Assert.Equal(0, brokenOff);
        use.Change().Dispose();
        use.Read().Dispose();

        void Train()
        {
            try
            {
                for (int run = 0; run < Runs;)
                {
                    ModelUse.FitScope? begun = null;
                    if (IsRefused(() => begun = use.Fit())) continue; // someone reads
                    run++;
                    using var scope = begun!.Value;
                    if (IsRefused(() => use.Change().Dispose())) brokenOff++;
                }
            }
            finally
            {
                ended.Set();
            }
        }

        void Ask()
        {
            while (!ended.IsSet)
            {
                for (int call = 0; call < 100; call++)
                {
                    if (IsRefused(() => use.Read().Dispose())) refused++;
                }
            }
        }
    }

    private static float[] StepsOf(SequenceModel<float> model, float[] inputs)
    {
        using var stream = model.OpenStream();
        float[] answers = new float[inputs.Length / 3];
        for (int step = 0; step < answers.Length; step++)
        {
            if (step % 7 == 0) stream.Reset();
            answers[step] = stream.Step(inputs.AsSpan(step * 3, 3))[0];
        }

        return answers;
    }

    private static bool IsRefused(Action act)
    {
        try
        {
            act();
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
