using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SimdSeq.Generators.Diagnostics;

namespace SimdSeq.Generators.Tests;

/// <summary>Compiles a source in memory with the real generator and analyzer.</summary>
internal static class Harness
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var file
                && (file.StartsWith("System.", StringComparison.Ordinal) || file is "netstandard.dll" or "SimdSeq.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>One file for each source.</summary>
    public static CSharpCompilation Compile(params string[] sources) =>
        Compile(sources.Select((source, i) => Parse(source, $"Model{i}.cs")));

    public static CSharpCompilation Compile(IEnumerable<SyntaxTree> files) => CSharpCompilation.Create(
        "Models", files, References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Parse(string source, string file, CSharpParseOptions? options = null) =>
        CSharpSyntaxTree.ParseText("using SimdSeq;\n" + source, options ?? ParseOptions, file);

    public static GeneratorDriver Driver(ParseOptions? options = null) => CSharpGeneratorDriver.Create(
        [new ModelGenerator().AsSourceGenerator()],
        parseOptions: (CSharpParseOptions?)options ?? ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The emitted file of the only model in the source, after checking that all of it compiles without a warning.</summary>
    public static string Emit(string source) => Assert.Single(EmitAll(source)).ToString();

    /// <summary>The emitted files, after checking that everything compiles without a warning but that of noise in the answers.</summary>
    public static ImmutableArray<SyntaxTree> EmitAll(params string[] sources)
    {
        var result = Driver().RunGeneratorsAndUpdateCompilation(Compile(sources), out var compilation, out var own).GetRunResult();
        var complaints = own.Concat(compilation.GetDiagnostics())
            .Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Id != Ids.NoisyAnswer).ToList();
        Assert.True(complaints.Count == 0, string.Join("\n", complaints) + "\n" + string.Join("\n", result.GeneratedTrees));
        return result.GeneratedTrees;
    }

    /// <summary>
    /// The diagnostics of the generator, of the analyzer and of the compilation with the emitted code, in the order of the source; equal
    /// ones once, as the compiler shows them.
    /// </summary>
    public static Task<ImmutableArray<Diagnostic>> DiagnoseAsync(params string[] sources) => DiagnoseAsync(Compile(sources));

    /// <summary>The same for files that may have names and options of their own.</summary>
    public static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(CSharpCompilation files)
    {
        Driver(files.SyntaxTrees[0].Options).RunGeneratorsAndUpdateCompilation(files, out var compilation, out var own);
        var diagnostics = await compilation.WithAnalyzers([new ModelAnalyzer()]).GetAllDiagnosticsAsync();
        return
        [
            .. own.Concat(diagnostics).Distinct().Where(d => d.Severity >= DiagnosticSeverity.Warning)
                .OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start),
        ];
    }
}
