using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace SimdSeq.Generators.Reading;

/// <summary>What a declaration is read in: the files of the project, and what it references.</summary>
internal sealed class Surroundings
{
    // What the language itself looks for, without a name in the text.
    private static readonly string[] Unnamed = ["GetEnumerator", "Deconstruct", "Add"];

    private static readonly ConditionalWeakTable<Compilation, Surroundings> All = new();

    private readonly SyntaxTree[] _files;
    private readonly MetadataReference[] _references;
    private readonly CompilationOptions _options;
    private readonly Lazy<ILookup<string, SyntaxTree>> _declaring;
    private Comparison? _latest;

    private Surroundings(Compilation compilation)
    {
        (_files, _references, _options) = ([.. compilation.SyntaxTrees], [.. compilation.ExternalReferences], compilation.Options);
        _declaring = new(() => _files.SelectMany(file => FileNames.Of(file).Declared.Select(name => (name, file)))
            .ToLookup(one => one.name, one => one.file));
    }

    /// <summary>Those of a compilation.</summary>
    public static Surroundings Of(Compilation compilation) => All.GetValue(compilation, static one => new(one));

    /// <summary>The files that have changed since; null where there are more, or fewer, or what is referenced is another.</summary>
    public IReadOnlyCollection<FileChange>? ChangesTo(Surroundings later)
    {
        // All models of a project ask the same.
        if (_latest is not { } known || known.Later != later) _latest = known = new(later, Compare(later));
        return known.Changes;
    }

    /// <summary>
    /// All names by which what stands in some files may mean what it means: those in them, and in every file that declares one of these.
    /// </summary>
    public HashSet<string> NamesBehind(IEnumerable<SyntaxTree> files)
    {
        var names = new HashSet<string>();
        var reached = new HashSet<SyntaxTree>(files);
        var ahead = new Queue<SyntaxTree>(reached);
        while (ahead.Count > 0)
        {
            foreach (var file in FileNames.Of(ahead.Dequeue()).Mentioned.Where(names.Add).SelectMany(name => _declaring.Value[name]))
            {
                if (reached.Add(file)) ahead.Enqueue(file);
            }
        }

        names.UnionWith(Unnamed);
        return names;
    }

    private List<FileChange>? Compare(Surroundings later)
    {
        if (_files.Length != later._files.Length || !_options.Equals(later._options) || !_references.SequenceEqual(later._references))
            return null;
        var changes = new List<FileChange>();
        for (int i = 0; i < _files.Length; i++)
        {
            SyntaxTree file = _files[i], now = later._files[i];
            if (file == now) continue;
            if (file.FilePath != now.FilePath || !file.Options.Equals(now.Options)) return null;
            changes.Add(new(file, now));
        }

        return changes;
    }

    private sealed record Comparison(Surroundings Later, IReadOnlyCollection<FileChange>? Changes);
}
