using System.Text.RegularExpressions;

namespace SimdSeq.Benchmarks;

/// <summary>
/// The tables of measurements of the READMEs. Each lies between <c>&lt;!-- table: FILE --&gt;</c> and <c>&lt;!-- end --&gt;</c> and is the
/// table of that committed report, so that no figure in it can be anything but measured.
/// </summary>
internal static partial class ReadmeTables
{
    /// <summary>Folders whose README has tables.</summary>
    public static readonly string[] Folders = [".", "benchmarks"];

    /// <summary>Puts the tables into the READMEs; the current folder is the root of the repository.</summary>
    public static void Update()
    {
        foreach (string folder in Folders) File.WriteAllText(Path.Combine(folder, "README.md"), Updated(folder));
    }

    /// <summary>The README with its tables as the reports have them.</summary>
    /// <param name="root">The folder of the README, to which the reports' names are relative.</param>
    /// <exception cref="InvalidDataException">A report is missing or has no table, or a mark has no end.</exception>
    public static string Updated(string root)
    {
        string readme = File.ReadAllText(Path.Combine(root, "README.md"));
        var marks = Mark().Matches(readme);
        if (marks.Count == 0) throw new InvalidDataException("README.md has no mark <!-- table: FILE -->.");
        if (readme.Split("<!-- table:").Length - 1 != marks.Count)
            throw new InvalidDataException("A mark <!-- table: FILE --> in README.md has no <!-- end -->.");
        return Mark().Replace(readme, mark => $"{mark.Groups["begin"].Value}\n{Table(root, mark.Groups["file"].Value)}<!-- end -->");
    }

    private static string Table(string root, string file)
    {
        string path = Path.Combine(root, file);
        if (!File.Exists(path)) throw new InvalidDataException($"README.md shows the table of {file}, which is not there.");
        var lines = File.ReadLines(path).SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).ToList();
        if (lines.Count == 0) throw new InvalidDataException($"README.md shows the table of {file}, which has none.");
        return string.Concat(lines.Select(line => line.TrimEnd() + "\n"));
    }

    [GeneratedRegex(@"(?<begin><!-- table: (?<file>\S+) -->)\n(?:(?!<!--).)*<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Mark();
}
