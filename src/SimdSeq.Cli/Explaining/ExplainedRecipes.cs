namespace SimdSeq.Cli;

/// <summary>The recipes whose gradients are explained, with models that compute them. All are of one problem and trained alike, so
/// that they can be compared. Another one is a class in <c>ExplainedModels.cs</c> and a line here.</summary>
internal static class ExplainedRecipes
{
    /// <summary>The recipes, in the order they are shown.</summary>
    public static IReadOnlyList<Recipe> All { get; } =
    [
        JenaSimpleRnn.Recipe with { CreateModel = seed => new ExplainedSimpleRnn(seed) },
        JenaLstm.Recipe with { CreateModel = seed => new ExplainedLstm(seed) },
        JenaGru.Recipe with { CreateModel = seed => new ExplainedGru(seed) },
    ];
}
