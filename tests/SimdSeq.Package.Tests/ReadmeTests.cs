using System.Reflection;
using SimdSeq.Benchmarks;

namespace SimdSeq.Package.Tests;

/// <summary>The README's tables are those of the committed reports; <c>SimdSeq.Benchmarks -- readme --update</c> rewrites them.</summary>
public class ReadmeTests
{
    private static string Root => typeof(ReadmeTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    [Fact]
    public void Tables_are_those_of_the_reports() => Assert.Equal(File.ReadAllText(Path.Combine(Root, "README.md")), ReadmeTables.Updated(Root));

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
