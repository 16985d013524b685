using SimdSeq.Data;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

/// <summary>Clipping a parameter by itself, freezing, averages of the parameters: seen from the parameters.</summary>
public sealed class UpdateOptionsTests
{
    private static readonly ArrayDataset<float> Data = new(Samples.Values<float>(60 * 6, 1), Samples.Values<float>(60 * 4, 2), 3, 2, 4);

    private static readonly FitOptions OneStep = new() { BatchSize = 1000, Shuffle = false, Optimizer = new Sgd(1.0) };

    [Fact]
    public void EachParameterIsClippedByItself()
    {
        const double Limit = 0.02;
        var whole = Change(OneStep);
        var clipped = Change(OneStep with { ClipNorm = Limit });
        int shorter = 0;
        foreach (var (name, gradient) in whole)
        {
            double norm = Math.Sqrt(gradient.Sum(value => value * value)), factor = Math.Min(1, Limit / norm);
            shorter += factor < 1 ? 1 : 0;
            for (int i = 0; i < gradient.Length; i++) Assert.Equal(factor * gradient[i], clipped[name][i], 1e-7);
            if (factor == 1) Assert.Equal(gradient, clipped[name]);
        }

        Assert.InRange(shorter, 1, whole.Count - 1); // some of each
        Assert.NotEqual(
            clipped.Values.SelectMany(all => all), Change(OneStep with { GlobalClipNorm = Limit }).Values.SelectMany(all => all));
        foreach (var (options, message) in new[]
            {
                (OneStep with { ClipNorm = 1, GlobalClipNorm = 1 },
                    "FitOptions.ClipNorm must be null when GlobalClipNorm is set: choose one; got 1."),
                (OneStep with { ClipNorm = 1, ClipValue = 1 },
                    "FitOptions.ClipValue must be null when ClipNorm is set: choose one; got 1."),
                (OneStep with { GlobalClipNorm = 1, ClipValue = 2 },
                    "FitOptions.ClipValue must be null when GlobalClipNorm is set: choose one; got 2."),
                (OneStep with { ClipNorm = 0 }, "FitOptions.ClipNorm must be above 0, or null; got 0."),
            })
            Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => new FourAnswers(1).Fit(Data, options)).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void FrozenParametersKeepTheirBits(int threads)
    {
        var model = new FourAnswers(3);
        var before = Values(model);
        model.Fit(Data, new FitOptions
        {
            Epochs = 5,
            Threads = threads,
            Frozen = ["lstm/*"],
            GlobalClipNorm = 0.05,
            L2 = [new L2("*/kernel", 0.1)],
            Optimizer = new Adam(0.01) { WeightDecay = 0.1, EmaMomentum = 0.9, EmaOverwriteFrequency = 3 },
        });
        var after = Values(model);
        foreach (string name in before.Keys)
        {
            if (name.StartsWith("lstm/", StringComparison.Ordinal)) Assert.Equal(before[name], after[name]);
            else Assert.NotEqual(before[name], after[name]);
        }
    }

    [Fact]
    public void WhatIsFrozenIsInNoNormAndNoPenalty()
    {
        // The gradient of the dense layer alone is as long as the limit, so it is not clipped when the rest is frozen.
        var whole = Change(OneStep);
        double norm = Math.Sqrt(
            whole.Where(one => one.Key.StartsWith("dense/", StringComparison.Ordinal)).SelectMany(one => one.Value)
                .Sum(value => value * value));
        var frozen = Change(OneStep with { Frozen = ["lstm/*"], GlobalClipNorm = norm * 1.0001, L2 = [new L2("lstm/*", 5)] });
        foreach (var (name, gradient) in whole) Assert.Equal(
            name.StartsWith("dense/", StringComparison.Ordinal) ? gradient : new double[gradient.Length], frozen[name]);
        double loss = new FourAnswers(1).Fit(Data, OneStep).Epochs[0].TrainLoss;
        Assert.Equal(
            loss, new FourAnswers(1).Fit(Data, OneStep with { Frozen = ["lstm/*"], L2 = [new L2("lstm/*", 5)] }).Epochs[0].TrainLoss);
    }

    [Fact]
    public void ATableCanBeFrozen()
    {
        var model = new LookedUp(1);
        float[] ids = [.. Enumerable.Range(0, 100).Select(i => (float)(i * 17 % 3000))];
        var data = new ArrayDataset<float>(ids, new float[20], 5, 1);
        var before = model.ParameterVector.ToArray();
        var table = model.Layout.Parameters.Single(parameter => parameter.IsLookedUp);
        model.Fit(data, new FitOptions { Frozen = [table.Name], Epochs = 2, BatchSize = 7 });
        Assert.Equal(
            before[table.Offset..(table.Offset + table.Length)], model.ParameterVector.Slice(table.Offset, table.Length).ToArray());
        Assert.NotEqual(before, model.ParameterVector.ToArray());
    }

    [Fact]
    public void PatternsThatFreezeNothingOrAllAreRefused()
    {
        Assert.StartsWith("FitOptions.Frozen: no trained parameter is named 'gru/*'.", Assert.Throws<ArgumentException>(
            () => new FourAnswers(1).Fit(Data, OneStep with { Frozen = ["gru/*"] })).Message);
        Assert.StartsWith("FitOptions.Frozen leaves nothing of FourAnswers to train: *.", Assert.Throws<ArgumentException>(
            () => new FourAnswers(1).Fit(Data, OneStep with { Frozen = ["*"] })).Message);
    }

    [Fact]
    public void TheAverageIsThatOfTheParametersAfterEachStep()
    {
        double[][] steps = Steps(new FitOptions { BatchSize = 20, Optimizer = new Sgd(0.1) });
        double[] average = steps[0];
        foreach (double[] parameters in steps[1..]) average = [.. average.Zip(parameters, (a, value) => 0.8 * a + (1 - 0.8) * value)];
        var model = new LinearInDouble(1);
        model.Fit(Samples.For(model, 60), new FitOptions { BatchSize = 20, Optimizer = new Sgd(0.1) { EmaMomentum = 0.8 } });
        double[] got = model.Parameters.ToArray();
        for (int i = 0; i < got.Length; i++) Assert.Equal(average[i], got[i], 1e-15);

        // Overwritten after the second of three steps: the third goes on from there.
        double[][] overwritten = Steps(
            new FitOptions { BatchSize = 20, Optimizer = new Sgd(0.1) { EmaMomentum = 0.8, EmaOverwriteFrequency = 2 } });
        for (int i = 0; i < got.Length; i++) Assert.Equal(0.8 * steps[0][i] + (1 - 0.8) * steps[1][i], overwritten[1][i], 1e-15);
        Assert.Equal(steps[0], overwritten[0]);

        static double[][] Steps(FitOptions options)
        {
            var one = new LinearInDouble(1);
            using var trainer = one.OpenTrainer(Samples.For(one, 60), options);
            return [.. Enumerable.Range(0, 3).Select(_ =>
            {
                trainer.Step();
                return one.Parameters.ToArray();
            })];
        }
    }

    [Theory]
    [InlineData("nadam")]
    [InlineData("adagrad")]
    [InlineData("lion")]
    public void AResumedRunHasTheSameBits(string name)
    {
        Optimizer optimizer = name switch
        {
            "nadam" => new Nadam(0.01) { EmaMomentum = 0.9, WeightDecay = 0.01 },
            "adagrad" => new Adagrad(0.1) { EmaMomentum = 0.9, EmaOverwriteFrequency = 3 },
            _ => new Lion(0.001) { EmaMomentum = 0.5 },
        };
        var options = new FitOptions { BatchSize = 13, StepsPerEpoch = 5, Optimizer = optimizer };
        var whole = new FourAnswers(1);
        using var one = whole.OpenTrainer(Data, options);
        var state = new MemoryStream();
        for (int step = 0; step < 9; step++)
        {
            if (step == 4) one.Save(state);
            one.Step();
        }

        one.TakeAverage();
        var resumed = new FourAnswers(2);
        using var other = resumed.OpenTrainer(Data, options);
        state.Position = 0;
        other.Resume(state);
        for (int step = 4; step < 9; step++) other.Step();
        other.TakeAverage();
        Assert.Equal(whole.ParameterSha256(), resumed.ParameterSha256());
    }

    private static Dictionary<string, double[]> Change(FitOptions options)
    {
        var model = new FourAnswers(1);
        var before = Values(model);
        model.Fit(Data, options);
        return Values(model).ToDictionary(one => one.Key, one => one.Value.Zip(before[one.Key], (after, start) => after - start).ToArray());
    }

    private static Dictionary<string, double[]> Values(SequenceModel<float> model) => model.Layout.Parameters.ToDictionary(
        parameter => parameter.Name,
        parameter => model.ParameterVector.Slice(parameter.Offset, parameter.Length).ToArray().Select(value => (double)value).ToArray());
}
