using System.Collections.Generic;
using Microsoft.CodeAnalysis.CSharp;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Emission;

/// <summary>Names of locals: no keywords, and no two the same.</summary>
/// <param name="taken">Names that have another meaning there.</param>
/// <param name="around">The names of the block around this one, which may be declared later.</param>
internal sealed class LocalNames(IEnumerable<string> taken, LocalNames? around = null)
{
    private readonly HashSet<string> _taken = [.. taken];
    private readonly HashSet<string> _within = [];

    /// <summary>The name, with a number where it is taken.</summary>
    public string Unique(string name)
    {
        // The gradient of o cannot be called do.
        if (SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None)
            name = name.Length > 1 ? name.Substring(0, 1) + Names.Pascal(name.Substring(1)) : name + "_";
        string unique = name;
        for (int i = 2; IsTaken(unique); i++) unique = name + i;
        _taken.Add(unique);
        around?._within.Add(unique);
        return unique;
    }

    private bool IsTaken(string name) => _taken.Contains(name) || _within.Contains(name) || around?._taken.Contains(name) == true;
}
