namespace SimdSeq.Package.Tests;

/// <summary>What a user gets: one package with the generator in it, that builds, runs and publishes in a project of theirs.</summary>
public sealed class PackageTests(PackedLibrary library) : IClassFixture<PackedLibrary>
{
    [Fact]
    public void ThePackageHoldsTheLibraryItsGeneratorAndItsBuildFiles() => Assert.Equal(
    [
        "README.md",
        "SimdSeq.nuspec",
        "analyzers/dotnet/cs/SimdSeq.Generators.dll",
        "build/SimdSeq.targets",
        "buildTransitive/SimdSeq.targets",
        "lib/net10.0/SimdSeq.dll",
        "lib/net10.0/SimdSeq.xml",
    ], library.Files());

    [Fact]
    public void AConsumerRunsAndPublishesAheadOfTimeWithTheSameBits()
    {
        var run = library.InConsumer("run -c Release");
        Assert.True(run.Code == 0, run.Output);
        Assert.Contains("learned True", run.Output, StringComparison.Ordinal);
        Assert.Contains("stream is batch True", run.Output, StringComparison.Ordinal);
        Assert.Contains("copy is model True", run.Output, StringComparison.Ordinal);

        string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        string machine = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        var published = library.InConsumer($"publish -c Release -r {system}-{machine} -p:PublishAot=true -o native");
        Assert.True(published.Code == 0, published.Output);
        Assert.DoesNotContain("warning", published.Output, StringComparison.OrdinalIgnoreCase);
        if (machine == "x64") Assert.Contains("compiling for x86-64-v3", published.Output, StringComparison.Ordinal);

        var native = PackedLibrary.Run(library.Consumer, Path.Combine(library.Consumer, "native", "Consumer" + (OperatingSystem.IsWindows() ? ".exe" : "")), "");
        Assert.Contains("fma True", native.Output, StringComparison.Ordinal);
        Assert.Equal(Sha(run.Output), Sha(native.Output));
    }

    [Fact]
    public void AMistakeInADeclarationIsOneErrorOfThePackagedAnalyzer()
    {
        string file = Path.Combine(library.Consumer, "Wrong.cs");
        File.WriteAllText(file, "[SimdSeq.SequenceModel(steps: 12, features: 3)] [SimdSeq.Gru(0)] internal sealed partial class Wrong;");
        var build = library.InConsumer("build -c Debug");
        File.Delete(file);
        Assert.NotEqual(0, build.Code);
        var errors = build.Output.Split('\n').Where(line => line.Contains("error ", StringComparison.Ordinal)).Select(line => line.Split("error ")[1].Split(':')[0]).Distinct();
        Assert.Equal("SSEQ003", Assert.Single(errors));
    }

    private static string Sha(string output) => output.Split('\n').Single(line => line.StartsWith("sha ", StringComparison.Ordinal));
}
