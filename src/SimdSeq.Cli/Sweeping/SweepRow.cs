namespace SimdSeq.Cli;

/// <summary>A combination of settings with the results of its seeds.</summary>
/// <param name="Combination">The settings.</param>
/// <param name="Results">A result for every seed that is done.</param>
/// <param name="Seeds">How many there are to be.</param>
internal sealed record SweepRow(Combination Combination, IReadOnlyList<SweepResult> Results, int Seeds)
{
    /// <summary>How many runs diverged.</summary>
    public int Diverged => Results.Count(result => result.Validation is null);

    /// <summary>Whether every seed is done and none diverged.</summary>
    public bool HasFigure => Results.Count == Seeds && Diverged == 0;

    /// <summary>The mean of the seeds' best figures on the validation samples.</summary>
    public double Validation => Results.Average(result => result.Validation!.Value);

    /// <summary>Their standard deviation.</summary>
    public double ValidationSpread => Spread([.. Results.Select(result => result.Validation!.Value)]);

    /// <summary>The mean of the seeds' figures on the test samples; null where they were not measured.</summary>
    public double? Test => Results.All(result => result.Test is not null) ? Results.Average(result => result.Test!.Value) : null;

    /// <summary>Their standard deviation.</summary>
    public double TestSpread => Spread([.. Results.Select(result => result.Test!.Value)]);

    /// <summary>Seconds that a run took, in the mean.</summary>
    public double Seconds => Results.Average(result => result.Seconds);

    /// <summary>The run that is best on the validation samples.</summary>
    /// <param name="scale">Any score of the measure: it knows which of two is better.</param>
    public SweepResult Best(Score scale) => Results.Aggregate((best, other) =>
        scale.With(other.Validation!.Value).IsBetterThan(scale.With(best.Validation!.Value)) ? other : best);

    /// <summary>The rows from best to worst by the mean on the validation samples; those without a figure last.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="scale">Any score of the measure: it knows which of two is better.</param>
    public static IReadOnlyList<SweepRow> Sort(IEnumerable<SweepRow> rows, Score scale)
    {
        Comparer<SweepRow> byScore = Comparer<SweepRow>.Create((a, b) => (a.HasFigure, b.HasFigure) switch
        {
            (true, true) when a.Validation == b.Validation => 0,
            (true, true) => scale.With(a.Validation).IsBetterThan(scale.With(b.Validation)) ? -1 : 1,
            (false, false) => a.Diverged.CompareTo(b.Diverged),
            _ => a.HasFigure ? -1 : 1,
        });
        return [.. rows.Order(byScore)];
    }

    // Of a sample: divided by one less than there are. One says nothing of it.
    private static double Spread(double[] values)
    {
        if (values.Length < 2) return double.NaN;
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
