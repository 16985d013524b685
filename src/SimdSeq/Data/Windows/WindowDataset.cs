using SimdSeq.Kernels;

namespace SimdSeq.Data;

/// <summary>
/// Forecasting windows over a series. A window has the newest input row <c>n</c>; its input is the rows
/// <c>n - Span, ..., n - Step, n</c> (<see cref="WindowRows"/>), its targets are those <c>n + Ahead, n + Ahead + HorizonStep, ...</c>. So
/// no value after row n is in the input but of columns that are known ahead, windows are in chronological order, and each newest row occurs
/// once.
/// </summary>
/// <remarks>
/// Newest rows are <c>Stride</c> apart, from the first with room for the input to the last with room for the targets
/// (<see cref="TargetBound.Inside"/>); of several ranges of rows each has its own, and no window lies over two. Rows are taken as they
/// come: a gap in the record is stepped over.
/// </remarks>
public sealed partial class WindowDataset : Dataset<float>
{
    private readonly WindowColumns _columns;
    private readonly WindowValues _values;
    private readonly int[] _newest;
    private readonly int _targetRows;

    /// <summary>Lays windows over parts of a series, whose values are taken as they are.</summary>
    /// <param name="series">The series.</param>
    /// <param name="window">Lookback, sampling, horizon and columns.</param>
    /// <param name="rows">The parts, in ascending order: no input lies outside one. None: the whole series.</param>
    /// <exception cref="ArgumentException">The durations do not fit the series' period, no column has one of the names, options do not go
    /// together, or all windows have missing values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The series does not cover the rows, or they are too few for one window.</exception>
    public WindowDataset(TimeSeries series, WindowOptions window, params ReadOnlySpan<RowRange> rows)
        : this(series, window, null, rows)
    {
    }

    /// <summary>Lays windows over parts of a series, of prepared values.</summary>
    /// <param name="series">The series, in its own units.</param>
    /// <param name="window">Lookback, sampling, horizon and columns: those that the preparation was made for.</param>
    /// <param name="preparation">What is done to the values; null: nothing.</param>
    /// <param name="rows">The parts, in ascending order; none: the whole series.</param>
    /// <inheritdoc cref="WindowDataset(TimeSeries, WindowOptions, ReadOnlySpan{RowRange})" path="/exception"/>
    internal WindowDataset(
        TimeSeries series, WindowOptions window, Preparation? preparation, ReadOnlySpan<RowRange> rows)
        : this(series, window, preparation)
    {
        ReadOnlySpan<RowRange> ranges = rows.IsEmpty ? [new RowRange(0, series.Rows - 1)] : rows;
        _newest = WindowPlaces.Of(series, window, Window, _columns, ranges);
        _targetRows = window.EachStep ? Steps : Window.Horizon;
        Targets = _targetRows * _columns.Targets.Length;
        for (int sample = 0; HasWeights && sample < Count; sample++)
        {
            double weight = series[TargetRow(sample), _columns.Weight];
            if (!(weight >= 0) || double.IsInfinity(weight))
                throw new ArgumentException(
                    $"A weight is at least 0 and finite; got {weight} in column '{window.Weight}', row {TargetRow(sample)}.",
                    nameof(series));
        }

        Rows = [.. ranges];
        int from = _newest[0] - Window.Span, to = _newest[^1] + Math.Max(0, Window.Reach);
        _values = new WindowValues(series, _columns, preparation, from, to);
    }

    private WindowDataset(TimeSeries series, WindowOptions window, Preparation? preparation, int[] newest)
        : this(series, window, preparation)
    {
        _newest = newest;
        _targetRows = window.EachStep ? Steps : Window.Horizon;
        Rows = [new RowRange(newest[0] - Window.Span, newest[^1])];
        int to = _columns.Known.Length > 0 ? newest[^1] + Window.Reach : newest[^1];
        _values = new WindowValues(series, _columns, preparation, newest[0] - Window.Span, to);
    }

    private WindowDataset(TimeSeries series, WindowOptions window, Preparation? preparation)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(window);
        Series = series;
        Options = window;
        Window = window.ToRows(series.Period);
        _columns = WindowColumns.Of(series, window);
        Preparation = preparation;
        (_newest, _values, Rows) = ([], null!, []);
    }

    /// <summary>
    /// The newest windows of a series, whose targets lie in the future: they have none, and are for <c>Predict</c>. With columns that are
    /// known ahead, the series goes on with rows that have no more than these.
    /// </summary>
    /// <param name="series">The series, in the units that the model was trained on.</param>
    /// <param name="window">The windows of the training.</param>
    /// <param name="count">How many, the last of them being the newest.</param>
    /// <exception cref="ArgumentOutOfRangeException">The series is too short for so many.</exception>
    /// <exception cref="ArgumentException">The options do not fit the series, or an input is not a number.</exception>
    public static WindowDataset Latest(TimeSeries series, WindowOptions window, int count = 1) => Latest(series, window, null, count);

    internal static WindowDataset Latest(TimeSeries series, WindowOptions window, Preparation? preparation, int count)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(window);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var rows = window.ToRows(series.Period);
        int last = series.Rows - 1 - (window.Known.Count > 0 ? rows.Reach : 0);
        long first = last - (count - 1L) * rows.Stride;
        if (first < rows.Span)
            throw new ArgumentOutOfRangeException(nameof(series),
                $"Expected at least {rows.Span + 1L + series.Rows - 1 - last + (count - 1L) * rows.Stride} rows for "
                + $"{count} window{(count == 1 ? "" : "s")}, got {series.Rows}. Read more rows.");
        var latest = new WindowDataset(
            series, window, preparation, [.. Enumerable.Range(0, count).Select(i => (int)first + i * rows.Stride)]);
        latest.CheckThere();
        return latest;
    }

    /// <summary>Throws where an input is not a number: there would be no answer.</summary>
    private void CheckThere()
    {
        for (int sample = 0; sample < Count; sample++)
        {
            for (int step = 0; step < Steps; step++)
                Check(InputRow(sample, step), _columns.Inputs, "as input");
            for (int value = 0; value < _targetRows && _columns.Known.Length > 0; value++)
                Check(TargetRow(sample, value), _columns.Known, "as value known ahead");
        }

        void Check(int row, int[] columns, string use)
        {
            foreach (int column in columns)
            {
                if (float.IsFinite(Series[row, column])) continue;
                throw new ArgumentException(FormattableString.Invariant(
                    $"Expected a finite value in column '{Series.Columns[column]}', row {row} ({Series.TimeOf(row):yyyy-MM-dd HH:mm:ss}), ")
                    + FormattableString.Invariant($"{use}; got {Series[row, column]}. Fill missing values when reading."), "series");
            }
        }
    }

    /// <summary>The series the windows lie on, in its own units.</summary>
    public TimeSeries Series { get; }

    /// <summary>What the windows cover, in time.</summary>
    public WindowOptions Options { get; }

    /// <summary>The same in rows.</summary>
    public WindowRows Window { get; }

    /// <summary>The rows that inputs are confined to.</summary>
    public IReadOnlyList<RowRange> Rows { get; }

    /// <summary>Numbers of the columns that are forecast.</summary>
    public IReadOnlyList<int> TargetColumns => _columns.Targets;

    /// <inheritdoc/>
    public override Preparation? Preparation { get; }

    /// <inheritdoc/>
    public override int Count => _newest.Length;

    /// <inheritdoc/>
    public override int Steps => Window.Steps;

    /// <inheritdoc/>
    public override int Features => _columns.Inputs.Length;

    /// <inheritdoc/>
    public override int MoreInputValues => _targetRows * _columns.Known.Length;

    /// <inheritdoc/>
    public override int Targets { get; }

    /// <inheritdoc/>
    public override bool HasWeights => _columns.Weight >= 0 && Targets > 0;

    /// <inheritdoc/>
    public override double WeightOf(int sample) => HasWeights ? Series[TargetRow(sample), _columns.Weight] : 1;

    /// <summary>The newest row of a window's input.</summary>
    /// <param name="sample">Window number.</param>
    public int NewestRow(int sample) => _newest[Existing(sample)];

    /// <summary>The row of an input step, <c>n - Span + step * Step</c>.</summary>
    /// <param name="sample">Window number.</param>
    /// <param name="step">Input step, <c>0..Steps-1</c>.</param>
    public int InputRow(int sample, int step) => NewestRow(sample) - Window.Span + step * Window.Step;

    /// <summary>The row of a target, <c>n + Ahead + value * HorizonStep</c>.</summary>
    /// <param name="sample">Window number.</param>
    /// <param name="value">Which of the values ahead; with <see cref="WindowOptions.EachStep"/>, of which input step.</param>
    public int TargetRow(int sample, int value = 0) => Options.EachStep
        ? InputRow(sample, value) + Window.Ahead
        : NewestRow(sample) + Window.Ahead + value * Window.HorizonStep;
}
