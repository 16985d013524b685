using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;

namespace SimdSeq.Package.Tests;

/// <summary>The library packed into a feed of its own, and a consumer project beside it, both outside the repository.</summary>
public sealed class PackedLibrary : IDisposable
{
    private static readonly string Root = typeof(PackedLibrary).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    // Never the same twice, so that no package cache answers with an older one.
    private readonly string _version = $"0.1.0-test{DateTime.UtcNow:yyyyMMddHHmmssfff}";

    public PackedLibrary()
    {
        Folder = Directory.CreateTempSubdirectory("simdseq-package-").FullName;
        string feed = Path.Combine(Folder, "feed");
        var packed = Dotnet(Root, $"pack src/SimdSeq -c Release -p:Version={_version} --artifacts-path \"{Folder}/artifacts\" -o \"{feed}\"");
        Assert.True(packed.Code == 0, packed.Output);
        Package = Assert.Single(Directory.GetFiles(feed));
        File.WriteAllText(Path.Combine(Folder, "nuget.config"),
            "<configuration><packageSources><add key=\"packed\" value=\"feed\" /></packageSources></configuration>");
        Directory.CreateDirectory(Consumer);
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Consumer")))
            File.Copy(file, Path.Combine(Consumer, Path.GetFileName(file)));
    }

    public string Folder { get; }

    public string Package { get; }

    public string Consumer => Path.Combine(Folder, "Consumer");

    public IReadOnlyList<string> Files()
    {
        using var archive = ZipFile.OpenRead(Package);
        return [.. archive.Entries.Select(entry => entry.FullName).Where(name => !name.StartsWith("_rels", StringComparison.Ordinal)
            && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml").Order(StringComparer.Ordinal)];
    }

    public (int Code, string Output) InConsumer(string command) => Dotnet(Consumer, $"{command} -p:SimdSeqVersion={_version}");

    public static (int Code, string Output) Run(string folder, string file, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static (int Code, string Output) Dotnet(string folder, string arguments) => Run(folder, "dotnet", arguments + " -nodeReuse:false");
}
