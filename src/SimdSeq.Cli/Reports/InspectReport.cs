using System.Text.Json.Nodes;
using SimdSeq.Data;

namespace SimdSeq.Cli;

/// <summary>What <c>inspect --json</c> writes.</summary>
internal static class InspectReport
{
    /// <summary>The report of a model's file.</summary>
    public static JsonObject Create(string path, ModelFileInfo file)
    {
        var report = new JsonObject
        {
            ["file"] = path,
            ["bytes"] = file.Bytes,
            ["sha256"] = file.Sha256,
            ["format_version"] = file.Version,
            ["model"] = file.Name,
            ["value_bytes"] = file.ValueBytes,
            ["layers"] = new JsonArray([.. file.Layers.Select(layer => Layer(layer))]),
            ["parameters"] = file.ParameterCount,
            ["parameter_sha256"] = file.ParameterSha256,
            ["tensors"] = new JsonArray([.. file.Tensors.Select(tensor => Tensor(tensor))]),
            ["preparation"] = file.Preparation is { } preparation ? Preparation(preparation) : null,
        };
        report.AddVersion();
        return report;
    }

    /// <summary>A window in words: <c>96h back, a step every 1h; 24 values, the first 1h ahead, one every 1h</c>.</summary>
    public static string Describe(WindowOptions window)
    {
        TimeSpan every = window.Every!.Value, ahead = window.Ahead!.Value;
        string targets = window.EachStep ? $"a value for each step, {Duration.Format(ahead)} after it"
            : window.Horizon == 1 ? $"one value, {Duration.Format(ahead)} ahead of the newest step"
            : $"{window.Horizon} values, the first {Duration.Format(ahead)} ahead of the newest step, one every "
                + Duration.Format(window.HorizonEvery!.Value);
        return $"{Duration.Format(window.Lookback)} back, a step every {Duration.Format(every)}; {targets}"
            + (window.Differences ? "; differences from the newest value" : "");
    }

    private static JsonNode Layer(SavedLayer layer) => new JsonObject { ["name"] = layer.Name, ["meaning"] = layer.Meaning };

    private static JsonNode Tensor(SavedTensor tensor) => new JsonObject
    {
        ["name"] = tensor.Name,
        ["shape"] = new JsonArray([.. tensor.Shape.Select(extent => JsonValue.Create(extent))]),
    };

    private static JsonObject Preparation(Preparation preparation)
    {
        var report = new JsonObject
        {
            ["inputs"] = Columns(preparation.Inputs),
            ["known_ahead"] = Columns(preparation.Known),
            ["targets"] = Columns(preparation.Targets),
        };
        if (preparation.Series.Count > 0) report["series"] = Series(preparation);
        if (preparation.Window is not { } window) return report;
        report["period"] = Duration.Format(preparation.Period);
        report["lookback"] = Duration.Format(window.Lookback);
        report["every"] = Duration.Format(window.Every!.Value);
        report["ahead"] = Duration.Format(window.Ahead!.Value);
        report["horizon"] = window.Horizon;
        report["horizon_every"] = Duration.Format(window.HorizonEvery!.Value);
        report["differences"] = window.Differences;
        report["each_step"] = window.EachStep;
        return report;
    }

    private static JsonObject Series(Preparation preparation)
    {
        var all = new JsonObject();
        foreach (string name in preparation.Series)
        {
            Preparation own = preparation.Of(name);
            all[name] = new JsonObject
            {
                ["inputs"] = Columns(own.Inputs),
                ["known_ahead"] = Columns(own.Known),
                ["targets"] = Columns(own.Targets),
            };
        }

        return all;
    }

    // Where every series has its own, there is none of all.
    private static JsonNode? Number(double value) => double.IsNaN(value) ? null : JsonValue.Create(value);

    private static JsonArray Columns(IReadOnlyList<ColumnPreparation> columns) => [.. columns.Select(column => (JsonNode)new JsonObject
    {
        ["column"] = column.Column,
        ["scaling"] = column.Scaling.ToString(),
        ["shift"] = Number(column.Shift),
        ["scale"] = Number(column.Scale),
    })];
}
