using SimdSeq.Kernels;

namespace SimdSeq.Tests.Models;

/// <summary>First values are drawn when they are needed, once, and not at all where others are set before.</summary>
public sealed class FirstValuesTests
{
    [Fact]
    public void LoadingAndSettingDrawNothing()
    {
        var source = new Undrawable(Initializer.RandomNormal, seed: 3);
        using var file = new MemoryStream();
        source.Save(file);
        file.Position = 0;

        var loaded = new Undrawable();
        Assert.Throws<ArgumentOutOfRangeException>(() => loaded.Parameters[0].Values.Length); // drawing would show
        loaded.Load(file);
        Assert.Equal(source.ParameterSha256(), loaded.ParameterSha256());

        var set = new Undrawable();
        set.Parameters.Set(source.Parameters.ToArray());
        Assert.Equal(source.ParameterSha256(), set.ParameterSha256());
        Assert.Equal(source.ParameterVector, set.ParameterVector);
    }

    [Fact]
    public void WhatIsSetStaysAndTheRestIsDrawn()
    {
        SmallGru model = new(4), drawn = new(4);
        string untouched = drawn.ParameterSha256();
        float[] bias = [7];
        model.Parameters["dense/bias"].Set(bias);
        drawn.Parameters["dense/bias"].Set(bias);
        Assert.NotEqual(untouched, drawn.ParameterSha256());
        Assert.Equal(drawn.ParameterSha256(), model.ParameterSha256());
        Samples.Same<float>(drawn.Predict(Samples.For(drawn, 20)), model.Predict(Samples.For(model, 20)));
    }

    [Fact]
    public void TheOrderOfAskingChangesNoBit()
    {
        string expected = new DroppingGru(9).ParameterSha256();
        var backwards = new DroppingGru(9);
        for (int i = backwards.Parameters.Count - 1; i >= 0; i--)
            Assert.Equal(backwards.Parameters[i].Length, backwards.Parameters[i].Values.Length);
        Assert.Equal(expected, backwards.ParameterSha256());

        var predicted = new DroppingGru(9);
        predicted.Predict(new float[21]);
        Assert.Equal(expected, predicted.ParameterSha256());

        for (int round = 0; round < 50; round++)
        {
            var asked = new DroppingGru(9);
            float[][] answers = new float[4][];
            Parallel.For(0, 4, thread =>
            {
                using var stream = asked.OpenStream();
                answers[thread] = stream.Step([1, 2, 3]).ToArray();
            });
            Assert.All(answers, answer => Samples.Same<float>(answers[0], answer));
            Assert.Equal(expected, asked.ParameterSha256());
        }
    }

    [Fact]
    public unsafe void BlocksHaveTheSameBitsAtEveryVectorWidth()
    {
        const int Depth = 37, Stride = 41;
        double[] a = Samples.Values<double>(4 * Stride, 1), strip = Samples.Values<double>(24 * Depth, 2);
        double[] start = Samples.Values<double>(4 * 24, 3);
        double[][] results = [[.. start], [.. start], [.. start]];
        fixed (double* rows = a, products = strip, c512 = results[0], c256 = results[1], c128 = results[2])
        {
            Orthonormalization.AddProducts<Vector512Of<double>>(rows, Stride, products, Depth, c512, 24);
            Orthonormalization.AddProducts<Vector256Of<double>>(rows, Stride, products, Depth, c256, 24);
            Orthonormalization.AddProducts<Vector128Of<double>>(rows, Stride, products, Depth, c128, 24);
        }

        Samples.Same<double>(results[0], results[1]);
        Samples.Same<double>(results[0], results[2]);
        for (int i = 0; i < start.Length; i++)
        {
            double expected = start[i] + Enumerable.Range(0, Depth).Sum(k => a[i / 24 * Stride + k] * strip[k * 24 + i % 24]);
            Assert.Equal(expected, results[0][i], 1e-12);
        }
    }

    /// <summary>Two parameters, and an initializer that there is not: who draws, fails.</summary>
    private sealed class Undrawable(Initializer initializer = (Initializer)99, long seed = 1)
        : SequenceModel<float>(Layout(initializer), seed)
    {
        protected override void ForwardTile(in TileFrame<float> frame) => throw new NotSupportedException();

        protected override void GradientTile(in TileFrame<float> frame) => throw new NotSupportedException();

        protected override void PackParameters(Slab<float> parameters, Slab<float> packed)
        {
        }

        private static new ModelLayout Layout(Initializer initializer) => new()
        {
            Name = nameof(Undrawable),
            Steps = 1,
            Features = 3,
            OutputSteps = 1,
            OutputFeatures = 5,
            Layers = [],
            Parameters = [new("dense/kernel", [3, 5], 0, initializer), new("dense/bias", [5], 16, initializer)],
            ParameterValues = 32,
            PackedValues = 0,
            WorkspaceValues = 256,
            InputOffset = 0,
            OutputOffset = 48,
            OutputGradientOffset = 128,
            InputGradientOffset = -1,
        };
    }
}
