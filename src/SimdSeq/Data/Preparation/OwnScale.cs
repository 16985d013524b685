using System.Numerics;

namespace SimdSeq.Data;

/// <summary>Mean and population deviation of a column over one window.</summary>
/// <param name="Shift">The mean.</param>
/// <param name="Scale">The deviation; 0: the column is constant there.</param>
internal readonly record struct OwnScale(double Shift, double Scale)
{
    public double Apply(double value) => Scale == 0 ? value - Shift : (value - Shift) / Scale;

    public double Invert(double prepared) => Scale == 0 ? prepared + Shift : prepared * Scale + Shift;

    /// <summary>Measures values that lie a distance apart, in two passes accumulated in double.</summary>
    public static OwnScale Of<T>(ReadOnlySpan<T> values, int count, int distance) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0, squares = 0, first = double.CreateTruncating(values[0]);
        bool varies = false;
        for (int i = 0, at = 0; i < count; i++, at += distance)
        {
            double value = double.CreateTruncating(values[at]);
            sum += value;
            varies |= value != first;
        }

        if (!varies) return new(first, 0);
        double mean = sum / count;
        for (int i = 0, at = 0; i < count; i++, at += distance)
        {
            double difference = double.CreateTruncating(values[at]) - mean;
            squares += difference * difference;
        }

        return new(mean, Math.Sqrt(squares / count));
    }

    /// <summary>Measures values and scales them where they are.</summary>
    public static OwnScale Prepare<T>(Span<T> values, int count, int distance) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var own = Of<T>(values, count, distance);
        for (int i = 0, at = 0; i < count; i++, at += distance)
            values[at] = T.CreateTruncating(own.Apply(double.CreateTruncating(values[at])));
        return own;
    }
}
