using SimdSeq.Tests.Generation;

namespace SimdSeq.Tests.Models;

/// <summary>A stream that takes over the steps of another.</summary>
public sealed class StreamCopyTests
{
    [Fact]
    public void BothGoOnByThemselves()
    {
        Check(new EveryStep(1), 2);
        Check(new TransformerLogits(1), 1);
        Check(new WindowedTransformer(1), 1);
        Check(new ThreeBefore(1), 1);
        Check(new TokensBothWays(1), 1); // works through its last steps anew

        static void Check(SequenceModel<float> model, int features)
        {
            float[][] steps =
                [.. Enumerable.Range(0, 5).Select(i => Enumerable.Range(0, features).Select(j => (float)((3 * i + j) % 7)).ToArray())];
            using ModelStream<float> first = model.OpenStream(), second = model.OpenStream(), alone = model.OpenStream();
            for (int i = 0; i < 3; i++)
            {
                first.Step(steps[i]);
                alone.Step(steps[i]);
            }

            second.Step(steps[4]);
            second.CopyFrom(first);
            Assert.Equal(3, second.StepCount);
            first.Step(steps[0]);
            first.Step(steps[0]);
            for (int i = 3; i < 5; i++) Samples.Same<float>(alone.Step(steps[i]).ToArray(), second.Step(steps[i]));
            second.CopyFrom(second);
            Assert.Equal(5, second.StepCount);
        }
    }

    [Fact]
    public void AStreamIsOpenedLikeTheOtherToo()
    {
        Check(new ForwardStates(1));
        Check(new BackwardStates(1));

        static void Check(SequenceModel<float> model)
        {
            float[] states = Samples.Values<float>(model.InitialStates, 3), step = [0.25f, -0.5f];
            using ModelStream<float> first = model.OpenStream(states), second = model.OpenStream();
            float[] expected = first.Step(step).ToArray();
            second.CopyFrom(first);
            second.Reset();
            Samples.Same<float>(expected, second.Step(step));
        }
    }

    [Fact]
    public void OfAnotherModelOrClosedItIsRefused()
    {
        using ModelStream<float> stream = new RecurrentLogits(1).OpenStream(), other = new EveryStep(1).OpenStream();
        Assert.Equal("A stream of RecurrentLogits takes over one of the same model; got one of EveryStep. (Parameter 'other')",
            Assert.Throws<ArgumentException>(() => stream.CopyFrom(other)).Message);
        using var same = new RecurrentLogits(1).OpenStream();
        Assert.Contains("got one of another object", Assert.Throws<ArgumentException>(() => stream.CopyFrom(same)).Message);
        other.Dispose();
        Assert.Throws<ObjectDisposedException>(() => stream.CopyFrom(other));
        Assert.Throws<ObjectDisposedException>(() => other.CopyFrom(stream));
    }

    [Fact]
    public void ItAllocatesNothing()
    {
        using ModelStream<float> first = new TransformerLogits(1) is var model ? model.OpenStream() : null!, second = model.OpenStream();
        Assert.Equal(0, Allocated.BytesOf(() => second.CopyFrom(first)));
    }
}
