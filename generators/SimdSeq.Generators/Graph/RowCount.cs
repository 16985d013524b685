using System;

namespace SimdSeq.Generators.Graph;

/// <summary>How many rows a value has of a sequence of so many steps: as a number, and as emitted code that reads <c>steps</c>.</summary>
internal sealed class RowCount : IEquatable<RowCount>
{
    private readonly string _factor; // a product or a quotient
    private readonly long _more;
    private readonly Func<long, long> _of;

    private RowCount(string factor, long more, Func<long, long> of) => (_factor, _more, _of) = (factor, more, of);

    /// <summary>A row for every step.</summary>
    public static RowCount Steps { get; } = new("steps", 0, steps => steps);

    /// <summary>The code.</summary>
    public string Text => _more == 0 ? _factor : FormattableString.Invariant($"{_factor} {(_more > 0 ? "+" : "-")} {Math.Abs(_more)}");

    /// <summary>The number.</summary>
    public long Of(long steps) => _of(steps);

    /// <summary>Some rows more, or fewer.</summary>
    public RowCount Plus(long rows) => new(_factor, _more + rows, steps => _of(steps) + rows);

    /// <summary>Several for each.</summary>
    public RowCount Times(long rows) => rows == 1 ? this : new($"{Primary} * {rows}", 0, steps => _of(steps) * rows);

    /// <summary>One for so many whole ones.</summary>
    public RowCount Over(long rows) => rows == 1 ? this : new($"{Primary} / {rows}", 0, steps => _of(steps) / rows);

    /// <summary>One for each window that is there: its row of reference is.</summary>
    public RowCount Of(Windows windows) => Plus(windows.Stride - 1 - windows.Reference).Over(windows.Stride);

    /// <summary>Those that two values both have.</summary>
    public RowCount Min(RowCount other) =>
        Equals(other) ? this : new($"long.Min({Text}, {other.Text})", 0, steps => Math.Min(_of(steps), other._of(steps)));

    /// <summary>Those that one of two values has.</summary>
    public RowCount Max(RowCount other) =>
        Equals(other) ? this : new($"long.Max({Text}, {other.Text})", 0, steps => Math.Max(_of(steps), other._of(steps)));

    /// <summary>Steps of the shortest sequence that has so many rows.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="most">Steps of one that has.</param>
    public long StepsFor(long rows, long most)
    {
        long fewer = 0;
        while (most - fewer > 1)
        {
            long middle = fewer + (most - fewer) / 2;
            if (_of(middle) >= rows) most = middle;
            else fewer = middle;
        }

        return most;
    }

    public bool Equals(RowCount? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as RowCount);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    private string Primary => _more == 0 ? _factor : $"({Text})";
}
