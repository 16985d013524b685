namespace SimdSeq.Data;

/// <summary>
/// How one column is prepared: <c>z = (f(x) - Shift) / Scale</c>, where f is the identity, or <c>log(1 + x)</c> for
/// <see cref="Scaling.Log"/>. A column that was constant in the fitted rows has the scale 0 and becomes zero.
/// </summary>
/// <param name="Column">Name of the column.</param>
/// <param name="Scaling">The kind.</param>
/// <param name="Shift">Mean or smallest value, in the unit of the column or its logarithm; 0 where none is fitted, NaN where every series
/// has its own.</param>
/// <param name="Scale">Deviation or range, likewise; 1 where none is fitted.</param>
public sealed record ColumnPreparation(string Column, Scaling Scaling, double Shift = 0, double Scale = 1)
{
    /// <summary>The prepared value; unchanged for <see cref="Scaling.PerWindow"/>, which a window knows.</summary>
    /// <param name="value">A value in the column's unit.</param>
    public double Apply(double value) => Scaling switch
    {
        Scaling.None or Scaling.PerWindow => value,
        _ when Scale == 0 => double.IsFinite(value) ? 0 : double.NaN,
        Scaling.Log => (NaturalLogarithm.Of(1 + value) - Shift) / Scale,
        _ => (value - Shift) / Scale,
    };

    /// <summary>The value behind a prepared one, in the column's unit.</summary>
    /// <param name="prepared">A prepared value.</param>
    public double Invert(double prepared) => Scaling switch
    {
        Scaling.None or Scaling.PerWindow => prepared,
        Scaling.Log => NaturalLogarithm.Exponential(prepared * Scale + Shift) - 1,
        _ => prepared * Scale + Shift,
    };

    /// <summary>Whether numbers belong to it.</summary>
    internal bool IsMeasured => Scaling is not (Scaling.None or Scaling.PerWindow);

    /// <summary>For instance <c>OT: Standard, mean 17.1, deviation 9.2</c>.</summary>
    public override string ToString() => Scaling switch
    {
        _ when double.IsNaN(Scale) => $"{Column}: {Scaling}, of each series by itself",
        Scaling.Standard => FormattableString.Invariant($"{Column}: Standard, mean {Shift:G6}, deviation {Scale:G6}"),
        Scaling.MinMax => FormattableString.Invariant($"{Column}: MinMax, {Shift:G6} to {Shift + Scale:G6}"),
        Scaling.Log => FormattableString.Invariant($"{Column}: Log, mean {Shift:G6}, deviation {Scale:G6}"),
        _ => $"{Column}: {Scaling}",
    };

    /// <summary>Prepares a value of a series; one that has no logarithm is an error with its place.</summary>
    /// <exception cref="ArgumentException">It is -1 or less, and its column is prepared by logarithms.</exception>
    internal double ApplyTo(float value, TimeSeries series, int row)
    {
        if (Scaling == Scaling.Log && value <= -1)
            throw new ArgumentException(
                $"Expected values above -1 in column '{Column}', which is prepared by logarithms; got {value} in row {row}, "
                + FormattableString.Invariant($"{series.TimeOf(row):yyyy-MM-dd HH:mm:ss}. Choose another {nameof(Scaling)} for it."),
                nameof(series));
        return Apply(value);
    }

    /// <summary>Measures a column.</summary>
    /// <param name="column">Its name.</param>
    /// <param name="scaling">The kind.</param>
    /// <param name="values">Its values; those that are not numbers are passed over.</param>
    /// <exception cref="ArgumentException">There is no value, an infinite one, or one without a logarithm.</exception>
    internal static ColumnPreparation Fit(string column, Scaling scaling, IReadOnlyList<float> values)
    {
        if (scaling is Scaling.None or Scaling.PerWindow) return new(column, scaling);
        var measured = new List<double>(values.Count);
        foreach (float value in values)
        {
            if (float.IsNaN(value)) continue;
            if (float.IsInfinity(value) || scaling == Scaling.Log && value <= -1)
                throw new ArgumentException(
                    $"Expected {(scaling == Scaling.Log ? "values above -1" : "finite values")} in column '{column}' for {scaling}; got "
                    + FormattableString.Invariant($"{value}. Correct the record, or choose another {nameof(Scaling)} for it."),
                    nameof(values));
            measured.Add(scaling == Scaling.Log ? NaturalLogarithm.Of(1.0 + value) : value);
        }

        if (measured.Count == 0)
            throw new ArgumentException(
                $"Expected values to measure in column '{column}', got missing ones alone. Leave the column out.", nameof(values));
        if (scaling == Scaling.MinMax)
        {
            var (least, most) = (measured.Min(), measured.Max());
            return new(column, scaling, least, most - least);
        }

        // A constant column has deviation exactly 0; rounding in the sum must not turn that into a huge 1 / deviation.
        double mean = measured.TrueForAll(value => value == measured[0]) ? measured[0] : Sum(measured) / measured.Count;
        double squares = 0;
        foreach (double value in measured) squares += (value - mean) * (value - mean);
        return new(column, scaling, mean, Math.Sqrt(squares / measured.Count));
    }

    // One after another: the platform's sum may add lanes of its vector width.
    private static double Sum(List<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum;
    }
}
