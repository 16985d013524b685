namespace SimdSeq.Cli;

/// <summary>The folder of results: <c>results.json</c>, <c>table.md</c>, a picture a task, and the states of rows that are not
/// done.</summary>
internal sealed class ResultFolder
{
    private readonly string _path;
    private readonly ResultsFile<RowResult> _results;

    /// <summary>Opens or makes a folder.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    /// <exception cref="FailureException">Its results cannot be read.</exception>
    public ResultFolder(string path)
    {
        _path = path;
        _results = new(path, "rows", RowJson.Default.ListRowResult);
    }

    /// <summary>The results.</summary>
    public IReadOnlyList<RowResult> Rows => _results.Results;

    /// <summary>The file of results.</summary>
    public string ResultFile => _results.Path;

    /// <summary>Where a picture or table goes.</summary>
    public string FileOf(string name) => Path.Combine(_path, name);

    /// <summary>Where the state of a row is that is not done.</summary>
    public string StateOf(PaperRow row, long seed) => Path.Combine(_path, $"{row.Task.Name}-{row.Model}-seed{seed}.state");

    /// <summary>The result of a row, or null when there is none that this recipe gave.</summary>
    public RowResult? Find(PaperRow row, long seed, bool quick, string recipe) =>
        Rows.FirstOrDefault(result => result.IsOf(row, seed, quick) && result.Recipe == recipe && result.Remark is null);

    /// <summary>Adds a result, in place of an older one of the same row, and writes the file.</summary>
    public void Add(PaperRow row, RowResult result)
    {
        _results.Add(result, old => old.IsOf(row, result.Seed, result.Quick));
        if (result.Remark is null) File.Delete(StateOf(row, result.Seed)); // else it may go on, with more hours
    }
}
