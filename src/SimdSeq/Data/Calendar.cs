namespace SimdSeq.Data;

/// <summary>Columns of a series that its times alone give, and that are therefore known ahead.</summary>
public static class Calendar
{
    /// <summary>Names of the columns that <see cref="WithCalendar"/> adds.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["hour sin", "hour cos", "weekday sin", "weekday cos", "year sin", "year cos"];

    /// <summary>
    /// The series with six more columns, the hour of the day, the day of the week and the time of the year, each as the sine and cosine of
    /// an angle: midnight is near to 23:00, and December to January.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="rowsAhead">
    /// So many rows more than it has, in which the other columns are missing: for windows whose <see cref="WindowOptions.Known"/> reach
    /// beyond the last row that was measured.
    /// </param>
    /// <exception cref="ArgumentException">The series has a column of such a name.</exception>
    public static TimeSeries WithCalendar(this TimeSeries series, int rowsAhead = 0)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfNegative(rowsAhead);
        int before = series.Features, width = before + Columns.Count, rows = checked(series.Rows + rowsAhead);
        var values = new float[(long)rows * width];
        bool[]? missing = series.MissingMarks is null ? null : new bool[values.Length];
        for (int r = 0; r < rows; r++)
        {
            var row = values.AsSpan(r * width, width);
            if (r < series.Rows) series.Row(r).CopyTo(row);
            else row[..before].Fill(float.NaN);
            if (r < series.Rows && missing is not null) series.MissingMarks.AsSpan(r * before, before).CopyTo(missing.AsSpan(r * width));
            var time = series.TimeOf(r);
            double day = time.TimeOfDay.TotalDays;
            double year = (time.DayOfYear - 1 + day) / (DateTime.IsLeapYear(time.Year) ? 366 : 365);
            Angle(row[before..], day);
            Angle(row[(before + 2)..], ((int)time.DayOfWeek + day) / 7);
            Angle(row[(before + 4)..], year);
        }

        return new TimeSeries(values, [.. series.Columns, .. Columns], series.Start, series.Period, missing);
    }

    // Rounded to a multiple of 2^-20, so that the last place of the platform's sine does not show.
    private static void Angle(Span<float> pair, double turn)
    {
        var (sine, cosine) = Math.SinCos(Math.Tau * turn);
        const double Steps = 1 << 20;
        (pair[0], pair[1]) = ((float)(Math.Round(sine * Steps) / Steps), (float)(Math.Round(cosine * Steps) / Steps));
    }
}
