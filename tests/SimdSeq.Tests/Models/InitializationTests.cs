namespace SimdSeq.Tests.Models;

public sealed class InitializationTests
{
    private const int In = 300, Out = 200;

    [Theory]
    [InlineData(Initializer.GlorotUniform, 6.0 / (In + Out))]
    [InlineData(Initializer.HeUniform, 6.0 / In)]
    [InlineData(Initializer.LecunUniform, 3.0 / In)]
    [InlineData(Initializer.RandomUniform, 0.05 * 0.05)]
    public void UniformOnesFillTheirInterval(Initializer initializer, double squaredLimit)
    {
        double[] values = Fill(initializer, In, Out);
        double limit = Math.Sqrt(squaredLimit);
        Assert.InRange(values.Max(), 0.999 * limit, limit);
        Assert.InRange(values.Min(), -limit, -0.999 * limit);
        Assert.InRange(values.Average(), -0.01 * limit, 0.01 * limit); // 60000 values: a deviation is 0.0024
        Assert.Equal(1.0 / 3, Variance(values) / squaredLimit, 0.01);
    }

    [Theory]
    [InlineData(Initializer.GlorotNormal, 2.0 / (In + Out), true)]
    [InlineData(Initializer.HeNormal, 2.0 / In, true)]
    [InlineData(Initializer.LecunNormal, 1.0 / In, true)]
    [InlineData(Initializer.RandomNormal, 0.05 * 0.05, false)]
    public void NormalOnesHaveTheirVariance(Initializer initializer, double variance, bool isCut)
    {
        double[] values = Fill(initializer, In, Out);
        double deviation = Math.Sqrt(variance), largest = values.Max(Math.Abs) / deviation;
        Assert.Equal(1, Variance(values) / variance, 0.03);
        Assert.InRange(values.Average() / deviation, -0.02, 0.02);
        if (isCut) Assert.InRange(largest, 2.2, 2 / 0.8796256);
        else Assert.InRange(largest, 3.5, 6);
        Assert.Equal(0.6827, values.Count(value => Math.Abs(value) < deviation) / (double)values.Length, isCut ? 0.06 : 0.01);
    }

    [Theory]
    [InlineData(7, 19)]
    [InlineData(19, 7)]
    [InlineData(16, 16)]
    [InlineData(1, 5)]
    public void OrthogonalOnesHaveOrthonormalRowsOrColumns(int rows, int columns)
    {
        double[] values = Fill(Initializer.Orthogonal, rows, columns);
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        for (int a = 0; a < count; a++)
        {
            for (int b = 0; b < count; b++)
            {
                double product = Enumerable.Range(0, length).Sum(i => At(a, i) * At(b, i));
                Assert.Equal(a == b ? 1 : 0, product, 1e-14);
            }
        }

        double At(int vector, int i) => rows <= columns ? values[vector * columns + i] : values[i * columns + vector];
    }

    /// <summary>More vectors than Gram-Schmidt takes one by one: of both shapes, square, and of sizes that fill no block.</summary>
    [Theory]
    [InlineData(129, 516)]
    [InlineData(300, 200)]
    [InlineData(150, 170)]
    [InlineData(256, 256)]
    [InlineData(145, 1301)]
    public void ManyOrthogonalOnesAreThoseOfGramAndSchmidt(int rows, int columns)
    {
        double[] values = Fill(Initializer.Orthogonal, rows, columns, seed: 5);
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        var expected = GramSchmidt(count, length, seed: 5);
        for (int a = 0; a < count; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double product = Enumerable.Range(0, length).Sum(i => At(a, i) * At(b, i));
                Assert.Equal(a == b ? 1 : 0, product, 1e-12);
            }

            // The same draws make the same vectors: the distribution is the one it was.
            for (int i = 0; i < length; i++) Assert.Equal(expected[a][i], At(a, i), 1e-9);
        }

        double At(int vector, int i) => rows <= columns ? values[vector * columns + i] : values[i * columns + vector];
    }

    [Fact]
    public void FewOrthogonalOnesKeepTheBitsOfGramAndSchmidt()
    {
        foreach (int count in new[] { 3, 40, ParameterInitialization.MostByGramSchmidt })
        {
            var expected = GramSchmidt(count, count + 50, seed: 2);
            Samples.Same<double>([.. expected.SelectMany(vector => vector)], Fill(Initializer.Orthogonal, count, count + 50, seed: 2));
        }
    }

    [Fact]
    public void RowsThatDependOnOneAnotherAreFound()
    {
        var rows = new Orthonormalization(140, 150);
        var random = new Random(1);
        for (int i = 0; i < 140; i++)
        {
            foreach (ref double value in rows.Row(i)) value = random.NextDouble();
        }

        rows.Row(3).CopyTo(rows.Row(130));
        Assert.False(rows.Run());
    }

    // One vector after another, in plain loops.
    private static double[][] GramSchmidt(int count, int length, long seed)
    {
        var random = new SimdSeq.Kernels.PhiloxStream(seed, ParameterInitialization.Key("kernel0"));
        var vectors = new double[count][];
        for (int i = 0; i < count; i++)
        {
            double[] vector = vectors[i] = new double[length];
            for (int j = 0; j < length; j++) vector[j] = random.NextNormal();
            for (int pass = 0; pass < 2; pass++)
            {
                for (int k = 0; k < i; k++)
                {
                    double share = Dot(vector, vectors[k]);
                    for (int j = 0; j < length; j++) vector[j] -= share * vectors[k][j];
                }
            }

            double norm = Math.Sqrt(Dot(vector, vector));
            for (int j = 0; j < length; j++) vector[j] /= norm;
        }

        return vectors;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int j = 0; j < a.Length; j++) sum += a[j] * b[j];
        return sum;
    }

    [Fact]
    public void ConstantsAreConstant()
    {
        Assert.All(Fill(Initializer.Zeros, 3, 4), value => Assert.Equal(0, value));
        Assert.All(Fill(Initializer.Ones, 3, 4), value => Assert.Equal(1, value));
    }

    [Fact]
    public void TheSeedAndTheNameDecide()
    {
        foreach (var initializer in Enum.GetValues<Initializer>().Where(kind => kind is not (Initializer.Zeros or Initializer.Ones)))
        {
            double[] values = Fill(initializer, 5, 4);
            Samples.Same<double>(values, Fill(initializer, 5, 4));
            Assert.NotEqual(values, Fill(initializer, 5, 4, seed: 2));
            Assert.NotEqual(values, Fill(initializer, 5, 4, index: 1));
            Assert.Equal(values.Length, values.Distinct().Count());
        }
    }

    [Fact]
    public void ModelsOfOneSeedAreEqual()
    {
        Assert.Equal(new SmallGru(3).ParameterSha256(), new SmallGru(3).ParameterSha256());
        Assert.NotEqual(new SmallGru(3).ParameterSha256(), new SmallGru(4).ParameterSha256());
        Assert.Equal(new SmallGru(3).ParameterSha256(), new SameLayers(3).ParameterSha256());
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(5, 3)]
    public void ADiagonalIsAddedToWhatTheInitializerGives(int rows, int columns)
    {
        var values = new double[rows * columns];
        ParameterInitialization.Fill(new ParameterInfo("kernel0", [rows, columns], 0, Initializer.HeNormal, Diagonal: 1.5), values, 1);
        double[] without = Fill(Initializer.HeNormal, rows, columns);
        for (int i = 0; i < values.Length; i++)
            Assert.Equal(without[i] + (i % columns == i / columns % columns ? 1.5 : 0), values[i]);
    }

    private static double[] Fill(Initializer initializer, int rows, int columns, long seed = 1, int index = 0)
    {
        var values = new double[rows * columns];
        ParameterInitialization.Fill(new ParameterInfo($"kernel{index}", [rows, columns], 0, initializer), values, seed);
        return values;
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Average(value => (value - mean) * (value - mean));
    }
}
