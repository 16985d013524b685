using System.Reflection;
using SimdSeq.Tests;

namespace SimdSeq.Package.Tests;

/// <summary>Test classes that use one set of packages, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class PackedLibraryCollection : ICollectionFixture<PackedLibrary>
{
    public const string Name = "packed library";
}

/// <summary>The library packed into a feed of its own, and a consumer project beside it, built; both outside the repository.</summary>
public sealed class PackedLibrary : IDisposable
{
    /// <summary>Every package that the solution makes.</summary>
    public static readonly string[] Names =
        ["SimdSeq", "SimdSeq.Cli", "SimdSeq.DataFrame", "SimdSeq.Datasets", "SimdSeq.Extensions.DependencyInjection", "SimdSeq.Reports",
        "SimdSeq.Templates"];

    // Never the same twice, so that no package cache answers with an older one.
    private readonly string _version = $"0.1.0-test{DateTime.UtcNow:yyyyMMddHHmmssfff}";

    public PackedLibrary()
    {
        Folder = Directory.CreateTempSubdirectory("simdseq-package-").FullName;
        try
        {
            foreach (string name in Names) Pack($"src/{name}", "feed");
            File.WriteAllText(Path.Combine(Folder, "nuget.config"),
                "<configuration><packageSources><add key=\"packed\" value=\"feed\" /></packageSources></configuration>");
            Copy("Consumer");
            Copy("Browser");
            Copy("Browser/wwwroot");
            Build = InConsumer("build -c Release");
            Assert.True(Build.Code == 0, Build.Output);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Folder { get; }

    public string Version => _version;

    public string Package => PackageOf(Names[0]);

    public string Consumer => Path.Combine(Folder, "Consumer");

    /// <summary>The consumer's program in a project for a browser.</summary>
    public string Browser => Path.Combine(Folder, "Browser");

    /// <summary>The consumer's Release build.</summary>
    public (int Code, string Output) Build { get; }

    /// <summary>Packs a project or the solution, as in a clean clone: with outputs of its own, shared by the calls.</summary>
    public void Pack(string what, string feed)
    {
        feed = Path.Combine(Folder, feed);
        var packed = Dotnet(
            Metadata("RepositoryRoot"),
            $"pack {what} -c Release -p:Version={_version} --artifacts-path \"{Folder}/artifacts\" -o \"{feed}\"");
        Assert.True(packed.Code == 0, packed.Output);
    }

    public string PackageOf(string name, string feed = "feed") => Path.Combine(Folder, feed, $"{name}.{_version}.nupkg");

    /// <summary>Installs a packed program into a folder.</summary>
    public (int Code, string Output) InstallTool(string name, string folder) =>
        Dotnet(Folder,
            $"tool install {name} --version {_version} --add-source \"{Path.Combine(Folder, "feed")}\" --tool-path \"{folder}\"");

    public (int Code, string Output) InConsumer(string command) => Dotnet(Consumer, $"{command} -p:SimdSeqVersion={_version}");

    public (int Code, string Output) InBrowser(string command) => Dotnet(Browser, $"{command} -p:SimdSeqVersion={_version}");

    /// <summary>A command in a project of its own beside the consumer, with the package and some items and files.</summary>
    public (int Code, string Output) InProject(
        string name, string extension, string items, string command, params ReadOnlySpan<(string Name, string Text)> files)
    {
        string folder = Path.Combine(Folder, name);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name + extension),
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType>"
            + "<TargetFramework>net10.0</TargetFramework></PropertyGroup>"
            + $"<ItemGroup><PackageReference Include=\"SimdSeq\" Version=\"{_version}\" />{items}</ItemGroup></Project>");
        foreach (var (file, text) in files) File.WriteAllText(Path.Combine(folder, file), text);
        return Dotnet(folder, command);
    }

    public static (int Code, string Output) Run(
        string folder, string file, string arguments, params ReadOnlySpan<(string Name, string Value)> variables)
    {
        var (code, output, errors) = ChildProcess.Run(folder, file, arguments, variables);
        return (code, output + errors);
    }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        foreach (string name in Names)
        {
            string cached = Path.Combine(Metadata("PackageCache"), name.ToLowerInvariant(), _version);
            if (Directory.Exists(cached)) Directory.Delete(cached, recursive: true);
        }
    }

    private void Copy(string project)
    {
        Directory.CreateDirectory(Path.Combine(Folder, project));
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, project)))
            File.Copy(file, Path.Combine(Folder, project, Path.GetFileName(file)));
    }

    private static (int Code, string Output) Dotnet(string folder, string arguments) => Run(folder, "dotnet", arguments);

    private static string Metadata(string key) =>
        typeof(PackedLibrary).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
