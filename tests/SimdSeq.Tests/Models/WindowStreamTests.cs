namespace SimdSeq.Tests.Models;

/// <summary>Streams of models that look ahead: each step is a prediction of the last steps, with states of the stream's own.</summary>
public sealed class WindowStreamTests
{
    private const int Rounds = 9;

    [Fact]
    public void AStatefulModelAnswersAsTheBatchAfterItsStatesAreReset()
    {
        var model = new GoingOnBothWays(1);
        float[] inputs = Samples.Values<float>(2 * Rounds, 2), other = Samples.Values<float>(2 * Rounds, 3);
        float[][] expected = Expected(inputs), expectedOfOther = Expected(other);
        using ModelStream<float> stream = model.OpenStream(), second = model.OpenStream();
        for (int pass = 0; pass < 2; pass++)
        {
            for (int step = 0; step < Rounds; step++)
            {
                model.Predict(other.AsSpan(0, 8)); // moves the states of the model, not those of a stream
                Samples.Same<float>(expected[step], stream.Step(inputs.AsSpan(2 * step, 2)), $"pass {pass}, step {step}");
                Samples.Same<float>(expectedOfOther[step], second.Step(other.AsSpan(2 * step, 2)), $"pass {pass}, step {step}");
            }

            stream.Reset();
            second.Reset();
        }

        float[][] Expected(float[] values) => [.. Enumerable.Range(1, Rounds).Select(step =>
        {
            float[] window = [.. new float[8], .. values[..(2 * step)]];
            model.ResetStates();
            return model.Predict(window[^8..]);
        })];
    }

    [Fact]
    public void AStreamLeavesTheStatesOfTheModelAlone()
    {
        GoingOnBothWays model = new(1), alone = new(1);
        float[] inputs = Samples.Values<float>(8, 2);
        using var stream = model.OpenStream();
        for (int call = 0; call < 3; call++)
        {
            Samples.Same<float>(alone.Predict(inputs), model.Predict(inputs), $"call {call}");
            stream.Step([1, 2]);
        }
    }

    [Fact]
    public void StatesBeginAsThoseOfAStreamThatDoesNotLookAhead()
    {
        var model = new BackwardStates(1);
        float[] first = Samples.Values<float>(model.InitialStates, 4);
        using var stream = model.OpenStream(first);
        using var causal = new ForwardStates(1).OpenStream(first);
        float[] begin = States(causal);
        Assert.Equal([.. first[3..], 0, 0], begin);
        for (int pass = 0; pass < 2; pass++)
        {
            Samples.Same<float>(begin, States(stream), $"pass {pass}");
            float[] step = [0.5f, -0.5f], states = new float[begin.Length];
            model.Predict([.. new float[6], .. step, .. first], default, new float[model.Outputs], states);
            stream.Step(step);
            Samples.Same<float>(states, States(stream), $"pass {pass}");
            stream.Reset();
        }

        using var zero = model.OpenStream();
        Assert.All(States(zero), state => Assert.Equal(0, state));

        static float[] States(ModelStream<float> stream)
        {
            float[] states = new float[10];
            stream.CopyStates(states);
            return states;
        }
    }

    [Fact]
    public void AStepThatFailsIsAsIfItHadNotBeen()
    {
        using ModelStream<float> stream = new IdsBothWays(1).OpenStream(), other = new IdsBothWays(1).OpenStream();
        for (int step = 0; step < Rounds; step++)
        {
            float id = 1 + step % 8;
            Assert.Throws<ArgumentOutOfRangeException>(() => stream.Step([9]));
            Assert.Equal(step, stream.StepCount);
            Samples.Same<float>(other.Step([id]), stream.Step([id]), $"step {step}");
        }
    }

    [Fact]
    public void TheFirstStepsAreASampleOfAsManyWhereSamplesHaveLengths()
    {
        var model = new BothWaysOfAny(1);
        float[] inputs = Samples.Values<float>(2 * Rounds, 2), whole = new float[model.Outputs];
        using ModelStream<float> stream = model.OpenStream(), copy = model.OpenStream();
        for (int pass = 0; pass < 2; pass++)
        {
            for (int steps = 1; steps <= Rounds; steps++)
            {
                int length = Math.Min(steps, 6), rows = length / 2;
                float[] window = [.. inputs[(2 * (steps - length))..(2 * steps)], .. Enumerable.Repeat(float.NaN, 12 - 2 * length)];
                model.Predict(window, [length], whole);
                float[] expected = [.. whole.Skip(2 * Math.Max(0, rows - 1)).Take(2), .. whole[6..]];
                Assert.Throws<ArgumentException>(() => stream.Step([1]));
                Samples.Same<float>(expected, stream.Step(inputs.AsSpan(2 * steps - 2, 2)), $"pass {pass}, {steps} steps");
                copy.CopyFrom(stream);
                if (steps < Rounds) Samples.Same<float>(stream.Step([0.25f, 3]), copy.Step([0.25f, 3]), $"copy after {steps} steps");
                stream.Reset();
                foreach (float[] step in inputs.Take(2 * steps).Chunk(2)) stream.Step(step);
            }

            stream.Reset();
        }

        using var ids = new IdsOfAny(1).OpenStream();
        using var others = new IdsOfAny(1).OpenStream();
        for (int step = 0; step < Rounds; step++)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => ids.Step([9]));
            Samples.Same<float>(others.Step([1 + step % 8]), ids.Step([1 + step % 8]), $"step {step}");
        }
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        float[] step = [0.5f, -0.5f];
        using var stream = new GoingOnBothWays(1).OpenStream();
        Assert.Equal(0, Allocated.BytesOf(() =>
        {
            stream.Step(step);
            stream.Reset();
        }));
    }
}
