using System;
using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>
/// The steps of a stream at which a value has a new row: the one with the number of its phase, and every period after it. Steps are counted
/// on after the end of the sequence, where rows that wait for what lies beyond it come. Before the first they are less than zero: rows that
/// are there from the beginning, as zeros.
/// </summary>
/// <param name="Period">Steps from one row to the next; 0 where it is there from the beginning and stays as it is.</param>
/// <param name="Phase">Steps before the one that brings the first row.</param>
/// <param name="Rows">How many there are.</param>
/// <param name="MayMiss">Whether a row may be there only to be passed over: a mask is made in the stream.</param>
internal sealed record StreamRate(int Period, int Phase, RowCount Rows, bool MayMiss = false)
{
    // Of one that is long enough, rows that are there by a padding at the beginning do not count.
    private const long LongSequence = 1L << 40;

    /// <summary>That of the inputs which come step by step.</summary>
    public static StreamRate EveryStep { get; } = new(1, 0, RowCount.Steps);

    /// <summary>That of an input which is a row.</summary>
    public static StreamRate Constant { get; } = new(0, 0, RowCount.Steps);

    /// <summary>Whether what reads it works at every step. What never changes is made anew, with the parameters of the moment.</summary>
    public bool IsEveryStep => Period <= 1 && Phase <= 0;

    /// <summary>Rows that are there before the first step.</summary>
    public int RowsBefore => Phase < 0 ? (Period - 1 - Phase) / Period : 0;

    /// <summary>The step after the last that brings a row.</summary>
    public RowCount End => Rows.Times(Period).Plus(Phase);

    /// <summary>Steps from the one by which a row is there to the one that brings it.</summary>
    public long Delay => Period == 0 ? 0 : Math.Max(DelayOfParts, Phase - Earliest);

    // Of what stands beside each other: there it depends on the row how long it waits, so the earliest of a long sequence does not tell.
    private long DelayOfParts { get; init; }

    /// <summary>The phase of a value of these rows if each came as soon as it is sure to be there.</summary>
    public long Earliest
    {
        get
        {
            long rows = Rows.Of(LongSequence);
            return Rows.StepsFor(rows, LongSequence) - 1 - (rows - 1) * Period;
        }
    }

    /// <summary>Whether what is made at these steps finds the other anew each time.</summary>
    /// <param name="other">When the other comes.</param>
    /// <param name="withEnd">Whether it matters that the one may end before the other.</param>
    public bool IsAs(StreamRate other, bool withEnd) => withEnd
        ? this == other with { MayMiss = MayMiss }
        : IsEveryStep ? other.IsEveryStep : Period == other.Period && Phase == other.Phase;

    /// <summary>When what reads several values together can work; null where they do not come together.</summary>
    /// <param name="rates">Those of the values.</param>
    /// <param name="areRows">
    /// Whether they are rows, each of which stands until its next. Those of sequences wait for each other, place by place.
    /// </param>
    public static StreamRate? Together(IEnumerable<StreamRate> rates, bool areRows)
    {
        StreamRate? common = null;
        foreach (var rate in rates.Where(rate => rate.Period > 0))
        {
            if (common is null || common == rate) common = rate;
            else if (areRows) common = common.Beside(rate);
            else if (common.Period == rate.Period) common = common.With(rate);
            else return null;
        }

        return common ?? Constant;
    }

    private StreamRate With(StreamRate other) =>
        new(Period, Math.Max(Phase, other.Phase), Rows.Min(other.Rows), MayMiss || other.MayMiss);

    // At every step that brings one of them, from when both are there; equally far apart, these may be some more.
    private StreamRate Beside(StreamRate other)
    {
        int distance = Math.Abs(Phase - other.Phase);
        int period = RowSet.GreatestCommonDivisor(RowSet.GreatestCommonDivisor(Period, other.Period), distance);
        int phase = Math.Max(Phase, other.Phase);
        var last = End.Plus(-Period).Max(other.End.Plus(-other.Period));
        return new(period, phase, last.Plus(period - phase).Over(period), MayMiss || other.MayMiss)
        {
            DelayOfParts = Math.Max(Delay, other.Delay),
        };
    }

    /// <summary>
    /// That of windows of rows, each there with the last row that it reads; null where which windows are there is known for whole samples
    /// alone, by a mask.
    /// </summary>
    /// <param name="windows">The windows.</param>
    public StreamRate? Of(Windows windows) => MayMiss && !windows.IsForEveryRow
        ? null
        : At((long)Period * windows.Stride, Phase + (long)Period * windows.LookAhead, Rows.Of(windows));

    /// <summary>The same with other steps; null where these are too far apart.</summary>
    public StreamRate? At(long period, long phase, RowCount rows) =>
        period > int.MaxValue || phase > int.MaxValue ? null : new((int)period, (int)phase, rows, MayMiss);
}
