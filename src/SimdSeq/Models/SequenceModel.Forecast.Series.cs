using SimdSeq.Data;

namespace SimdSeq;

public abstract partial class SequenceModel<T>
{
    /// <summary>Forecasts from one window of raw values of one of several series, each of which is scaled by its own numbers.</summary>
    /// <param name="series">Name of the series, one of <c>Preparation.Series</c>.</param>
    /// <param name="window">Raw values, as in <see cref="Forecast(ReadOnlySpan{T}, Span{T})"/>.</param>
    /// <param name="answers">Receives <see cref="Outputs"/> values in the units of the series.</param>
    /// <exception cref="ArgumentException">
    /// The preparation knows no such series, a length does not fit, or the answers lie in the memory of the window.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model has no preparation, or is being changed.</exception>
    public void Forecast(string series, ReadOnlySpan<T> window, Span<T> answers) => Forecast(OfSeries(series), window, answers);

    /// <summary>The same with the answers in an array.</summary>
    /// <inheritdoc cref="Forecast(string, ReadOnlySpan{T}, Span{T})"/>
    public T[] Forecast(string series, ReadOnlySpan<T> window)
    {
        var answers = new T[Outputs];
        Forecast(series, window, answers);
        return answers;
    }

    /// <summary>Forecasts from the newest window of one of several series: what comes after its last row.</summary>
    /// <param name="series">Name of the series, one of <c>Preparation.Series</c>.</param>
    /// <param name="values">The series in its own units, as in <see cref="Forecast(TimeSeries)"/>.</param>
    /// <inheritdoc cref="Forecast(TimeSeries)" path="/returns"/>
    /// <exception cref="ArgumentException">
    /// The preparation knows no such series, or it has other columns or another period, is too short, or lacks a value.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model has no preparation of windows with targets, or is being changed.</exception>
    public TimeSeries Forecast(string series, TimeSeries values) => Forecast(OfSeries(series), values);

    /// <summary>Opens a stream that takes raw steps of one of several series and answers in its units.</summary>
    /// <param name="series">Name of the series, one of <c>Preparation.Series</c>.</param>
    /// <exception cref="ArgumentException">The preparation knows no such series.</exception>
    /// <inheritdoc cref="OpenForecastStream()" path="/exception"/>
    public ForecastStream<T> OpenForecastStream(string series) => OpenForecastStream(OfSeries(series));

    private Preparation OfSeries(string series) => (_preparation ?? throw NoPreparation()).Of(series);
}
