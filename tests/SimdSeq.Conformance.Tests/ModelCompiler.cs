using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SimdSeq.Generators;

namespace SimdSeq.Conformance.Tests;

/// <summary>Compiles declarations in memory with the real generator, many at once, and loads what comes out.</summary>
internal static class ModelCompiler
{
    public static System.Reflection.Assembly Compile(string declarations)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Latest);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var file
                && (file.StartsWith("System.", StringComparison.Ordinal) || file == "SimdSeq.dll"))
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Stacks_" + Guid.NewGuid().ToString("N"),
            [CSharpSyntaxTree.ParseText("using SimdSeq;\n" + declarations, parse, "Stacks.cs")],
            references,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out var complete, out var ofGenerator);

        using var image = new MemoryStream();
        var result = complete.Emit(image);
        var complaints = ofGenerator.Concat(result.Diagnostics)
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id != "SSEQ017").ToList();
        if (complaints.Count > 0) throw new InvalidOperationException(string.Join("\n", complaints.Take(20)) + "\n" + declarations);
        image.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(image);
    }

    public static SequenceModel<T> Create<T>(System.Reflection.Assembly assembly, string name, long seed)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        (SequenceModel<T>)Activator.CreateInstance(assembly.GetType(name, throwOnError: true)!, seed)!;
}
