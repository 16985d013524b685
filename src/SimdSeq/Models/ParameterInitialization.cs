using System.Numerics;
using System.Numerics.Tensors;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>Draws a parameter's first values, from its own stream of random numbers: keyed by the seed and its name.</summary>
internal static class ParameterInitialization
{
    private const double SmallDeviation = 0.05;

    /// <summary>
    /// So many vectors are made orthonormal one after another, in milliseconds; more of them, which would take seconds, by products of
    /// blocks. The two round differently: models of up to 128 units have kept the first values of their seeds, and with them the results
    /// that are written down.
    /// </summary>
    internal const int MostByGramSchmidt = 128;

    // A normal distribution cut at two deviations has this deviation; Keras divides by it to restore the variance it promises.
    private const double CutNormalDeviation = 0.87962566103423978;

    public static void Fill<T>(ParameterInfo parameter, Span<T> values, long seed) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new PhiloxStream(seed, Key(parameter.Name));
        int fanIn = parameter.Shape.Length == 1 ? parameter.Length : parameter.Length / parameter.Shape[^1];
        int fanOut = parameter.Shape[^1] * (parameter.Shape.Length == 3 ? parameter.Shape[0] : 1); // of a convolution, all taps
        switch (parameter.Initializer)
        {
            case Initializer.Zeros: values.Clear(); break;
            case Initializer.Ones: values.Fill(T.One); break;
            case Initializer.GlorotUniform: Uniform(values, Math.Sqrt(6.0 / (fanIn + fanOut)), ref random); break;
            case Initializer.HeUniform: Uniform(values, Math.Sqrt(6.0 / fanIn), ref random); break;
            case Initializer.LecunUniform: Uniform(values, Math.Sqrt(3.0 / fanIn), ref random); break;
            case Initializer.RandomUniform: Uniform(values, SmallDeviation, ref random); break;
            case Initializer.GlorotNormal: CutNormal(values, Math.Sqrt(2.0 / (fanIn + fanOut)), ref random); break;
            case Initializer.HeNormal: CutNormal(values, Math.Sqrt(2.0 / fanIn), ref random); break;
            case Initializer.LecunNormal: CutNormal(values, Math.Sqrt(1.0 / fanIn), ref random); break;
            case Initializer.RandomNormal: Normal(values, SmallDeviation, ref random); break;
            case Initializer.Orthogonal: Orthogonal(values, parameter.Length / fanOut, fanOut, ref random); break;
            default:
                throw new ArgumentOutOfRangeException(nameof(parameter),
                $"{parameter.Name}: no such initializer: {parameter.Initializer}.");
        }

        values[parameter.OnesFrom..parameter.OnesTo].Fill(T.One);
        if (parameter.Diagonal == 0) return;
        T diagonal = T.CreateChecked(parameter.Diagonal);
        for (int row = 0; row * fanOut < values.Length; row++) values[row * fanOut + row % fanOut] += diagonal;
    }

    /// <summary>
    /// Fills a vector with the lengths of a matrix's columns: the square root of the sum of squares, in double, rows ascending.
    /// </summary>
    public static void FillLengths<T>(ReadOnlySpan<T> matrix, Span<T> lengths) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int column = 0; column < lengths.Length; column++)
        {
            double squares = 0;
            for (int i = column; i < matrix.Length; i += lengths.Length)
            {
                double value = double.CreateTruncating(matrix[i]);
                squares += value * value;
            }

            lengths[column] = T.CreateTruncating(Math.Sqrt(squares));
        }
    }

    // A hash of the name (FNV-1a), so that no other layer changes the numbers by being there.
    internal static int Key(string name)
    {
        uint hash = 2166136261;
        foreach (char letter in name) hash = (hash ^ letter) * 16777619;
        return (int)hash;
    }

    private static void Uniform<T>(Span<T> values, double limit, ref PhiloxStream random) where T : unmanaged,
        IBinaryFloatingPointIeee754<T>
    {
        foreach (ref T value in values) value = T.CreateChecked(limit * (2 * random.NextUniform() - 1));
    }

    private static void Normal<T>(Span<T> values, double deviation, ref PhiloxStream random) where T : unmanaged,
        IBinaryFloatingPointIeee754<T>
    {
        foreach (ref T value in values) value = T.CreateChecked(deviation * random.NextNormal());
    }

    private static void CutNormal<T>(Span<T> values, double deviation, ref PhiloxStream random) where T : unmanaged,
        IBinaryFloatingPointIeee754<T>
    {
        foreach (ref T value in values)
        {
            double normal;
            do normal = random.NextNormal();
            while (Math.Abs(normal) > 2);
            value = T.CreateChecked(deviation / CutNormalDeviation * normal);
        }
    }

    // The vectors of the shorter side are made orthonormal.
    private static void Orthogonal<T>(Span<T> values, int rows, int columns, ref PhiloxStream random) where T : unmanaged,
        IBinaryFloatingPointIeee754<T>
    {
        if (Math.Min(rows, columns) <= MostByGramSchmidt) OrthogonalByGramSchmidt(values, rows, columns, ref random);
        else OrthogonalByFactor(values, rows, columns, ref random);
    }

    private static void OrthogonalByFactor<T>(Span<T> values, int rows, int columns, ref PhiloxStream random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        var vectors = new Orthonormalization(count, length);
        do // once, but for a square of numbers that happens to be singular
        {
            for (int i = 0; i < count; i++)
            {
                foreach (ref double value in vectors.Row(i)) value = random.NextNormal();
            }
        }
        while (!vectors.Run());

        for (int i = 0; i < count; i++)
        {
            var vector = vectors.Row(i);
            if (rows <= columns) TensorPrimitives.ConvertTruncating<double, T>(vector, values.Slice(i * columns, columns));
            else for (int row = 0; row < rows; row++) values[row * columns + i] = T.CreateTruncating(vector[row]);
        }
    }

    // Gram-Schmidt, twice, which keeps full precision (Giraud et al. 2005).
    private static void OrthogonalByGramSchmidt<T>(Span<T> values, int rows, int columns, ref PhiloxStream random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        var vectors = new double[count][];
        for (int i = 0; i < count; i++)
        {
            var vector = vectors[i] = new double[length];
            for (int j = 0; j < length; j++) vector[j] = random.NextNormal();
            for (int pass = 0; pass < 2; pass++)
            {
                for (int k = 0; k < i; k++) Subtract(vector, vectors[k]);
            }

            double norm = Math.Sqrt(Dot(vector, vector));
            for (int j = 0; j < length; j++) vector[j] /= norm;
        }

        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                values[row * columns + column] = T.CreateChecked(rows <= columns ? vectors[row][column] : vectors[column][row]);
        }
    }

    private static void Subtract(double[] vector, double[] unit)
    {
        double share = Dot(vector, unit);
        for (int j = 0; j < vector.Length; j++) vector[j] -= share * unit[j];
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int j = 0; j < a.Length; j++) sum += a[j] * b[j];
        return sum;
    }
}
