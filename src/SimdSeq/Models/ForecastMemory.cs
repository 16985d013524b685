using System.Numerics;
using SimdSeq.Data;

namespace SimdSeq;

/// <summary>What a forecast of one window needs: the prepared sample, and what turns answers back into units.</summary>
/// <param name="first">The preparation; that of any series, where there are several.</param>
/// <param name="values">Values of a sample.</param>
/// <param name="outputs">Answers of a sample.</param>
internal sealed class ForecastMemory<T>(Preparation first, int values, int outputs)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] _bases = new double[Math.Max(1, first.Window?.EachStep == true ? first.TargetValues
        : first.Targets.Count)];

    private readonly OwnScale[] _scales = new OwnScale[first.Inputs.Count];

    // Several where a loss has quantiles.
    private readonly int _answersOfTarget = first.TargetValues > 0 ? outputs / first.TargetValues : 1;

    /// <summary>What is done to the next window; one of the same columns.</summary>
    public Preparation Preparation { get; set; } = first;

    public T[] Sample { get; } = new T[values];

    /// <summary>Prepares a window.</summary>
    /// <param name="window">Raw values <c>[step][input]</c>.</param>
    /// <param name="known">Raw values known ahead, <c>[value ahead][known]</c>.</param>
    public void Prepare(ReadOnlySpan<T> window, ReadOnlySpan<T> known)
    {
        int features = Preparation.Inputs.Count, steps = window.Length / features;
        window.CopyTo(Sample);
        known.CopyTo(Sample.AsSpan(window.Length));
        for (int f = 0; f < features; f++)
        {
            var column = Preparation.Inputs[f];
            if (column.Scaling == Scaling.PerWindow) _scales[f] = OwnScale.Prepare(Sample.AsSpan(f, window.Length - f), steps, features);
            else Apply(column, Sample.AsSpan(f, window.Length - f), features);
        }

        for (int k = 0; k < Preparation.Known.Count; k++)
            Apply(Preparation.Known[k], Sample.AsSpan(window.Length + k), Preparation.Known.Count);
        if (Preparation.Window?.Differences != true) return;
        bool each = Preparation.Window.EachStep;
        for (int step = each ? 0 : steps - 1, at = 0; step < steps; step++)
        {
            for (int k = 0; k < Preparation.Targets.Count; k++, at++) _bases[at] = Base(k, window[step * features + Preparation.Bases[k]]);
        }
    }

    /// <summary>Turns answers into the units of their columns, where they are.</summary>
    /// <param name="answers">Answers <c>[value ahead][target][answer of it]</c>.</param>
    public void Invert(Span<T> answers)
    {
        int targets = Preparation.Targets.Count;
        bool differences = Preparation.Window?.Differences == true, each = differences && Preparation.Window!.EachStep;
        for (int i = 0; i < answers.Length && targets > 0; i++)
        {
            int value = i / _answersOfTarget, k = value % targets;
            var column = Preparation.Targets[k];
            double prepared = double.CreateTruncating(answers[i]);
            if (differences) prepared += _bases[each ? value : k];
            double raw = column.Scaling == Scaling.PerWindow ? _scales[Preparation.Bases[k]].Invert(prepared) : column.Invert(prepared);
            answers[i] = T.CreateTruncating(raw);
        }
    }

    private double Base(int target, T value)
    {
        double raw = double.CreateTruncating(value);
        var column = Preparation.Targets[target];
        return column.Scaling == Scaling.PerWindow ? _scales[Preparation.Bases[target]].Apply(raw) : column.Apply(raw);
    }

    private static void Apply(ColumnPreparation column, Span<T> values, int distance)
    {
        if (column.Scaling == Scaling.None) return;
        for (int at = 0; at < values.Length; at += distance)
            values[at] = T.CreateTruncating(column.Apply(double.CreateTruncating(values[at])));
    }
}
