using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using static System.FormattableString;

namespace SimdSeq.Generators.Reading;

/// <summary>The calls of the user's methods that led to a place.</summary>
/// <param name="Method">The method that was called last.</param>
/// <param name="Site">Where it was called.</param>
/// <param name="Outer">How that place was reached; null: it stands in <c>Forward</c>.</param>
internal sealed record CallChain(string Method, SyntaxNode Site, CallChain? Outer)
{
    private const int MaxShown = 3;

    public int Depth => 1 + (Outer?.Depth ?? 0);

    /// <summary>What a message ends with.</summary>
    /// <param name="chain">The calls that led to the mistake, if any.</param>
    /// <param name="place">Where it stands.</param>
    public static string Show(CallChain? chain, SyntaxNode place)
    {
        var parts = new List<string>();
        for (var tree = place.SyntaxTree; chain is not null && parts.Count < MaxShown; (tree, chain) = (chain.Site.SyntaxTree, chain.Outer))
        {
            int line = chain.Site.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            string file = chain.Site.SyntaxTree == tree ? "" : Path.GetFileName(chain.Site.SyntaxTree.FilePath) + " ";
            parts.Add(Invariant($"in {chain.Method}(...) called at {file}line {line}"));
        }

        return parts.Count == 0 ? "" : $" ({string.Join(", ", parts)}{(chain is null ? "" : ", and so on")})";
    }
}

/// <summary>Where a layer was made.</summary>
/// <param name="Syntax">The call that made it.</param>
/// <param name="Arguments">Its arguments that are there, by the names of their parameters.</param>
/// <param name="Chain">The calls that led there.</param>
internal sealed record LayerSite(SyntaxNode Syntax, IReadOnlyDictionary<string, SyntaxNode> Arguments, CallChain? Chain);

/// <summary>Where a layer was called on values.</summary>
/// <param name="Place">What was called.</param>
/// <param name="Layer">Where it was made.</param>
/// <param name="Wrapped">Where the layers were made that it wraps.</param>
/// <param name="Chain">The calls that led there.</param>
internal sealed record CallSite(SyntaxNode Place, LayerSite Layer, IReadOnlyList<LayerSite> Wrapped, CallChain? Chain)
{
    /// <summary>Where a mistake stands, and how one comes there.</summary>
    /// <param name="problem">The mistake, of this call.</param>
    public (SyntaxNode Place, CallChain? Chain) PlaceOf(Problem problem)
    {
        var site = problem.Wrapped > 0 ? Wrapped[problem.Wrapped - 1] : Layer;
        if (problem.Argument is { } name && site.Arguments.TryGetValue(name, out var argument)) return (argument, site.Chain);
        return problem.Wrapped > 0 ? (site.Syntax, site.Chain) : (Place, Chain);
    }
}

/// <summary>All that one reading of <c>Forward</c> has found; what is in <see cref="Declaration"/> alone outlives it.</summary>
/// <param name="Declaration">What it says; null if it has a mistake.</param>
/// <param name="Mistake">The mistake.</param>
/// <param name="Place">Where that stands, and how one comes there.</param>
/// <param name="Sites">Where each call stands.</param>
/// <param name="Methods">The methods that were read.</param>
/// <param name="Cells">The cells of its recurrent layers.</param>
/// <param name="Discarded">The numbers of the values that it assigns to <c>_</c>.</param>
internal sealed record ForwardReading(
    ForwardDeclaration? Declaration, Problem? Mistake, (SyntaxNode Node, CallChain? Chain)? Place, IReadOnlyList<CallSite> Sites,
    IReadOnlyList<IMethodSymbol> Methods, IReadOnlyList<INamedTypeSymbol> Cells, IReadOnlyList<int> Discarded)
{
    public static ForwardReading Wrong(Problem mistake, SyntaxNode? place = null) =>
        new(null, mistake, place is null ? null : (place, null), [], [], [], []);

    /// <summary>Mistakes of the cells, each at the call of its layer where the cell is not of this project.</summary>
    public IEnumerable<Problem> CellProblems(string id) =>
        from call in Declaration?.Calls.Select((call, i) => (call, i)) ?? []
        from layer in call.call.Wrapped.Select((layer, i) => (layer, part: i + 1)).Prepend((layer: call.call.Layer, part: 0))
        where layer.layer.Cell?.Mistake is not null
        select new Problem(id, layer.layer.Cell!.IsHere ? Problem.TheCell : call.i, null, layer.layer.Cell.Mistake!, layer.part);
}
