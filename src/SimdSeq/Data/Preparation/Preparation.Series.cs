namespace SimdSeq.Data;

public sealed partial class Preparation
{
    private const int NamesInMessage = 20;

    private readonly Dictionary<string, Preparation> _series = [];

    private Preparation(IReadOnlyList<(string Name, Preparation Own)> series)
        : this(ByName(series[0].Own.Inputs), ByName(series[0].Own.Known), ByName(series[0].Own.Targets), series[0].Own.Window,
            series[0].Own.Period)
    {
        Series = [.. series.Select(one => one.Name)];
        foreach (var (name, own) in series) _series.Add(name, own);
    }

    /// <summary>
    /// Names of the series that are scaled each by its own numbers; none where all values are scaled by the same ones. Where there are
    /// some, <see cref="Inputs"/>, <see cref="Known"/> and <see cref="Targets"/> have no numbers (they are NaN), but for columns that are
    /// not measured: those are of <see cref="Of"/>.
    /// </summary>
    public IReadOnlyList<string> Series { get; } = [];

    /// <summary>
    /// Measures several series of the same columns, each by itself: a model learns of all of them, and each is scaled by its own numbers.
    /// The kind of scaling of a column is the same in all. For series that nobody has seen before, see <see cref="With"/> and
    /// <see cref="Scaling.PerWindow"/>.
    /// </summary>
    /// <example><code>
    /// SeriesPart[] training = [.. shops.Select(shop => new SeriesPart(shop.Name, shop.Sales, shop.Sales.Split(0.6, 0.2).Training))];
    /// var preparation = Preparation.Fit(training, window);
    /// model.Fit(preparation.Windows(training), options);
    /// float[] sales = model.Forecast("north", rawWindow);                // in the units of that shop
    /// </code></example>
    /// <param name="series">The series with their training rows.</param>
    /// <param name="window">What a window covers.</param>
    /// <param name="options">The scalings; null for standard scores.</param>
    /// <exception cref="ArgumentException">
    /// There is no series, two have one name, their columns or periods differ, the options do not fit, or a column cannot be measured.
    /// </exception>
    public static Preparation Fit(IReadOnlyList<SeriesPart> series, WindowOptions window, PreparationOptions? options = null)
    {
        SeriesPart.Check(series);
        ArgumentNullException.ThrowIfNull(window);
        var first = series[0].Do(part => Fit(part.Series, part.Rows, window, options));
        window = window with { Inputs = first.Window!.Inputs };
        return Together([
            (series[0].Name, first),
            .. series.Skip(1).Select(one => (one.Name, one.Do(part =>
            {
                first.CheckPeriod(part.Series);
                return Fit(part.Series, part.Rows, window, options);
            }))),
        ]);
    }

    /// <summary>The same with one more series, or with other numbers for one: a model that knows the others can forecast it, too.</summary>
    /// <example><code>
    /// model.Preparation = model.Preparation!.With(new SeriesPart("west", sales));   // a shop that has opened since
    /// </code></example>
    /// <param name="series">The series with the rows to measure.</param>
    /// <exception cref="ArgumentException">Its columns or its period differ from those of the others.</exception>
    /// <exception cref="InvalidOperationException">This preparation is one for all values.</exception>
    public Preparation With(SeriesPart series)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (Series.Count == 0)
            throw new InvalidOperationException(
                "Expected a preparation of several series, got one that scales all values alike. Fit one on a list of "
                + $"{nameof(SeriesPart)}.");
        var options = new PreparationOptions
        {
            Columns = Inputs.Concat(Known).Concat(Targets).DistinctBy(column => column.Column)
                .ToDictionary(column => column.Column, column => column.Scaling),
        };
        var own = series.Do(part =>
        {
            CheckPeriod(part.Series);
            return Fit(part.Series, part.Rows, Window!, options);
        });
        var others = Series.Where(name => name != series.Name).Select(name => (name, _series[name]));
        return Together([.. others, (series.Name, own)]);
    }

    /// <summary>The preparation of one of the series, which windows of it alone can be laid with.</summary>
    /// <param name="series">Its name.</param>
    /// <exception cref="ArgumentException">No series has this name.</exception>
    public Preparation Of(string series)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (_series.TryGetValue(series, out var own)) return own;
        string known = Series.Count == 0
            ? "a preparation of several series for a series by name, got one that scales all values alike"
            : $"one of the series {Names()}; got '{series}'";
        string way = Series.Count == 0
            ? "Leave the name out."
            : $"Measure it first: preparation.{nameof(With)}(new {nameof(SeriesPart)}(name, series)).";
        throw new ArgumentException($"Expected {known}. {way}", nameof(series));
    }

    /// <summary>Lays the windows over several series, each prepared by its own numbers.</summary>
    /// <param name="series">The series, in their own units, with the rows that inputs are confined to.</param>
    /// <inheritdoc cref="Windows(TimeSeries, ReadOnlySpan{RowRange})" path="/exception"/>
    public SeriesWindows Windows(IReadOnlyList<SeriesPart> series)
    {
        SeriesPart.Check(series);
        return new SeriesWindows(this, series, part => Of(part.Name).Windows(part.Series, [.. part.Rows]));
    }

    /// <summary>The same with another stride, bound, weight or rule for missing values than it was fitted with.</summary>
    /// <param name="series">The series, in their own units.</param>
    /// <param name="window">The options, in the rest like <see cref="Window"/>.</param>
    /// <inheritdoc cref="Windows(TimeSeries, WindowOptions, ReadOnlySpan{RowRange})" path="/exception"/>
    public SeriesWindows Windows(IReadOnlyList<SeriesPart> series, WindowOptions window)
    {
        SeriesPart.Check(series);
        return new SeriesWindows(this, series, part => Of(part.Name).Windows(part.Series, window, [.. part.Rows]));
    }

    /// <summary>Several preparations of the same columns as one.</summary>
    internal static Preparation Together(IReadOnlyList<(string Name, Preparation Own)> series) => new(series);

    /// <summary>This, unless each series has numbers of its own: then it has to be said which is meant.</summary>
    /// <param name="way">How.</param>
    internal Preparation Alone(string way) => Series.Count == 0 ? this : throw new InvalidOperationException(
        $"Expected the name of a series, as each of {Names()} is scaled by numbers of its own; got none. {way}");

    // A model may know thousands.
    private string Names() => string.Join(", ", Series.Take(NamesInMessage))
        + (Series.Count > NamesInMessage ? $" and {Series.Count - NamesInMessage} more" : "");

    private static ColumnPreparation[] ByName(IReadOnlyList<ColumnPreparation> columns) => [.. columns.Select(
        column => column.IsMeasured ? column with { Shift = double.NaN, Scale = double.NaN } : column)];
}
