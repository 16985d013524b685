using SimdSeq.Data;

namespace SimdSeq.Datasets;

/// <summary>
/// The weather record of the Max Planck Institute for Biogeochemistry in Jena, 2009-2016, and the forecasting task on it from Chollet,
/// "Deep Learning with Python" (2018), section 6.3: from the last 5 days, hourly, forecast the temperature 24 hours ahead.
/// </summary>
public static class JenaClimate
{
    /// <summary>The column that is forecast.</summary>
    public const string Temperature = "T (degC)";

    private const string Pressure = "p (mbar)";
    private const string RelativeHumidity = "rh (%)";

    // The book's training rows 0-200,000 and validation rows 200,001-300,000 of 420,551, every ten minutes.
    private const long TrainingEnd = 200_000;
    private const long ValidationEnd = 300_000;
    private const long FullRecord = 420_551;

    private static readonly TimeSpan FullRecordPeriod = TimeSpan.FromMinutes(10);

    /// <summary>The fourteen columns in the original's order, with their units.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        Pressure, Temperature, "Tpot (K)", "Tdew (degC)", RelativeHumidity, "VPmax (mbar)", "VPact (mbar)", "VPdef (mbar)",
        "sh (g/kg)", "H2OC (mmol/mol)", "rho (g/m**3)", "wv (m/s)", "max. wv (m/s)", "wd (deg)",
    ];

    /// <summary>
    /// The task's windows: lookback 5 days, a value every hour, target 24 hours ahead as the book counts them: from the hour after the
    /// newest input, 25 hours from that (<see cref="WindowOptions.Book"/>).
    /// </summary>
    public static WindowOptions Windows { get; } =
        WindowOptions.Book(TimeSpan.FromDays(5), TimeSpan.FromHours(1), TimeSpan.FromHours(24), Temperature);

    /// <summary>
    /// Reads a record: the original, one resampled, or a later year of the same station. Columns that the file lacks are derived where
    /// pressure, temperature and relative humidity define them (see <see cref="MoistAir"/> for formulas and errors); wind columns it lacks
    /// are zero.
    /// </summary>
    /// <remarks>
    /// Wind speeds of -9999 are missing values and take the last valid one before them. In copies where negative speeds were clipped to 0
    /// (hourly: 13.07.2015 09:40, 10:40 and 11:40) the zeros are left: they cannot be told from calm.
    /// </remarks>
    /// <param name="path">A csv file, plain, gzip or zip.</param>
    /// <param name="maximumRows">Reads at most this many rows.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SeriesFormatException">The file is malformed, lacks pressure, temperature or relative humidity, or has values of
    /// them that no air has, where others are derived from them.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Less than one row.</exception>
    public static JenaRecord Load(string path, int maximumRows = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumRows, 1);
        (TimeSeries read, SeriesReport report) =
            CsvSeries.ReadWithReport(path, new CsvSeriesOptions
            {
                Columns = Columns,
                SkipAbsentColumns = true,
                MaximumRows = maximumRows,
                MissingValue = -9999,
                IsOfDataSet = true,
            });
        foreach (string needed in (ReadOnlySpan<string>)[Pressure, Temperature, RelativeHumidity])
        {
            if (!read.Columns.Contains(needed))
                throw new SeriesFormatException(path, 1, needed,
                    $"expected this column in a climate record, got {string.Join(", ", read.Columns)}. Is this the right file?");
        }

        ColumnSource[] sources = [.. Columns.Select((name, i) =>
            read.Columns.Contains(name) ? ColumnSource.Read : IsWind(i) ? ColumnSource.Zeroed : ColumnSource.Derived)];
        return new JenaRecord(Complete(read, path), report, sources);
    }

    /// <summary>
    /// The task's split: training is the time of the original's first 200,000 ten-minute rows, validation that of the next 100,000, test
    /// the rest; on hourly rows 0-33,332, 33,333-49,999 and 50,000 to the end. A record too short for that, with a test part of one window,
    /// is split in the same proportions, 200,000 and 300,000 of 420,551.
    /// </summary>
    /// <param name="series">The record.</param>
    /// <exception cref="ArgumentException">The record has fewer than three rows.</exception>
    public static SeriesSplit Split(TimeSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series.Rows < 3) throw new ArgumentException($"Expected at least three rows to split, got {series.Rows}.", nameof(series));
        long training = TrainingEnd * FullRecordPeriod.Ticks / series.Period.Ticks;
        long validation = ValidationEnd * FullRecordPeriod.Ticks / series.Period.Ticks;
        TimeSpan every = Windows.Every!.Value, ahead = Windows.Ahead!.Value;
        long oneWindow = (Windows.Lookback - every + ahead).Ticks / series.Period.Ticks + 1;
        if (training < 1 || series.Rows < validation + oneWindow)
        {
            training = Math.Max(1, series.Rows * TrainingEnd / FullRecord);
            validation = Math.Max(training + 1, series.Rows * ValidationEnd / FullRecord);
        }

        return new SeriesSplit(
            Training: new RowRange(0, (int)training - 1),
            Validation: new RowRange((int)training, (int)validation - 1),
            Test: new RowRange((int)validation, series.Rows - 1));
    }

    /// <summary>Fills the fourteen columns of every row from those read.</summary>
    private static TimeSeries Complete(TimeSeries read, string path)
    {
        int width = Columns.Count;
        var values = new float[read.Rows * width];
        int[] from = [.. Columns.Select(name => read.Columns.ToList().IndexOf(name))];
        for (int r = 0; r < read.Rows; r++)
        {
            ReadOnlySpan<float> source = read.Row(r);
            Span<float> row = values.AsSpan(r * width, width);
            // In the original's order every derived column stands after those it is derived from, but for the dew point.
            for (int i = 0; i < width; i++) row[i] = from[i] >= 0 ? source[from[i]] : 0;
            for (int i = 2; i < width; i++)
            {
                if (from[i] < 0 && !IsWind(i) && i != 3) row[i] = (float)Derive(i, row);
            }

            if (from[3] < 0) row[3] = (float)Derive(3, row);
            for (int i = 0; i < width; i++)
            {
                if (!float.IsFinite(row[i])) throw NoAir(path, r, i, row, from);
            }
        }

        return new TimeSeries(values, Columns, read.Start, read.Period);
    }

    /// <summary>The error about a value that another cannot be derived from.</summary>
    private static SeriesFormatException NoAir(string path, int number, int derived, ReadOnlySpan<float> row, int[] from)
    {
        int cause = 1; // a temperature below the formula's pole, unless a read pressure or humidity is not positive
        foreach (int i in (ReadOnlySpan<int>)[6, 5, 4, 0])
        {
            if (from[i] >= 0 && !(row[i] > 0)) cause = i;
        }

        string got = FormattableString.Invariant($"{row[cause]} in row {number} (from 0, after the header)");
        return new SeriesFormatException(path, 0, Columns[cause],
            $"expected values that give '{Columns[derived]}', which the file lacks, got {got}. Correct it, or write -9999 for a missing "
            + "value.");
    }

    private static double Derive(int column, ReadOnlySpan<float> row) => column switch
    {
        2 => MoistAir.PotentialTemperature(row[1], row[0]),
        3 => MoistAir.DewPoint(row[6]),
        5 => MoistAir.SaturationPressure(row[1]),
        6 => MoistAir.VapourPressure(row[4], row[5]),
        7 => row[5] - row[6],
        8 => MoistAir.SpecificHumidity(row[6], row[0]),
        9 => MoistAir.WaterConcentration(row[6], row[0]),
        10 => MoistAir.Density(row[1], row[0], row[6]),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "Expected a column that others define."),
    };

    private static bool IsWind(int column) => column >= 11;
}
