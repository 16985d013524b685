using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace SimdSeq.Generators.Reading;

/// <summary>
/// Declarations without a mistake that have been read. One means the same as long as its class and the methods that were read for it are
/// untouched, and so is all that they may refer to; so most edits elsewhere cost no new reading.
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
        if (slot.Known is { } known && known.HoldsIn(surroundings))
        {
            slot.Known = known.In(surroundings);
            return known.Declaration;
        }

        if (read() is not var (declaration, symbols)) return null;
        var bodies = symbols.SelectMany(symbol => symbol.DeclaringSyntaxReferences).Select(part => part.SyntaxTree);
        slot.Known = declaration.Problems.Count == 0 ? new(declaration, surroundings, [.. bodies, type.SyntaxTree]) : null;
        return declaration;
    }

    private sealed class Slot
    {
        public volatile Reading? Known;
    }

    private sealed class Reading(ModelDeclaration declaration, Surroundings surroundings, HashSet<SyntaxTree> files)
    {
        private HashSet<string>? _names;

        public ModelDeclaration Declaration => declaration;

        // The files that the names lead to are untouched where this is asked for, so they need not be followed again.
        public Reading In(Surroundings later) => new(declaration, later, files) { _names = _names };

        public bool HoldsIn(Surroundings later) => surroundings.ChangesTo(later)?.All(change => !files.Contains(change.Before)
            && (change.IsOfBodies || !change.MayMatterTo(_names ??= surroundings.NamesBehind(files)))) == true;
    }
}
