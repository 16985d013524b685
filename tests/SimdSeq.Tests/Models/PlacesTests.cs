using System.Numerics;
using SimdSeq.Data;

namespace SimdSeq.Tests.Models;

/// <summary>A stateful model moves the places of a batch that a sample is in, and no other, whatever the width of a tile.</summary>
public sealed class PlacesTests
{
    private static readonly FitOptions Standing = new() { Shuffle = false, Optimizer = new Sgd(1e-30), Threads = 1 };

    [Fact]
    public void FewerSamplesLeaveTheOtherPlacesInSingle() => FewerSamplesLeaveTheOtherPlaces(seed => new GoingOn(seed));

    [Fact]
    public void FewerSamplesLeaveTheOtherPlacesInDouble() => FewerSamplesLeaveTheOtherPlaces(seed => new GoingOnInDouble(seed));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ASmallerLastBatchOfTrainingLeavesTheOtherPlaces(int threads)
    {
        // 43 samples in batches of 20: the last has three, and places 3 to 19 stay where the second batch left them.
        var data = Samples.For(new GoingOn(1), 43);
        float[] inputs = Samples.Values<float>(43 * 6, 1), next = Samples.Values<float>(20 * 6, 9);
        GoingOn model = new(1), alone = new(1);
        model.Fit(data, Standing with { BatchSize = 20, Threads = threads });
        float[] expected = [.. Enumerable.Range(0, 20).SelectMany(place => AtPlace(alone, inputs, next, place))];
        Samples.Same<float>(expected, model.Predict(next));

        static float[] AtPlace(GoingOn alone, float[] inputs, float[] next, int place)
        {
            alone.ResetStates();
            for (int sample = place; sample < 43; sample += 20) alone.Predict(inputs.AsSpan(sample * 6, 6));
            return alone.Predict(next.AsSpan(place * 6, 6));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ASmallerLastBatchOfAPredictionLeavesTheOtherPlaces(int threads)
    {
        var data = Samples.For(new GoingOn(1), 43);
        float[] next = Samples.Values<float>(20 * 6, 9);
        GoingOn trained = new(1), predicted = new(1);
        trained.Fit(data, Standing with { BatchSize = 20 });
        predicted.Predict(data, threads, batchSize: 20);
        Samples.Same<float>(trained.Predict(next), predicted.Predict(next));
    }

    [Fact]
    public void WhatAnAbsentPlaceKeepsDoesNotReachTheGradients()
    {
        var model = new GrowingOn(1);
        float[] inputs = Samples.Values<float>(20 * 6, 1);
        inputs.AsSpan(5 * 6, 6).Fill(float.PositiveInfinity);
        float[] answers = model.Predict(inputs);
        Assert.Contains(answers.AsSpan(10, 2).ToArray(), value => !float.IsFinite(value));
        model.Fit(Samples.For(model, 3), Standing with { BatchSize = 3 });
        Assert.All(model.Parameters.ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.All(model.Predict(Samples.Values<float>(3 * 6, 4)), value => Assert.True(float.IsFinite(value)));
    }

    private static void FewerSamplesLeaveTheOtherPlaces<T>(Func<long, SequenceModel<T>> make)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SequenceModel<T> model = make(1), alone = make(1);
        T[] first = Samples.Values<T>(20 * 6, 1), few = Samples.Values<T>(3 * 6, 2), last = Samples.Values<T>(20 * 6, 3);
        model.Predict(first);
        model.Predict(few);
        T[] answers = model.Predict(last);
        for (int place = 0; place < 20; place++)
        {
            alone.ResetStates();
            alone.Predict(first.AsSpan(place * 6, 6));
            if (place < 3) alone.Predict(few.AsSpan(place * 6, 6));
            Samples.Same<T>(alone.Predict(last.AsSpan(place * 6, 6)), answers.AsSpan(place * 2, 2), $"place {place}");
        }
    }
}
