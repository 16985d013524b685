namespace SimdSeq.Cli;

/// <summary>How good answers are. As text it is without the name of the measure.</summary>
/// <param name="Value">The figure that decides.</param>
internal abstract record Score(double Value)
{
    /// <summary>Names and values for reports, in snake_case, such as <c>mae</c>; where they were measured is put before the name.</summary>
    public abstract IReadOnlyList<(string Name, double Value)> Fields { get; }

    /// <summary>The figures for a row of a table.</summary>
    public abstract IReadOnlyList<string> Cells { get; }

    /// <summary>The same measure with another figure: a mean of several, or how far they are apart.</summary>
    public abstract Score With(double value);

    /// <summary>Whether it is better than another score of its kind.</summary>
    public abstract bool IsBetterThan(Score other);

    /// <summary>How much better or worse than a baseline of its kind, such as <c>8.4% better</c>.</summary>
    public abstract string Against(Score baseline);
}
