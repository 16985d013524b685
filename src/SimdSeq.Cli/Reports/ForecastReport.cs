using System.Globalization;
using System.Text.Json.Nodes;
using SimdSeq.Data;

namespace SimdSeq.Cli;

/// <summary>What <c>forecast --json</c> writes.</summary>
internal static class ForecastReport
{
    /// <summary>The report of the value that comes after a record, and the columns of the model's training that the record lacks.</summary>
    public static JsonObject Create(
        Recipe recipe, SequenceModel<float> model, ClimateRecord record, string[] missed, TimeSeries forecast, DateTime time)
    {
        JsonObject report = ReportFields.Begin(recipe, record.Data, model.ParameterCount);
        report["parameter_sha256"] = model.ParameterSha256();
        report["absent_columns"] = new JsonArray([.. missed]);
        report["time"] = time.ToString("s", CultureInfo.InvariantCulture);
        var values = new JsonObject();
        foreach (string column in forecast.Columns) values[column] = forecast[0, forecast.ColumnIndex(column)];
        report["forecast"] = values;
        report.AddVersion();
        return report;
    }
}
