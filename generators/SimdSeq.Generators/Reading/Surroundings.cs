using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SimdSeq.Generators.Reading;

/// <summary>What a declaration is read in: the files of the project, and what it references.</summary>
internal sealed class Surroundings
{
    private static readonly ConditionalWeakTable<Compilation, Surroundings> All = new();

    private readonly SyntaxTree[] _files;
    private readonly MetadataReference[] _references;
    private readonly CompilationOptions _options;
    private Comparison? _latest;

    private Surroundings(Compilation compilation) =>
        (_files, _references, _options) = ([.. compilation.SyntaxTrees], [.. compilation.ExternalReferences], compilation.Options);

    /// <summary>Those of a compilation.</summary>
    public static Surroundings Of(Compilation compilation) => All.GetValue(compilation, static one => new(one));

    /// <summary>
    /// The files of which only bodies of methods have changed since, as they were; null where what is declared may be another. Bodies say
    /// nothing about one another, so what is read from those of the other files means the same.
    /// </summary>
    public IReadOnlyCollection<SyntaxTree>? ChangedBodies(Surroundings later)
    {
        // All models of a project ask the same.
        if (_latest is not { } known || known.Later != later) _latest = known = new(later, Compare(later));
        return known.ChangedBodies;
    }

    private List<SyntaxTree>? Compare(Surroundings later)
    {
        if (_files.Length != later._files.Length || !_options.Equals(later._options) || !_references.SequenceEqual(later._references))
            return null;
        var changed = new List<SyntaxTree>();
        for (int i = 0; i < _files.Length; i++)
        {
            SyntaxTree file = _files[i], now = later._files[i];
            if (file == now) continue;
            if (file.FilePath != now.FilePath || !file.Options.Equals(now.Options)) return null;
            if (!SyntaxFactory.AreEquivalent(file, now, topLevel: true)) return null;
            changed.Add(file);
        }

        return changed;
    }

    private sealed record Comparison(Surroundings Later, IReadOnlyCollection<SyntaxTree>? ChangedBodies);
}
