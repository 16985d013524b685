using System.Text.Json.Nodes;

namespace SimdSeq.Cli;

/// <summary>What <c>explain attention --json</c> writes.</summary>
internal static class AttentionReport
{
    /// <summary>The report of a map.</summary>
    public static JsonObject Create(Recipe recipe, AttentionMap map)
    {
        var report = new JsonObject
        {
            ["recipe"] = recipe.Name,
            ["layer"] = map.Layer,
            ["head"] = map.Head, // null: the mean of all
            ["asking"] = new JsonArray([.. map.Asking.Select(name => JsonValue.Create(name))]),
            ["asked"] = new JsonArray([.. map.Asked.Select(name => JsonValue.Create(name))]),
            ["weights"] = new JsonArray([.. map.Weights.Select(row => new JsonArray([.. row.Select(weight => JsonValue.Create(weight))]))]),
        };
        if (map.Words is not null) // what is asked, where each asks others
            report["words"] = new JsonArray([.. map.Words.Select(row => new JsonArray([.. row.Select(word => JsonValue.Create(word))]))]);
        report.AddVersion();
        return report;
    }
}
