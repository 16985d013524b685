using System.Text.Json;

namespace SimdSeq.Cli;

/// <summary>The folder of results: <c>results.json</c>, <c>table.md</c>, a picture a task, and the states of rows that are not
/// done.</summary>
internal sealed class ResultFolder
{
    private readonly string _path;

    /// <summary>Opens or makes a folder.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public ResultFolder(string path)
    {
        _path = path;
        if (File.Exists(path)) throw new UsageException($"--output: expected a folder, got '{path}', which is a file.");
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--output: expected a folder that can be made, got '{path}': {e.Message}");
        }

        OutputFile.Check("--output", ResultFile);
        Rows = Read();
    }

    /// <summary>The results.</summary>
    public IReadOnlyList<RowResult> Rows { get; private set; }

    /// <summary>The file of results.</summary>
    public string ResultFile => Path.Combine(_path, "results.json");

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
        Rows = [.. Read().Where(old => !old.IsOf(row, result.Seed, result.Quick)), result];
        OutputFile.Write(ResultFile, Rows, RowJson.Default.IReadOnlyListRowResult);
        if (result.Remark is null) File.Delete(StateOf(row, result.Seed)); // else it may go on, with more hours
    }

    private List<RowResult> Read()
    {
        if (!File.Exists(ResultFile)) return [];
        try
        {
            using FileStream file = File.OpenRead(ResultFile);
            return JsonSerializer.Deserialize(file, RowJson.Default.ListRowResult) ?? [];
        }
        catch (JsonException e)
        {
            throw new FailureException($"expected the results of earlier rows in '{ResultFile}', got what cannot be read ({e.Message}). "
                + "Move it away, or name another folder with --output.");
        }
    }
}
