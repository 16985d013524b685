using System.Security.Cryptography;
using System.Text;

namespace SimdSeq.Cli;

/// <summary>The folder of a sweep: <c>results.json</c>, <c>table.md</c>, the models of the best settings, and the backup of a run that is
/// not done.</summary>
internal sealed class SweepFolder
{
    private const int IdLength = 12;

    private readonly string _path;
    private readonly ResultsFile<SweepResult> _results;

    /// <summary>Opens or makes a folder.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    /// <exception cref="FailureException">Its results cannot be read.</exception>
    public SweepFolder(string path)
    {
        _path = path;
        _results = new(path, "runs", SweepJson.Default.ListSweepResult);
    }

    /// <summary>The results.</summary>
    public IReadOnlyList<SweepResult> Results => _results.Results;

    /// <summary>The file of results.</summary>
    public string ResultFile => _results.Path;

    /// <summary>The file of the table.</summary>
    public string TableFile => Path.Combine(_path, "table.md");

    /// <summary>Where the model of a run is, as long as it is wanted.</summary>
    public string ModelOf(string key) => Path.Combine(_path, $"run-{Id(key)}.model");

    /// <summary>Where a run that is not done is backed up.</summary>
    public string BackupOf(string key) => Path.Combine(_path, $"run-{Id(key)}.backup");

    /// <summary>The result of a run, or null when it is not done.</summary>
    public SweepResult? Find(string key) => Results.FirstOrDefault(result => result.Key == key);

    /// <summary>Adds a result, in place of an older one of the same run, and writes the file.</summary>
    public void Add(SweepResult result) => _results.Add(result, old => old.Key == result.Key);

    private static string Id(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..IdLength];
}
