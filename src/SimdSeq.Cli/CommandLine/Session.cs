using SimdSeq.Datasets;

namespace SimdSeq.Cli;

/// <summary>What a run of the program works with.</summary>
/// <param name="Terminal">Where output goes.</param>
internal sealed record Session(Terminal Terminal)
{
    /// <summary>The folder that holds the data sets.</summary>
    public string DataFolder { get; init; } = global::SimdSeq.Datasets.DataFolder.Default;

    /// <summary>The folder of backups of runs.</summary>
    public string RunsFolder { get; init; } = RunBackup.DefaultFolder;

    /// <summary>The recipes.</summary>
    public IReadOnlyList<Recipe> Recipes { get; init; } = RecipeCatalog.Recipes;

    /// <summary>The data sets that can be downloaded.</summary>
    public IReadOnlyList<DatasetEntry> Datasets { get; init; } = DatasetCatalog.Entries;
}
