using System.CommandLine;

namespace SimdSeq.Cli;

/// <summary>Options that name a file.</summary>
internal static class FileOption
{
    /// <summary>An option that takes a path.</summary>
    public static Option<string?> Create(string name, string description, string helpName = "FILE") =>
        new(name) { Description = description, HelpName = helpName };

    /// <summary><c>--data</c>.</summary>
    public static Option<string?> Data() =>
        Create("--data", "A record as csv, csv.gz or zip, or reviews as tar.gz, npz or folder, or a text "
            + "(default: in the data folder, or synthetic)");

    /// <summary>Makes sure that a file to read is there.</summary>
    /// <exception cref="UsageException">It is not.</exception>
    public static void CheckReadable(string option, string? path)
    {
        if (path is null || File.Exists(path)) return;
        string got = Directory.Exists(path) ? "which is a folder. Name the file in it." : "which does not exist. Check the path.";
        throw new UsageException($"{option}: expected a file, got '{path}', {got}");
    }
}
