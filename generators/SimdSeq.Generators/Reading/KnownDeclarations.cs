using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace SimdSeq.Generators.Reading;

/// <summary>
/// Declarations without a mistake that have been read. One means the same as long as its class and the methods that were read for it are
/// untouched, and all that the project declares is what it was; so an edit in a body elsewhere, as most are, costs no new reading.
/// </summary>
internal static class KnownDeclarations
{
    private static readonly ConditionalWeakTable<SyntaxNode, Slot> All = new();

    /// <summary>The declaration of a class, read where it is not known.</summary>
    /// <param name="type">The part of the class with the first attribute.</param>
    /// <param name="compilation">The project.</param>
    /// <param name="read">Reads it, and says which methods and cells it has read.</param>
    public static ModelDeclaration? Of(SyntaxNode type, Compilation compilation, Func<(ModelDeclaration, IEnumerable<ISymbol>)?> read)
    {
        var slot = All.GetOrCreateValue(type);
        var surroundings = Surroundings.Of(compilation);
        if (slot.Known is { } known && known.Surroundings.ChangedBodies(surroundings) is { } changed && !changed.Any(known.Bodies.Contains))
        {
            slot.Known = known with { Surroundings = surroundings };
            return known.Declaration;
        }

        if (read() is not var (declaration, symbols)) return null;
        var bodies = symbols.SelectMany(symbol => symbol.DeclaringSyntaxReferences).Select(part => part.SyntaxTree);
        slot.Known = declaration.Problems.Count == 0 ? new(declaration, surroundings, [.. bodies]) : null;
        return declaration;
    }

    private sealed class Slot
    {
        public volatile Reading? Known;
    }

    private sealed record Reading(ModelDeclaration Declaration, Surroundings Surroundings, HashSet<SyntaxTree> Bodies);
}
