using System.Numerics;
using SimdSeq.Data;

namespace SimdSeq;

public abstract partial class SequenceModel<T>
{
    private Preparation? _preparation;
    private Pool<ForecastMemory<T>>? _forecasts;

    /// <summary>
    /// What is done to raw values before the model gets them, and undone to its answers by <see cref="Forecast(ReadOnlySpan{T}, Span{T})"/>
    /// and <see cref="OpenForecastStream()"/>. Training on windows that are prepared sets it, <see cref="Save(string)"/> writes it into the
    /// model's file, and <see cref="Load(string, LoadOptions?)"/> reads it. <c>Predict</c>, <c>Evaluate</c> and <see cref="OpenStream"/>
    /// take prepared values as they come, and do not look at it. Null: there is none.
    /// </summary>
    /// <exception cref="ArgumentException">It is of samples of another size than the model's.</exception>
    /// <exception cref="InvalidOperationException">Another call uses the model.</exception>
    public Preparation? Preparation
    {
        get => _preparation;
        set
        {
            if (ReferenceEquals(value, _preparation)) return;
            if (value is not null && PreparationMatch.Objection(this, value) is { } objection)
                throw new ArgumentException(objection, nameof(value));
            using var use = Use.Change();
            TakePreparation(value);
        }
    }

    /// <summary>How many answers there are for each target: several where a loss has quantiles.</summary>
    internal int AnswersOfTarget => _preparation is { TargetValues: > 0 } preparation ? Outputs / preparation.TargetValues : 1;

    /// <summary>
    /// Forecasts from one window of raw values: prepares it, predicts, and gives the answers in the units of their columns, differences
    /// added back. The bits are those of <c>Predict</c> on the prepared window. It allocates nothing once as many threads as now have
    /// asked at the same time before.
    /// </summary>
    /// <param name="window">
    /// Raw values <c>[step][column]</c> of the columns <c>Preparation.Inputs</c>, oldest first, and behind them, where columns are known
    /// ahead, <c>[value ahead][column]</c> of <c>Preparation.Known</c>.
    /// </param>
    /// <param name="answers">Receives <see cref="Outputs"/> values, <c>[value ahead][column]</c> of <c>Preparation.Targets</c>.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the answers lie in the memory of the window.</exception>
    /// <exception cref="InvalidOperationException">
    /// The model has no preparation, or one of several series, or is being changed.
    /// </exception>
    public void Forecast(ReadOnlySpan<T> window, Span<T> answers) => Forecast(OfAll, window, answers);

    private void Forecast(Preparation preparation, ReadOnlySpan<T> window, Span<T> answers)
    {
        var pool = _forecasts ?? throw NoPreparation();
        if (window.Length != SampleValues)
            throw new ArgumentException(
                $"{Layout.Name} forecasts from one window of {SampleSize()} values; got {window.Length}. Several windows are for "
                + "Predict(preparation.Windows(...)).", nameof(window));
        if (answers.Length != Outputs)
            throw new ArgumentException($"{Layout.Name} answers {Outputs} values; got room for {answers.Length}.", nameof(answers));
        if (window.Overlaps(answers))
            throw new ArgumentException("Window and answers must lie in memory of their own; got some that overlap.", nameof(answers));
        using var lease = pool.Rent();
        int steps = Steps * Features;
        lease.Item.Preparation = preparation;
        lease.Item.Prepare(window[..steps], window[steps..]);
        Predict(lease.Item.Sample, answers);
        lease.Item.Invert(answers);
    }

    /// <summary>The same with the answers in an array.</summary>
    /// <inheritdoc cref="Forecast(ReadOnlySpan{T}, Span{T})"/>
    public T[] Forecast(ReadOnlySpan<T> window)
    {
        var answers = new T[Outputs];
        Forecast(window, answers);
        return answers;
    }

    /// <summary>Forecasts from the newest window of a series: what comes after its last row.</summary>
    /// <param name="series">
    /// A series in its own units that has the columns of the preparation, in any order, and any others. Where columns are known ahead, it
    /// goes on with rows that have no more than these (<see cref="Calendar.WithCalendar"/>).
    /// </param>
    /// <returns>
    /// The forecast in units, at the times that it is for: a column for each target, or, where a target has several answers (quantiles), as
    /// many, called <c>OT (1 of 3)</c> and so on.
    /// </returns>
    /// <exception cref="ArgumentException">The series has other columns or another period, is too short, or lacks a value.</exception>
    /// <exception cref="InvalidOperationException">
    /// The model has no preparation of windows with targets, or one of several series, or is being changed.
    /// </exception>
    public TimeSeries Forecast(TimeSeries series) => Forecast(OfAll, series);

    private TimeSeries Forecast(Preparation preparation, TimeSeries series)
    {
        var latest = preparation.Latest(series);
        var window = new T[SampleValues];
        int at = 0;
        for (int step = 0; step < latest.Steps; step++) Take(latest.InputRow(0, step), preparation.Inputs);
        for (int value = 0; value < preparation.TargetRows; value++) Take(latest.TargetRow(0, value), preparation.Known);
        var forecast = new T[Outputs];
        Forecast(preparation, window, forecast);
        float[] answers = [.. forecast.Select(float.CreateTruncating)];
        string[] names = [.. preparation.Targets.SelectMany(target => AnswersOfTarget == 1
            ? [target.Column]
            : Enumerable.Range(1, AnswersOfTarget).Select(number => $"{target.Column} ({number} of {AnswersOfTarget})"))];
        var rows = latest.Window;
        int distance = latest.Options.EachStep ? rows.Step : rows.HorizonStep;
        // The time of a target is also that of a row that the series does not have.
        return new TimeSeries(answers, names, series.Start + (long)latest.TargetRow(0) * series.Period, distance * series.Period);

        void Take(int row, IReadOnlyList<ColumnPreparation> columns)
        {
            if (columns.Count == 0) return;
            var values = series.Row(row);
            foreach (var column in columns) window[at++] = T.CreateTruncating(values[series.ColumnIndex(column.Column)]);
        }
    }

    /// <summary>Opens a stream that takes raw steps and answers in units: a step of it is one of <see cref="OpenStream"/>.</summary>
    /// <exception cref="InvalidOperationException">
    /// The model has no preparation, or one of several series, or cannot stream, or its preparation needs a whole window: columns that are
    /// scaled by their own window or known ahead; or differences of a model that looks ahead.
    /// </exception>
    public ForecastStream<T> OpenForecastStream() => OpenForecastStream(OfAll);

    private ForecastStream<T> OpenForecastStream(Preparation preparation)
    {
        string? reason = preparation.HasOwnScales ? $"columns are scaled by their own window ({nameof(Scaling.PerWindow)})"
            : preparation.Known.Count > 0 ? "columns are known ahead"
            : preparation.Window?.Differences == true && (Layout.Delay > 0 || Layout.AnswerRates.Length > 0)
                ? "its answers come later than the step that differences count from" : null;
        if (reason is not null)
            throw new InvalidOperationException($"{Layout.Name} cannot forecast from a stream of steps: {reason}. Forecast from windows.");
        return new ForecastStream<T>(OpenStream(), preparation, AnswersOfTarget);
    }

    /// <summary>For who has the model alone.</summary>
    internal void TakePreparation(Preparation? preparation)
    {
        _preparation = preparation;
        _forecasts = preparation is null ? null : new Pool<ForecastMemory<T>>(() => new(preparation, SampleValues, Outputs));
    }

    private Preparation OfAll
    {
        get
        {
            var preparation = _preparation ?? throw NoPreparation();
            return preparation.Series.Count == 0 ? preparation : preparation.Alone(
                $"Give it first, as in Forecast(\"{preparation.Series[0]}\", window); {nameof(OpenForecastStream)} takes one, too.");
        }
    }

    private InvalidOperationException NoPreparation() => new(
        $"{Layout.Name} has no preparation, so it knows no units. Train it on prepared windows (preparation.Windows(...)), set "
        + $"{nameof(Preparation)}, or load a file that was saved with one; or prepare values yourself and call Predict.");
}
