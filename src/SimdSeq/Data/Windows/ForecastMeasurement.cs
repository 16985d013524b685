namespace SimdSeq.Data;

/// <summary>Compares a model's forecasts with what came, in units.</summary>
public static class ForecastMeasurement
{
    /// <summary>Measures a model on windows, each target by itself.</summary>
    /// <param name="model">The model.</param>
    /// <param name="windows">Windows with targets, prepared as the model's were.</param>
    /// <param name="threads">Threads; null means one for each processor. They change no bit.</param>
    /// <param name="cancellation">Stops soon.</param>
    /// <returns>
    /// The errors of each target, in order. Of a target with several answers (quantiles) the middle one is compared.
    /// </returns>
    /// <exception cref="ArgumentException">The windows do not fit the model, or have no targets.</exception>
    public static IReadOnlyList<ForecastErrors> MeasureForecast(
        this SequenceModel<float> model, WindowDataset windows, int? threads = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(windows);
        if (windows.Targets == 0 || model.Outputs % windows.Targets != 0)
            throw new ArgumentException(
                $"Expected windows with targets for the {model.Outputs} answers of the model, got {windows.Targets}.", nameof(windows));
        float[] answers = windows.ToUnits(model.Predict(windows, threads, cancellation));
        var series = windows.Series;
        int columns = windows.TargetColumns.Count, ahead = windows.Targets / columns, each = model.Outputs / windows.Targets;
        return [.. Enumerable.Range(0, columns).Select(Measure)];

        ForecastErrors Measure(int k)
        {
            int column = windows.TargetColumns[k];
            double squares = 0, repeated = 0;
            var absolute = new double[ahead];
            for (int sample = 0; sample < windows.Count; sample++)
            {
                for (int value = 0; value < ahead; value++)
                {
                    int place = (value * columns + k) * each + each / 2;
                    double truth = series[windows.TargetRow(sample, value), column];
                    double error = answers[sample * model.Outputs + place] - truth;
                    absolute[value] += Math.Abs(error);
                    squares += error * error;
                    int newest = windows.Options.EachStep ? windows.InputRow(sample, value) : windows.NewestRow(sample);
                    repeated += Math.Abs(series[newest, column] - truth);
                }
            }

            long count = (long)windows.Count * ahead;
            double sum = 0;
            foreach (double its in absolute) sum += its;
            return new(series.Columns[column], count, sum / count, Math.Sqrt(squares / count), repeated / count,
                Array.ConvertAll(absolute, its => its / windows.Count));
        }
    }

    /// <summary>Measures a model on the windows of several series, each by itself and in its own units.</summary>
    /// <param name="model">The model.</param>
    /// <param name="windows">Windows with targets, prepared as the model's were.</param>
    /// <param name="threads">Threads; null means one for each processor. They change no bit.</param>
    /// <param name="cancellation">Stops soon.</param>
    /// <returns>The errors of each target, in order, by the name of the series.</returns>
    /// <exception cref="ArgumentException">The windows do not fit the model, or have no targets.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<ForecastErrors>> MeasureForecast(
        this SequenceModel<float> model, SeriesWindows windows, int? threads = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(windows);
        return windows.Series.ToDictionary(name => name, name => model.MeasureForecast(windows[name], threads, cancellation));
    }

    /// <summary>
    /// Answers of <c>Predict(windows)</c> in the units of their columns, differences added back; those of
    /// <see cref="SequenceModel{T}.Forecast(ReadOnlySpan{T})"/> for each window.
    /// </summary>
    /// <param name="windows">The windows, prepared or not.</param>
    /// <param name="answers">The answers, a multiple of the targets for each window; left as they are.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static float[] ToUnits(this WindowDataset windows, float[] answers)
    {
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentNullException.ThrowIfNull(answers);
        var preparation = windows.Preparation ?? Preparation.None(windows.Series, windows.Options);
        int outputs = answers.Length / windows.Count;
        if (answers.Length % windows.Count != 0 || outputs == 0 || outputs % preparation.TargetValues != 0)
            throw new ArgumentException(
                $"Expected answers of {windows.Count} windows with {preparation.TargetValues} targets, got {answers.Length}.",
                nameof(answers));
        var series = windows.Series;
        int[] columns = [.. preparation.Inputs.Select(column => series.ColumnIndex(column.Column))];
        var memory = new ForecastMemory<float>(preparation, windows.Steps * columns.Length + preparation.KnownValues, outputs);
        var window = new float[windows.Steps * columns.Length];
        var known = new float[preparation.KnownValues];
        var units = new float[answers.Length];
        answers.CopyTo(units, 0);
        for (int sample = 0; sample < windows.Count; sample++)
        {
            if (preparation.HasOwnScales || windows.Options.Differences)
            {
                for (int step = 0, at = 0; step < windows.Steps; step++)
                {
                    var row = series.Row(windows.InputRow(sample, step));
                    foreach (int column in columns) window[at++] = row[column];
                }

                memory.Prepare(window, known);
            }

            memory.Invert(units.AsSpan(sample * outputs, outputs));
        }

        return units;
    }
}
