using System.Globalization;
using System.Text.Json.Nodes;
using SimdSeq.Data;

namespace SimdSeq.Cli;

/// <summary>What <c>forecast --json</c> writes.</summary>
internal static class ForecastReport
{
    /// <summary>The report of the value that comes after a record.</summary>
    public static JsonObject Create(
        Recipe recipe, SequenceModel<float> model, ClimateRecord record, TimeSeries forecast, DateTime time)
    {
        JsonObject report = ReportFields.Begin(recipe, record.Data, model.ParameterCount);
        report["parameter_sha256"] = model.ParameterSha256();
        report["time"] = time.ToString("s", CultureInfo.InvariantCulture);
        var values = new JsonObject();
        foreach (string column in forecast.Columns) values[column] = forecast[0, forecast.ColumnIndex(column)];
        report["forecast"] = values;
        report.AddVersion();
        return report;
    }
}
