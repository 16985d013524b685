using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SimdSeq.Cli;

/// <summary>
/// The <c>results.json</c> in the folder of long work: what is done stands there, and is not done again by whoever goes on with it.
/// </summary>
/// <typeparam name="T">A result.</typeparam>
internal sealed class ResultsFile<T>
{
    private readonly string _of;
    private readonly JsonTypeInfo<List<T>> _json;

    /// <summary>Opens or makes the folder, and reads what is there.</summary>
    /// <param name="folder">The folder, as <c>--output</c> names it.</param>
    /// <param name="of">Of what results are, in the plural, for errors.</param>
    /// <param name="json">How they become JSON.</param>
    /// <exception cref="UsageException">The folder cannot be written.</exception>
    /// <exception cref="FailureException">The results cannot be read.</exception>
    public ResultsFile(string folder, string of, JsonTypeInfo<List<T>> json)
    {
        _of = of;
        _json = json;
        Path = System.IO.Path.Combine(folder, "results.json");
        if (File.Exists(folder)) throw new UsageException($"--output: expected a folder, got '{folder}', which is a file.");
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--output: expected a folder that can be made, got '{folder}': {e.Message}");
        }

        OutputFile.Check("--output", Path);
        Results = Read();
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The results.</summary>
    public IReadOnlyList<T> Results { get; private set; }

    /// <summary>Adds a result to those that are in the file by now.</summary>
    /// <param name="result">The result.</param>
    /// <param name="isOlder">Which ones it takes the place of.</param>
    public void Add(T result, Func<T, bool> isOlder)
    {
        List<T> results = [.. Read().Where(old => !isOlder(old)), result];
        OutputFile.Write(Path, results, _json);
        Results = results;
    }

    private List<T> Read()
    {
        if (!File.Exists(Path)) return [];
        try
        {
            using FileStream file = File.OpenRead(Path);
            return JsonSerializer.Deserialize(file, _json) ?? [];
        }
        catch (JsonException e)
        {
            throw new FailureException($"expected the results of earlier {_of} in '{Path}', got what cannot be read ({e.Message}). "
                + "Move it away, or name another folder with --output.");
        }
    }
}
