using System.Reflection;
using System.Runtime.InteropServices;
using SimdSeq.Package.Tests;
using SimdSeq.Tests;
using Xunit.Abstractions;

namespace SimdSeq.Samples.Tests;

/// <summary>Every folder of src/Samples is a short program that runs. <c>--quick</c> gives each a small setting.</summary>
public sealed class SampleTests(ITestOutputHelper output)
{
    private const int MostLines = 80;

    private static readonly string Folder = Path.Combine(Metadata("RepositoryRoot"), "src", "Samples");

    public static TheoryData<string> Samples => [.. Names];

    private static IEnumerable<string> Names =>
        Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);

    [Fact]
    public void EverySampleHasALineInTheReadme()
    {
        string readme = File.ReadAllText(Path.Combine(Folder, "README.md"));
        Assert.NotEmpty(Names);
        foreach (string name in Names) Assert.Contains($"| [{name}]({name}) | ", readme, StringComparison.Ordinal);
        Assert.Equal(Names.Count(), readme.Split('\n').Count(line => line.StartsWith("| [", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void ASampleIsShort(string name)
    {
        string folder = Path.Combine(Folder, name);
        Assert.True(File.Exists(Path.Combine(folder, $"{name}.csproj")));
        string[] sources = [.. Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Where(file => !IsMade(folder, file))];
        Assert.Contains(Path.Combine(folder, "Program.cs"), sources);
        Assert.InRange(sources.Sum(file => File.ReadAllLines(file).Length), 1, MostLines);

        static bool IsMade(string folder, string file) =>
            Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[0] is "bin" or "obj";
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void ASampleRuns(string name)
    {
        string program = Path.Combine(Folder, name, "bin", Metadata("Configuration"), "net10.0", $"{name}.dll");
        AssertRuns("dotnet", $"\"{program}\" --quick");
    }

    [NativeAotFact]
    public void TheServiceRunsAsANativeFile() => AssertRunsNatively("ServeOverHttp");

    [NativeAotFact]
    public void TheWorkerRunsAsANativeFile() => AssertRunsNatively("SensorWorker");

    private void AssertRunsNatively(string name)
    {
        string folder = Directory.CreateTempSubdirectory("simdseq-samples-").FullName;
        try
        {
            // With outputs of its own, as other tests run those of the build.
            var published = ChildProcess.Run(
                Folder, "dotnet", $"publish {name} -c Release --use-current-runtime --artifacts-path \"{folder}/made\" -o \"{folder}\"");
            Assert.True(published.Code == 0, published.Output + published.Errors);
            Assert.DoesNotContain("warning ", published.Output, StringComparison.OrdinalIgnoreCase);
            string program = Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name);
            output.WriteLine($"{name}: {new FileInfo(program).Length / 1e6:F1} MB on {RuntimeInformation.RuntimeIdentifier}");
            AssertRuns(program, "--quick");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void AssertRuns(string program, string arguments)
    {
        string folder = Directory.CreateTempSubdirectory("simdseq-samples-").FullName;
        try
        {
            var run = ChildProcess.Run(folder, program, arguments);
            output.WriteLine(run.Output);
            Assert.True(run.Code == 0, $"exit code {run.Code}\n{run.Output}{run.Errors}");
            Assert.Equal("", run.Errors);
            Assert.NotEqual("", run.Output.Trim());
            Assert.Empty(Directory.GetFileSystemEntries(folder)); // quick is also clean
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Metadata(string key) =>
        typeof(SampleTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
