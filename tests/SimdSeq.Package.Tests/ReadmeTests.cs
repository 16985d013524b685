using System.Reflection;
using System.Text.RegularExpressions;
using SimdSeq.Benchmarks;

namespace SimdSeq.Package.Tests;

/// <summary>The README's tables are those of the committed reports; <c>SimdSeq.Benchmarks -- readme --update</c> rewrites them.</summary>
public partial class ReadmeTests
{
    private static string Root =>
        typeof(ReadmeTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    [Fact]
    public void Tables_are_those_of_the_reports()
    {
        foreach (string folder in ReadmeTables.Folders.Select(folder => Path.Combine(Root, folder)))
            Assert.Equal(File.ReadAllText(Path.Combine(folder, "README.md")), ReadmeTables.Updated(folder));
    }

    [Fact]
    public void Links_lead_somewhere()
    {
        var files = Directory.EnumerateFiles(Root, "*.md", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Root, file).Split('/', '\\').Any(part => part is "bin" or "obj" or "results" or ".git"));
        foreach (string file in files)
        {
            foreach (var link in Link().Matches(File.ReadAllText(file)).Select(match => match.Groups["target"].Value))
            {
                string target = Path.Combine(Path.GetDirectoryName(file)!, link);
                Assert.True(File.Exists(target) || Directory.Exists(target), $"{file} links to {link}, which is not there.");
            }
        }
    }

    // Of links within the repository the file; on other sites nothing.
    [GeneratedRegex(@"\]\((?!https?:|#)(?<target>[^)#\s]+)(#[^)]*)?\)")]
    private static partial Regex Link();

    [Fact]
    public void A_table_that_differs_is_replaced_and_what_is_around_it_stays()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "README.md"), "before\n<!-- table: report.md -->\n| old |\n<!-- end -->\nafter\n");
            File.WriteAllText(Path.Combine(folder, "report.md"), "SimdSeq 1\n\n| new |\n|---|\n| 1 |\n\n| another |\n");
            Assert.Equal("before\n<!-- table: report.md -->\n| new |\n|---|\n| 1 |\n<!-- end -->\nafter\n", ReadmeTables.Updated(folder));

            File.WriteAllText(Path.Combine(folder, "report.md"), "nothing measured\n");
            Assert.Contains("report.md", Assert.Throws<InvalidDataException>(() => ReadmeTables.Updated(folder)).Message);
            File.WriteAllText(Path.Combine(folder, "README.md"), "<!-- table: report.md -->\n| old |\n");
            Assert.Throws<InvalidDataException>(() => ReadmeTables.Updated(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
