namespace SimdSeq.Data;

/// <summary>
/// What is done to raw values before a model gets them, and undone to its answers: a scaling for each column, measured on the training
/// rows alone, and which columns and times a window consists of. It is saved inside the model's file
/// (<see cref="SequenceModel{T}.Preparation"/>), so that who loads the file needs nothing else.
/// </summary>
/// <example><code>
/// var (training, validation, test) = series.Split(0.6, 0.2);
/// var window = new WindowOptions { Lookback = TimeSpan.FromDays(4), Ahead = TimeSpan.FromHours(24), Targets = ["OT"] };
/// var preparation = Preparation.Fit(series, training, window);
/// model.Fit(preparation.Windows(series, training), options);
/// model.Save("oil.model");                                          // with the preparation
/// </code></example>
public sealed partial class Preparation
{
    private const string OneOfThem = $"Write preparation.{nameof(Of)}(name).";

    internal Preparation(
        IReadOnlyList<ColumnPreparation> inputs, IReadOnlyList<ColumnPreparation> known, IReadOnlyList<ColumnPreparation> targets,
        WindowOptions? window, TimeSpan period)
    {
        (Inputs, Known, Targets, Window, Period) = (inputs, known, targets, window, period);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < inputs.Count; i++) places.Add(inputs[i].Column, i);
        Bases = [.. targets.Select(target => places.GetValueOrDefault(target.Column, -1))];
        HasOwnScales = inputs.Any(input => input.Scaling == Scaling.PerWindow);
        Rows = window?.ToRows(period) ?? default;
    }

    /// <summary>The columns of the input, in order of the model's features.</summary>
    public IReadOnlyList<ColumnPreparation> Inputs { get; }

    /// <summary>The columns that are known ahead, the features of the model's second input; none where it has none.</summary>
    public IReadOnlyList<ColumnPreparation> Known { get; }

    /// <summary>The columns that are forecast; none where the answers have no unit, such as classes.</summary>
    public IReadOnlyList<ColumnPreparation> Targets { get; }

    /// <summary>What a window covers, with the names of all its columns; null for samples that are no windows of a series.</summary>
    public WindowOptions? Window { get; }

    /// <summary>Time between two rows of the series it was fitted on; zero without one.</summary>
    public TimeSpan Period { get; }

    /// <summary>Of each target the place of its column among the inputs; -1: it is none.</summary>
    internal int[] Bases { get; }

    /// <summary>Whether a column is scaled by its own window.</summary>
    internal bool HasOwnScales { get; }

    /// <summary>The window in rows.</summary>
    internal WindowRows Rows { get; }

    /// <summary>Values ahead of each target.</summary>
    internal int TargetRows => Window is null ? 0 : Window.EachStep ? Rows.Steps : Rows.Horizon;

    /// <summary>Target values of a window.</summary>
    internal int TargetValues => TargetRows * Targets.Count;

    /// <summary>Values known ahead of a window.</summary>
    internal int KnownValues => TargetRows * Known.Count;

    /// <summary>Measures the columns of windows on the rows of a series; values that were missing are passed over.</summary>
    /// <param name="series">The series, in its own units.</param>
    /// <param name="training">The training rows, so that nothing of later rows leaks into training.</param>
    /// <param name="window">What a window covers.</param>
    /// <param name="options">The scalings; null for standard scores.</param>
    /// <exception cref="ArgumentException">The options do not fit the series, or a column cannot be measured.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The series does not cover these rows.</exception>
    public static Preparation Fit(TimeSeries series, RowRange training, WindowOptions window, PreparationOptions? options = null) =>
        Fit(series, [training], window, options);

    /// <summary>The same for training rows in several ranges, as of a <see cref="SeriesFold"/>.</summary>
    /// <inheritdoc cref="Fit(TimeSeries, RowRange, WindowOptions, PreparationOptions?)"/>
    public static Preparation Fit(
        TimeSeries series, IReadOnlyList<RowRange> training, WindowOptions window, PreparationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(window);
        if (training.Count == 0) throw new ArgumentException("Expected rows to measure, got none.", nameof(training));
        foreach (var rows in training) rows.CheckInside(series.Rows, nameof(training));
        options ??= new();
        options.Check(series.Columns);
        var columns = WindowColumns.Of(series, window);
        var measured = new Dictionary<int, ColumnPreparation>();
        var inputs = columns.Inputs.Select(Measured).ToArray();
        var known = columns.Known.Select(Measured).ToArray();
        var targets = columns.Targets.Select(Measured).ToArray();
        CheckOwnScales(inputs, known, targets);
        window = window with { Inputs = [.. inputs.Select(input => input.Column)] };
        return new Preparation(inputs, known, targets, window, series.Period);

        ColumnPreparation Measured(int column)
        {
            if (measured.TryGetValue(column, out var before)) return before;
            string name = series.Columns[column];
            var values = new List<float>();
            foreach (var rows in training)
            {
                for (int row = rows.First; row <= rows.Last; row++)
                {
                    if (!series.WasMissing(row, column)) values.Add(series[row, column]);
                }
            }

            return measured[column] = ColumnPreparation.Fit(name, options.Of(name), values);
        }
    }

    /// <summary>
    /// Measures samples that are no windows of a series, such as the recordings of sensors; the answers of the model stay as they are.
    /// </summary>
    /// <param name="values">Training values <c>[sample][step][column]</c>; those that are not a number are passed over.</param>
    /// <param name="columns">Names of the columns, as many as the model has features.</param>
    /// <param name="options">The scalings; null for standard scores.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a column cannot be measured.</exception>
    public static Preparation FitSamples(ReadOnlySpan<float> values, IReadOnlyList<string> columns, PreparationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0 || values.Length % columns.Count != 0)
            throw new ArgumentException(
                $"Expected steps of {columns.Count} columns, got {values.Length} values, no whole number of them.", nameof(values));
        if (columns.Distinct(StringComparer.Ordinal).Count() != columns.Count)
            throw new ArgumentException($"Expected different column names, got {string.Join(", ", columns)}.", nameof(columns));
        options ??= new();
        options.Check(columns);
        var inputs = new ColumnPreparation[columns.Count];
        for (int c = 0; c < inputs.Length; c++)
        {
            var own = new float[values.Length / columns.Count];
            for (int i = 0; i < own.Length; i++) own[i] = values[i * columns.Count + c];
            inputs[c] = ColumnPreparation.Fit(columns[c], options.Of(columns[c]), own);
        }

        return new Preparation(inputs, [], [], null, TimeSpan.Zero);
    }

    /// <summary>Lays the windows over parts of a series, prepared.</summary>
    /// <param name="series">A series in its own units with the columns this was fitted on, in any order, and any others.</param>
    /// <param name="rows">The parts, in ascending order: no input lies outside one. None: the whole series.</param>
    /// <inheritdoc cref="WindowDataset(TimeSeries, WindowOptions, ReadOnlySpan{RowRange})" path="/exception"/>
    public WindowDataset Windows(TimeSeries series, params ReadOnlySpan<RowRange> rows)
    {
        CheckSeries(series);
        return new(series, Window!, this, rows);
    }

    /// <summary>The same with another stride, bound, weight or rule for missing values than it was fitted with.</summary>
    /// <param name="series">A series in its own units.</param>
    /// <param name="window">The options, in the rest like <see cref="Window"/>: <c>preparation.Window with { Stride = ... }</c>.</param>
    /// <param name="rows">The parts; none: the whole series.</param>
    /// <inheritdoc cref="WindowDataset(TimeSeries, WindowOptions, ReadOnlySpan{RowRange})" path="/exception"/>
    public WindowDataset Windows(TimeSeries series, WindowOptions window, params ReadOnlySpan<RowRange> rows)
    {
        CheckSeries(series);
        ArgumentNullException.ThrowIfNull(window);
        var same = window with
        {
            Stride = Window!.Stride,
            Bound = Window.Bound,
            Weight = Window.Weight,
            Missing = Window.Missing,
            Inputs = Window.Inputs,
            Targets = Window.Targets,
            Known = Window.Known,
        };
        if (same != Window || window.Inputs is null || !window.Inputs.SequenceEqual(Window.Inputs!)
            || !window.Targets.SequenceEqual(Window.Targets) || !window.Known.SequenceEqual(Window.Known))
        {
            throw new ArgumentException(
                "Expected options that differ in stride, bound, weight or missing values from those of the preparation alone. Write "
                + $"preparation.{nameof(Window)} with {{ ... }}, or fit another preparation.", nameof(window));
        }

        return new(series, window, this, rows);
    }

    /// <summary>The newest windows of a series, without targets, prepared: for <c>Predict</c>.</summary>
    /// <param name="series">A series in its own units.</param>
    /// <param name="count">How many, the last of them being the newest.</param>
    /// <inheritdoc cref="WindowDataset.Latest(TimeSeries, WindowOptions, int)" path="/exception"/>
    public WindowDataset Latest(TimeSeries series, int count = 1)
    {
        CheckSeries(series);
        return WindowDataset.Latest(series, Window!, this, count);
    }

    /// <summary>Prepares samples <c>[sample][step][column of Inputs]</c>, for an <see cref="ArrayDataset{T}"/>.</summary>
    /// <param name="values">Raw values.</param>
    /// <exception cref="ArgumentException">They are no whole number of steps, or a column is scaled by its own window.</exception>
    /// <exception cref="InvalidOperationException">Every series has numbers of its own: <see cref="Of"/> one.</exception>
    public float[] Prepare(ReadOnlySpan<float> values)
    {
        Alone(OneOfThem);
        if (values.Length % Inputs.Count != 0)
            throw new ArgumentException(
                $"Expected steps of {Inputs.Count} columns, got {values.Length} values, no whole number of them.", nameof(values));
        if (HasOwnScales)
            throw new ArgumentException(
                $"Expected columns with scales of the whole, got {nameof(Scaling)}.{nameof(Scaling.PerWindow)}. Use {nameof(Windows)}.",
                nameof(values));
        var prepared = new float[values.Length];
        for (int i = 0; i < prepared.Length; i++) prepared[i] = (float)Inputs[i % Inputs.Count].Apply(values[i]);
        return prepared;
    }

    /// <summary>What leaves the values of windows as they are.</summary>
    internal static Preparation None(TimeSeries series, WindowOptions window) =>
        Fit(series, new RowRange(0, 0), window, new PreparationOptions { Scaling = Scaling.None });

    /// <summary>Throws unless windows of a series can be prepared as it was fitted.</summary>
    internal void CheckSeries(TimeSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (Window is null)
            throw new InvalidOperationException(
                $"This preparation was fitted on samples, not on windows of a series. Use {nameof(Prepare)}.");
        Alone(OneOfThem);
        CheckPeriod(series);
    }

    private void CheckPeriod(TimeSeries series)
    {
        if (series.Period != Period)
            throw new ArgumentException(
                $"Expected a row every {Duration.Format(Period)}, as the preparation was fitted on; got one every "
                + $"{Duration.Format(series.Period)}. Resample the series.", nameof(series));
    }

    private static void CheckOwnScales(ColumnPreparation[] inputs, ColumnPreparation[] known, ColumnPreparation[] targets)
    {
        foreach (var column in known)
        {
            if (column.Scaling == Scaling.PerWindow)
                throw new ArgumentException(
                    $"Expected a scaling of the whole for '{column.Column}', which is known ahead, got {Scaling.PerWindow}.");
        }

        foreach (var column in targets)
        {
            if (column.Scaling == Scaling.PerWindow && !inputs.Contains(column))
                throw new ArgumentException(
                    $"Expected targets that are inputs too for {Scaling.PerWindow}, got '{column.Column}', which is none. Add it to "
                    + $"{nameof(WindowOptions)}.{nameof(WindowOptions.Inputs)}.");
        }
    }
}
