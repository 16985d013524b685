using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SimdSeq.Generators.Reading;

/// <summary>A file that was edited.</summary>
internal sealed class FileChange(SyntaxTree before, SyntaxTree after)
{
    private readonly Lazy<bool> _isOfBodies = new(() => SyntaxFactory.AreEquivalent(before, after, topLevel: true));

    /// <summary>The file as it was.</summary>
    public SyntaxTree Before => before;

    /// <summary>
    /// Whether only bodies of methods have changed. These say nothing about one another, so what is read from other files means the same.
    /// </summary>
    public bool IsOfBodies => _isOfBodies.Value;

    /// <summary>Whether something may mean another thing now that is made of these names.</summary>
    public bool MayMatterTo(HashSet<string> names)
    {
        FileNames old = FileNames.Of(before), now = FileNames.Of(after);
        return !old.SaysTheSameToAll(now) || old.Declared.Concat(now.Declared).Any(names.Contains);
    }
}
