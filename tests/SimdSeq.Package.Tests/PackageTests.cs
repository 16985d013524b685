using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Xml.Linq;

namespace SimdSeq.Package.Tests;

/// <summary>What a user gets: one package with the generator in it, that builds, runs and publishes in a project of theirs.</summary>
[Collection(PackedLibraryCollection.Name)]
public sealed class PackageTests(PackedLibrary library)
{
    private static readonly string Executable = OperatingSystem.IsWindows() ? "Consumer.exe" : "Consumer";

    [Fact]
    public void ThePackageHoldsTheLibraryItsGeneratorAndItsBuildFiles()
    {
        using var archive = ZipFile.OpenRead(library.Package);
        Assert.Equal(
        [
            "README.md",
            "SimdSeq.nuspec",
            "analyzers/dotnet/cs/SimdSeq.Generators.dll",
            "build/net10.0/SimdSeq.targets",
            "buildTransitive/net10.0/SimdSeq.targets",
            "lib/net10.0/SimdSeq.dll",
            "lib/net10.0/SimdSeq.xml",
        ], archive.Entries.Select(entry => entry.FullName).Where(name => !IsContainerPart(name)).Order(StringComparer.Ordinal));

        using var manifest = archive.GetEntry("SimdSeq.nuspec")!.Open();
        var elements = XDocument.Load(manifest).Descendants().ToLookup(element => element.Name.LocalName);
        Assert.Equal("MIT", elements["license"].Single().Value);
        Assert.Equal("README.md", elements["readme"].Single().Value);
        Assert.Equal("System.Numerics.Tensors", elements["dependency"].Single().Attribute("id")!.Value);
    }

    [Fact]
    public void TheSolutionPacksThesePackagesAloneWithTheSameBytes()
    {
        library.Pack("SimdSeq.sln", "again");
        Assert.Equal(
            PackedLibrary.Names.Select(name => library.PackageOf(name, "again")).Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(library.Folder, "again")).Order(StringComparer.Ordinal));
        foreach (string name in PackedLibrary.Names)
            Assert.Equal(File.ReadAllBytes(library.PackageOf(name)), File.ReadAllBytes(library.PackageOf(name, "again")));
    }

    [Fact]
    public void ThePackageOfDatasetsDependsOnThisOne()
    {
        using var archive = ZipFile.OpenRead(library.PackageOf("SimdSeq.Datasets"));
        Assert.Equal(
            ["README.md", "SimdSeq.Datasets.nuspec", "lib/net10.0/SimdSeq.Datasets.dll", "lib/net10.0/SimdSeq.Datasets.xml"],
            archive.Entries.Select(entry => entry.FullName).Where(name => !IsContainerPart(name)).Order(StringComparer.Ordinal));
        using var manifest = archive.GetEntry("SimdSeq.Datasets.nuspec")!.Open();
        var elements = XDocument.Load(manifest).Descendants().ToLookup(element => element.Name.LocalName);
        Assert.Equal(["CsvHelper", "Microsoft.ML.Tokenizers", "SimdSeq", "System.IO.Hashing"],
            elements["dependency"].Select(element => element.Attribute("id")!.Value).Order(StringComparer.Ordinal));
        Assert.Contains("CSV", elements["description"].Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void TheProgramInstallsAsAToolAndRuns()
    {
        string folder = Path.Combine(library.Folder, "tools");
        var installed = library.InstallTool("SimdSeq.Cli", folder);
        Assert.True(installed.Code == 0, installed.Output);
        string program = Path.Combine(folder, OperatingSystem.IsWindows() ? "simdseq.exe" : "simdseq");
        var version = PackedLibrary.Run(library.Folder, program, "--version");
        Assert.True(version.Code == 0, version.Output);
        Assert.StartsWith($"simdseq {library.Version}", version.Output, StringComparison.Ordinal);
        var trained = PackedLibrary.Run(
            library.Folder, program, "sweep adding-200-gru --set rate=0.001,0.01 --epochs 1 --steps-per-epoch 1 --threads 1");
        Assert.True(trained.Code == 0, trained.Output);
        Assert.Contains("of these settings alone, measured once", trained.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(library.Folder, "sweep-adding-200-gru", "results.json")));
    }

    [Fact]
    public void AConsumerBuildsWithoutWarningsAndNeedsNothingButThePackage()
    {
        Assert.DoesNotContain("warning ", library.Build.Output, StringComparison.OrdinalIgnoreCase);

        var evaluated = library.InConsumer("msbuild -getProperty:AllowUnsafeBlocks -getItem:ProjectReference -getItem:PackageReference");
        Assert.True(evaluated.Code == 0, evaluated.Output);
        using var project = JsonDocument.Parse(evaluated.Output);
        Assert.NotEqual("true", project.RootElement.GetProperty("Properties").GetProperty("AllowUnsafeBlocks").GetString());
        var items = project.RootElement.GetProperty("Items");
        Assert.Equal(0, items.GetProperty("ProjectReference").GetArrayLength());
        Assert.Equal("SimdSeq", Assert.Single(items.GetProperty("PackageReference").EnumerateArray()).GetProperty("Identity").GetString());
    }

    [Fact]
    public void AConsumerTrainsPredictsStreamsAndLoads() => AssertWorks(RunBuilt());

    [NativeAotFact]
    public void AConsumerPublishedAheadOfTimeHasTheSameBits()
    {
        string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        string machine = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        var published = library.InConsumer($"publish -c Release -r {system}-{machine} -p:PublishAot=true -o native");
        Assert.True(published.Code == 0, published.Output);
        Assert.DoesNotContain("warning ", published.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(machine == "x64" ? 1 : 0, published.Output.Split("SimdSeq: compiling for x86-64-v3").Length - 1);

        // One executable, and no native library beside it. Its symbols, a file or a folder, are the linker's.
        string folder = Path.Combine(library.Consumer, "native");
        string[] symbols = [".dbg", ".pdb", ".dSYM"];
        Assert.Equal(
            [Executable],
            Directory.GetFileSystemEntries(folder).Where(entry => !symbols.Contains(Path.GetExtension(entry))).Select(Path.GetFileName));

        var native = PackedLibrary.Run(folder, Path.Combine(folder, Executable), "");
        AssertWorks(native);
        Assert.Contains("fma True", native.Output, StringComparison.Ordinal);
        Assert.Equal(Sha(RunBuilt().Output), Sha(native.Output));
    }

    /// <summary>A browser has one thread, vectors of 128 bits and no fused multiply-add.</summary>
    [NodeFact]
    public void InABrowserItHasTheBitsOfAProcessorWithoutFusedMultiplyAdd()
    {
        var published = library.InBrowser("publish -c Release");
        Assert.True(published.Code == 0, published.Output);
        Assert.DoesNotContain("warning ", published.Output, StringComparison.OrdinalIgnoreCase);
        var run = PackedLibrary.Run(
            Path.Combine(library.Browser, "bin", "Release", "net10.0", "publish", "wwwroot"), "node", "main.mjs");
        AssertWorks(run);
        Assert.Contains("fma False", run.Output, StringComparison.Ordinal);
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64) return; // others have no way without it
        var withoutFused = RunBuilt(("DOTNET_EnableAVX2", "0"));
        Assert.Contains("fma False", withoutFused.Output, StringComparison.Ordinal);
        Assert.Equal(Sha(withoutFused.Output), Sha(run.Output));
    }

    [Theory]
    [InlineData("linux-x64", "", "x86-64-v3")]
    [InlineData("win-x64", "", "x86-64-v3")]
    [InlineData("osx-x64", "", "x86-64-v3")]
    [InlineData("linux-arm64", "", "")]
    [InlineData("linux-x64", "native", "native")]
    [InlineData("linux-x64", "x86-64-v4", "x86-64-v4")]
    public void TheInstructionSetIsTheProjectsOwnOrTheFastOneThatIsCommon(string machine, string chosen, string expected)
    {
        // Only the target, not a compilation: it is what runs before the compiler's arguments are written.
        string command =
            $"msbuild -t:SimdSeqChooseInstructionSet -p:PublishAot=true -p:RuntimeIdentifier={machine} -getProperty:IlcInstructionSet";
        var evaluated = library.InConsumer(chosen == "" ? command : $"{command} -p:IlcInstructionSet={chosen}");
        Assert.True(evaluated.Code == 0, evaluated.Output);
        Assert.Equal(expected, evaluated.Output.Trim());
    }

    [Fact]
    public void AMistakeInADeclarationIsOneErrorOfThePackagedAnalyzer()
    {
        string file = Path.Combine(library.Consumer, "Wrong.cs");
        File.WriteAllText(file, "[SimdSeq.SequenceModel(steps: 12, features: 3)] [SimdSeq.Gru(0)] internal sealed partial class Wrong;");
        try
        {
            var build = library.InConsumer("build -c Debug");
            Assert.NotEqual(0, build.Code);
            // Each error is printed when it happens and again at the end.
            string error = Assert.Single(
                build.Output.Split('\n').Where(line => line.Contains("error ", StringComparison.Ordinal)).Select(line => line.Trim())
                    .Distinct());
            Assert.Contains("error SSEQ003: ", error, StringComparison.Ordinal);
            Assert.Contains("Wrong.cs(1,", error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net9.0")]
    [InlineData("netstandard2.0")]
    public void AProjectOfAnOlderFrameworkIsToldSoByTheRestore(string framework)
    {
        // Without a framework's own packages, which a machine may have to fetch.
        string options = $"-p:TargetFramework={framework} -p:DisableImplicitFrameworkReferences=true -p:UseAppHost=false";
        var restored = library.InProject($"Older-{framework}", ".csproj", "", $"restore {options}");
        Assert.NotEqual(0, restored.Code);
        Assert.Matches(
            $"error NU1202: Package SimdSeq [^ ]+ is not compatible with {framework} .*Package SimdSeq [^ ]+ supports: net10\\.0 ",
            restored.Output);
    }

    [Theory]
    [InlineData(".fsproj", "<Compile Include=\"Program.fs\" />", "Program.fs", "printfn \"%s\" (SimdSeq.Loss.MeanSquaredError.Name)", "F#")]
    [InlineData(
        ".vbproj", "", "Program.vb",
        "Module Program\n Sub Main()\n System.Console.WriteLine(SimdSeq.Loss.MeanSquaredError.Name)\n End Sub\nEnd Module", "VB")]
    public void AProjectInALanguageWithoutTheGeneratorIsTold(string extension, string items, string file, string source, string language)
    {
        var build = library.InProject($"Other{extension[1]}", extension, items, "build -c Release", (file, source));
        Assert.True(build.Code == 0, build.Output); // models of a C# project can be used from there
        Assert.Contains($"warning SSEQ100: The source generator of SimdSeq writes C#, so a model declared in this "
            + $"{language} project has no code. Declare models in a C# project and reference that.",
            build.Output, StringComparison.Ordinal);
    }

    private (int Code, string Output) RunBuilt(params ReadOnlySpan<(string Name, string Value)> variables)
    {
        string folder = Path.Combine(library.Consumer, "bin", "Release", "net10.0");
        return PackedLibrary.Run(folder, "dotnet", "Consumer.dll", variables);
    }

    private static void AssertWorks((int Code, string Output) run)
    {
        Assert.True(run.Code == 0, run.Output);
        Assert.Contains("learned True", run.Output, StringComparison.Ordinal);
        Assert.Contains("stream is batch True", run.Output, StringComparison.Ordinal);
        Assert.Contains("own cell streams True", run.Output, StringComparison.Ordinal);
        Assert.Contains("copy is model True", run.Output, StringComparison.Ordinal);
        Assert.Contains("any number of threads True", run.Output, StringComparison.Ordinal);
        Assert.Contains("beside others True", run.Output, StringComparison.Ordinal);
        Assert.Contains("a timer cancels True", run.Output, StringComparison.Ordinal);
    }

    private static string Sha(string output) => output.Split('\n').Single(line => line.StartsWith("sha ", StringComparison.Ordinal));

    // What every NuGet package has as an OPC container.
    private static bool IsContainerPart(string name) =>
        name == "[Content_Types].xml" || name.StartsWith("_rels/", StringComparison.Ordinal)
            || name.StartsWith("package/", StringComparison.Ordinal);
}
