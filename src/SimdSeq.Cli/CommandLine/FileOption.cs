using System.CommandLine;

namespace SimdSeq.Cli;

/// <summary>Options that name a file, and the checks that come before hours of work.</summary>
internal static class FileOption
{
    /// <summary>An option that takes a path.</summary>
    public static Option<string?> Create(string name, string description, string helpName = "FILE") =>
        new(name) { Description = description, HelpName = helpName };

    /// <summary><c>--data</c>.</summary>
    public static Option<string?> Data() =>
        Create("--data", "The record, csv, csv.gz or zip (default: the one in the data folder, or a synthetic one)");

    /// <summary>Makes sure that a file to read is there.</summary>
    /// <exception cref="UsageException">It is not.</exception>
    public static void CheckReadable(string option, string? path)
    {
        if (path is null || File.Exists(path)) return;
        string got = Directory.Exists(path) ? "which is a folder. Name the file in it." : "which does not exist. Check the path.";
        throw new UsageException($"{option}: expected a file, got '{path}', {got}");
    }

    /// <summary>Makes sure that a file can be written later: its folder is there, and it replaces nothing that is being read.</summary>
    /// <exception cref="UsageException">It cannot.</exception>
    public static void CheckWritable(string option, string? path, params IEnumerable<string?> others)
    {
        if (path is null) return;
        if (path.Length == 0 || Directory.Exists(path))
            throw new UsageException($"{option}: expected a file name, got '{path}', which is a folder.");
        string whole = Path.GetFullPath(path);
        if (!Directory.Exists(Path.GetDirectoryName(whole)))
        {
            throw new UsageException(
                $"{option}: expected a file in an existing folder, got '{path}'. Create {Path.GetDirectoryName(whole)} first.");
        }

        if (others.Any(other => other is { Length: > 0 } && Path.GetFullPath(other) == whole))
            throw new UsageException($"{option}: expected a file of its own, got '{path}', which another option names too.");
    }
}
