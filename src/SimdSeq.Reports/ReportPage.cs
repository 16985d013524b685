using System.Globalization;

namespace SimdSeq;

/// <summary>The page, section by section. A new section is a line in <see cref="Write"/>.</summary>
internal static class ReportPage
{
    private const string OfValidation = "val_", Seconds = "seconds", Rate = "learning_rate";

    /// <summary>The page of a run.</summary>
    public static string Write(History history, ReportOptions options)
    {
        var page = new PageWriter();
        page.Markup("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>\n");
        page.Markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        page.Element("title", options.Title).Markup("<style>\n").Markup(PageStyle.Sheet).Markup("</style></head><body>\n");
        page.Element("h1", options.Title);
        if (options.Notice is { } notice) page.Markup("<p class=\"note\">").Text(notice).Markup("</p>\n");
        WriteOutcome(page, history);
        page.Facts("Results", options.Results);
        WriteCurves(page, history);
        WriteForecasts(page, options);
        if (ConfusionOf(history, options) is { } counts) ConfusionTable.Write(page, counts, options.ClassNames);
        WriteClasses(page, history, options);
        WriteEpochs(page, history);
        if (options.Model is { } model) page.Markup("<section>").Element("h2", "Model").Element("pre", model).Markup("</section>\n");
        page.Facts("Settings", [.. SettingsOf(options.Training), .. options.Settings]);
        if (options.ShowsMachine) page.Facts("Machine", MachineFacts.Current);
        return page.Markup("</body></html>\n").ToString();
    }

    private static void WriteOutcome(PageWriter page, History history)
    {
        string outcome = "No epoch was finished.";
        if (history.Epochs.Count > 0)
        {
            var best = history.Best;
            string loss = best.Validation is { } validation
                ? $"validation loss is {PageWriter.Number(validation.Loss)}" : $"loss is {PageWriter.Number(best.TrainLoss)}";
            double seconds = history.Epochs.Sum(epoch => epoch.Seconds);
            outcome = string.Create(
                CultureInfo.InvariantCulture,
                $"{history.Epochs.Count} epochs in {seconds:F1} s; the smallest {loss}, in epoch {best.Epoch}.");
        }

        page.Element("p", outcome);
        if (history.StoppedBecause is { } reason) page.Element("p", $"Stopped: {reason}");
    }

    private static void WriteCurves(PageWriter page, History history)
    {
        if (history.Epochs.Count == 0) return;
        int first = history.Epochs[0].Epoch;
        page.Markup("<section>").Element("h2", "Curves").Markup("<div class=\"charts\">\n");
        string[] names = [.. history.Columns.Where(name => name is not (Seconds or Rate)).Select(Plain).Distinct()];
        foreach (string name in names)
        {
            List<(string, IReadOnlyList<double>)> curves = [];
            if (history.Columns.Contains(name)) curves.Add(("training", Values(history, name)));
            if (history.Columns.Contains(OfValidation + name)) curves.Add(("validation", Values(history, OfValidation + name)));
            Chart(name, curves);
        }

        Chart("norm of the gradient", [("mean over the steps", [.. history.Epochs.Select(epoch => epoch.GradientNorm)])]);
        Chart("learning rate", [("of the last step", Values(history, Rate))]);
        page.Markup("</div></section>\n");

        void Chart(string name, IReadOnlyList<(string, IReadOnlyList<double>)> curves)
        {
            page.Markup("<figure>").Element("figcaption", name).Markup(LineChart.Draw(name, "epoch", first, curves)).Markup("</figure>\n");
        }

        static string Plain(string name) => name.StartsWith(OfValidation, StringComparison.Ordinal) ? name[OfValidation.Length..] : name;
    }

    private static void WriteForecasts(PageWriter page, ReportOptions options)
    {
        foreach (var forecast in options.Forecasts.Where(forecast => forecast.Truth.Count > 0))
        {
            page.Markup("<section>").Element("h2", $"Forecast beside what came: {forecast.Name}").Markup("<figure>");
            page.Markup(LineChart.Draw(
                forecast.Name, "window", 1, [("what came", forecast.Truth), ("forecast", forecast.Forecast)]));
            double error = forecast.Truth.Zip(forecast.Forecast, (truth, answer) => Math.Abs(truth - answer)).Average();
            string caption = $"Mean absolute error of these: {PageWriter.Number(error)}";
            page.Element("figcaption", forecast.Caption is null ? $"{caption}." : $"{caption}; {forecast.Caption}.");
            page.Markup("</figure></section>\n");
        }
    }

    private static long[,]? ConfusionOf(History history, ReportOptions options) => options.Confusion
        ?? (history.Epochs.Count == 0 ? null
            : history.Best.Validation?.Metrics.FirstOrDefault(metric => metric.Confusion is not null)?.Confusion);

    private static void WriteClasses(PageWriter page, History history, ReportOptions options)
    {
        MetricValue[] metrics = [.. (history.Epochs.Count == 0 ? [] : history.Best.Validation?.Metrics ?? [])
            .Where(metric => metric.Each.Count > 1)];
        if (metrics.Length == 0) return;
        page.Markup("<section>").Element("h2", "Each class or answer, on the validation data of the best epoch");
        page.Markup("<div class=\"wide\"><table><tr><th></th>");
        foreach (var metric in metrics) page.Element("th", metric.Name);
        page.Markup("</tr>\n");
        for (int k = 0; k < metrics.Max(metric => metric.Each.Count); k++)
        {
            page.Markup("<tr>").Element("th", k < options.ClassNames.Count
                ? options.ClassNames[k] : k.ToString(CultureInfo.InvariantCulture));
            foreach (var metric in metrics) page.Element("td", k < metric.Each.Count ? PageWriter.Number(metric.Each[k]) : "");
            page.Markup("</tr>\n");
        }

        page.Markup("</table></div></section>\n");
    }

    private static void WriteEpochs(PageWriter page, History history)
    {
        if (history.Epochs.Count == 0) return;
        var best = history.Best;
        page.Markup("<section>").Element("h2", "Epochs").Markup("<div class=\"wide\"><table><tr>").Element("th", "epoch");
        foreach (string column in history.Columns) page.Element("th", column);
        page.Element("th", "gradient_norm").Markup("</tr>\n");
        foreach (var epoch in history.Epochs)
        {
            page.Markup(ReferenceEquals(epoch, best) ? "<tr class=\"best\">" : "<tr>");
            page.Element("td", epoch.Epoch.ToString(CultureInfo.InvariantCulture));
            foreach (string column in history.Columns) page.Element("td", PageWriter.Number(Value(epoch, column)));
            page.Element("td", PageWriter.Number(epoch.GradientNorm)).Markup("</tr>\n");
        }

        page.Markup("</table></div></section>\n");
    }

    private static double[] Values(History history, string column) => [.. history.Epochs.Select(epoch => Value(epoch, column))];

    // An epoch that a caller has put together may lack what the last one has.
    private static double Value(EpochSummary epoch, string column) => epoch.Columns.Contains(column) ? epoch[column] : double.NaN;

    private static List<(string Name, string Value)> SettingsOf(FitOptions? options)
    {
        if (options is null) return [];
        List<(string, string)> settings =
        [
            ("Epochs", Whole(options.Epochs)), ("Batch size", Whole(options.BatchSize)),
            ("Loss", string.Join(", ", (options.Losses ?? [options.Loss]).Select(loss => loss.Name))),
            ("Optimizer", options.Optimizer.GetType().Name), ("Seed", options.Seed.ToString(CultureInfo.InvariantCulture)),
            ("Shuffled", options.Shuffle ? "yes" : "no"), ("Threads", Whole(options.Threads)),
        ];
        if (options.StepsPerEpoch is { } steps) settings.Add(("Steps of an epoch", Whole(steps)));
        if (options.ResetStatesEvery is { } reset) settings.Add(("Steps between states of zero", Whole(reset)));
        if (options.GlobalClipNorm is { } global) settings.Add(("Clipped at a norm of all", PageWriter.Number(global)));
        if (options.ClipNorm is { } norm) settings.Add(("Clipped at a norm of each", PageWriter.Number(norm)));
        if (options.ClipValue is { } value) settings.Add(("Clipped at a value", PageWriter.Number(value)));
        if (options.Frozen.Count > 0) settings.Add(("Frozen", string.Join(", ", options.Frozen)));
        foreach (var penalty in options.L2) settings.Add(("L2 penalty", $"{penalty.Pattern}: {PageWriter.Number(penalty.Strength)}"));
        return settings;

        static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
