using System;
using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>
/// The steps of a stream at which a value has a new row: the one with the number of its phase, and every period after it.
/// </summary>
/// <param name="Period">Steps from one row to the next; 0 where it is there from the beginning and stays as it is.</param>
/// <param name="Phase">Steps before the one that brings the first row.</param>
/// <param name="MayMiss">Whether a row may be there only to be passed over: a mask is made in the stream.</param>
internal sealed record StreamRate(int Period, int Phase, bool MayMiss = false)
{
    /// <summary>That of the inputs which come step by step.</summary>
    public static StreamRate EveryStep { get; } = new(1, 0);

    /// <summary>That of an input which is a row.</summary>
    public static StreamRate Constant { get; } = new(0, 0);

    /// <summary>Whether what reads it works at every step. What never changes is made anew, with the parameters of the moment.</summary>
    public bool IsEveryStep => Period <= 1 && Phase == 0;

    /// <summary>Whether what is made at these steps finds the other anew each time.</summary>
    public bool IsAs(StreamRate other) => IsEveryStep ? other.IsEveryStep : Period == other.Period && Phase == other.Phase;

    /// <summary>When what reads several values together can work; null where they do not come together.</summary>
    /// <param name="rates">Those of the values.</param>
    /// <param name="areRows">Whether they are rows, each of which stands until its next.</param>
    public static StreamRate? Together(IEnumerable<StreamRate> rates, bool areRows)
    {
        StreamRate? common = null;
        foreach (var rate in rates.Where(rate => rate.Period > 0))
        {
            if (common is null || common == rate) common = rate;
            else if (areRows) common = common.Beside(rate);
            else if (common.Period == rate.Period && common.Phase == rate.Phase) common = common with { MayMiss = true };
            else return null;
        }

        return common ?? Constant;
    }

    // At every step that brings one of them, from when both are there; equally far apart, these may be some more.
    private StreamRate Beside(StreamRate other)
    {
        int distance = Math.Abs(Phase - other.Phase);
        int period = RowSet.GreatestCommonDivisor(RowSet.GreatestCommonDivisor(Period, other.Period), distance);
        return new(period, Math.Max(Phase, other.Phase), MayMiss || other.MayMiss);
    }

    /// <summary>
    /// That of windows of rows, each there with the last row that it reads; null where a window would wait for rows beyond the end.
    /// </summary>
    /// <param name="windows">The windows.</param>
    /// <param name="rows">Rows of a sample.</param>
    public StreamRate? Of(Windows windows, int rows)
    {
        long period = (long)Period * windows.Stride, phase = Phase + (long)Period * windows.LookAhead;
        // Which windows are there by a mask is known for whole samples alone.
        return MayMiss || !windows.EndWithin(rows) || period > int.MaxValue || phase > int.MaxValue ? null : new((int)period, (int)phase);
    }
}
