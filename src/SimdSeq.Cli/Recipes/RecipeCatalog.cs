namespace SimdSeq.Cli;

/// <summary>All recipes. A new one is a file beside this and a line here.</summary>
internal static class RecipeCatalog
{
    /// <summary>The recipes, from simple to elaborate.</summary>
    public static IReadOnlyList<Recipe> Recipes { get; } =
    [
        JenaNaive.Recipe,
        JenaDense.Recipe,
        JenaGru.Recipe,
        JenaSimpleRnn.Recipe,
        JenaLstm.Recipe,
        JenaDropoutGru.Recipe,
        JenaStackedGru.Recipe,
        JenaBidirectionalGru.Recipe,
        JenaReversedGru.Recipe,
        JenaConv.Recipe,
        JenaConvGru.Recipe,
        JenaTcn.Recipe,
        JenaTransformer.Recipe,
        ImdbSimpleRnnOne.Recipe,
        ImdbSimpleRnn.Recipe,
        ImdbLstm.Recipe,
        ImdbBidirectionalLstm.Recipe,
        ImdbConv.Recipe,
        ImdbTcn.Recipe,
        ImdbTransformer.Recipe,
        ImdbHan.Recipe,
        ShakespeareTransformer.Recipe,
        ShakespeareGru.Recipe,
        ShakespeareTcn.Recipe,
        ShakespeareLargeGru.Recipe,
        PtbCharTransformer.Recipe,
        PtbWordTransformer.Recipe,
        Multi30kTransformer.Recipe,
        Multi30kGruAttention.Recipe,
        .. CopyMemoryAttention.Recipes,
        AddingAttention.Recipe,
        .. PaperCatalog.Rows.Select(row => row.Recipe),
    ];
}
