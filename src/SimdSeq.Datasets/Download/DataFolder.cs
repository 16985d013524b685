namespace SimdSeq.Datasets;

/// <summary>The folder that holds the data sets, one subfolder each.</summary>
public static class DataFolder
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "SIMDSEQ_DATA";

    private static readonly Dictionary<string, string[]> KnownFiles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["jena"] =
        [
            "jena_climate_2009_2016.csv", "jena_climate_2009_2016.csv.zip", "jena_climate_2009_2016.csv.gz", "jena_hourly_2009_2016.csv.gz",
            "jena_hourly_2009_2016.csv",
        ],
        ["mnist"] = ["train-images-idx3-ubyte.gz", "train-images-idx3-ubyte"],
        ["jsb-chorales"] = ["JSB_Chorales.mat", "JSB_Chorales.json", "JSB_Chorales.json.gz"],
        ["nottingham"] = ["Nottingham.mat", "Nottingham.json", "Nottingham.json.gz"],
        ["tinyshakespeare"] = ["tinyshakespeare.txt", "tinyshakespeare.txt.gz", "input.txt"],
        ["text8"] = ["text8.zip", "text8", "text8.gz"],
        ["wikitext-103"] = ["wikitext-103-v1.zip", "wiki.train.tokens"],
        ["lambada"] = ["lambada-dataset.tar.gz"],
        ["ptb"] = ["ptb.train.txt", "ptb.train.txt.gz", "simple-examples.tgz"],
        ["multi30k"] = ["train.de.gz", "train.de"],
        ["imdb"] = ["aclImdb_v1.tar.gz", "aclImdb", "aclImdb_v1_labelled.tar.gz", "imdb_keras_sequences.npz"],
    };

    /// <summary>The folder the variable names; without it, <c>data</c> under the current directory.</summary>
    public static string Default => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : "data";

    /// <summary>The path of a data set's file or directory, or null when the folder has none of its known names.</summary>
    /// <param name="name">Name of the set, for example <c>jena</c>.</param>
    /// <param name="folder">The folder to look in; null for <see cref="Default"/>.</param>
    /// <exception cref="ArgumentException">No set has this name.</exception>
    public static string? Find(string name, string? folder = null) =>
        Candidates(name, folder ?? Default).FirstOrDefault(Path.Exists);

    /// <summary>The path of a data set's file or directory.</summary>
    /// <param name="name">Name of the set, for example <c>jena</c>.</param>
    /// <param name="folder">The folder to look in; null for <see cref="Default"/>.</param>
    /// <exception cref="FileNotFoundException">The folder has none of its known names; the message says how to get one.</exception>
    /// <exception cref="ArgumentException">No set has this name.</exception>
    public static string Locate(string name, string? folder = null) =>
        Find(name, folder) ?? throw new FileNotFoundException(
            $"Expected the data set '{name}' as one of {string.Join(", ", Candidates(name, folder ?? Default))}; found none. "
            + $"Get it with 'simdseq data get {name}', set {Variable} to the folder that has it, or pass the file with --data.");

    /// <summary>The subfolder of a set: its name, but that both sets of piano rolls share one, and plain texts do.</summary>
    /// <param name="name">Name of the set.</param>
    public static string SubfolderOf(string name) => name.ToLowerInvariant() switch
    {
        "jsb-chorales" or "nottingham" => "poly_music",
        "tinyshakespeare" or "text8" => "text",
        var lower => lower,
    };

    private static IEnumerable<string> Candidates(string name, string folder)
    {
        ArgumentNullException.ThrowIfNull(name);
        return KnownFiles.TryGetValue(name, out string[]? files)
            ? files.Select(file => Path.Combine(folder, SubfolderOf(name), file))
            : throw new ArgumentException(
                $"Expected one of the data sets {string.Join(", ", KnownFiles.Keys)}; got '{name}'.", nameof(name));
    }
}
