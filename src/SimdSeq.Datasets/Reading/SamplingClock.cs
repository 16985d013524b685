namespace SimdSeq.Datasets;

/// <summary>Follows the times of a record's rows: finds the sampling period, gaps and duplicates.</summary>
/// <remarks>
/// A time that an earlier row has too is a duplicate, even a whole repeated block of rows; a time that lies before the latest one and was
/// never seen is an error, because then the rows are not in order.
/// </remarks>
internal sealed class SamplingClock
{
    // Ascending: times are only appended when they are later than all before.
    private readonly List<DateTime> _times = [];
    private readonly List<int> _rows = [];

    /// <summary>Rows whose time was seen before.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Rows followed so far.</summary>
    public int Rows { get; private set; }

    /// <summary>Time of the first row.</summary>
    public DateTime First => _times[0];

    /// <summary>The latest time.</summary>
    public DateTime Last => _times[^1];

    /// <summary>Takes the next row's time; false when time goes backwards.</summary>
    public bool TryAdvance(DateTime time)
    {
        if (_times.Count > 0 && time <= _times[^1])
        {
            if (_times.BinarySearch(time) < 0) return false;
            Duplicates++;
        }
        else
        {
            _times.Add(time);
            _rows.Add(Rows);
        }

        Rows++;
        return true;
    }

    /// <summary>The most frequent difference between successive times; of several, the shortest. Null below two different times.</summary>
    public TimeSpan? FindPeriod()
    {
        var counts = new Dictionary<TimeSpan, int>();
        for (int i = 1; i < _times.Count; i++)
        {
            TimeSpan difference = _times[i] - _times[i - 1];
            counts[difference] = counts.GetValueOrDefault(difference) + 1;
        }

        return counts.Count == 0 ? null : counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).First().Key;
    }

    /// <summary>Places where more than a period passed, and the number of rows that came early.</summary>
    public (List<SeriesGap> Gaps, int Irregular) Compare(TimeSpan period)
    {
        var gaps = new List<SeriesGap>();
        int early = 0;
        for (int i = 1; i < _times.Count; i++)
        {
            TimeSpan difference = _times[i] - _times[i - 1];
            if (difference > period) gaps.Add(new SeriesGap(_rows[i], _times[i - 1], _times[i]));
            else if (difference < period) early++;
        }

        return (gaps, early);
    }
}
