using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace SimdSeq.Generators.Reading;

/// <summary>
/// What attributes like [SuppressMessage("SimdSeq", "SSEQ005")] hide. The compiler heeds them even for what is not configurable, at
/// whatever symbol around the mistake they stand.
/// </summary>
internal static class Silence
{
    private const string Prefix = "SSEQ";

    public static IEnumerable<string> Of(
        INamedTypeSymbol type, IEnumerable<INamedTypeSymbol> cells, IEnumerable<IMethodSymbol> methods, Compilation compilation) =>
        Around(type).Concat(cells.SelectMany(cell => Around(cell).Concat(cell.GetMembers("Step"))))
            .Concat(methods.SelectMany(method => Around(method.ContainingType).Append(method)))
            .Concat(compilation.Assembly.Modules).Append(compilation.Assembly)
            .SelectMany(symbol => symbol.GetAttributes()).Select(IdOf).OfType<string>()
            .Distinct().OrderBy(id => id, StringComparer.Ordinal);

    private static IEnumerable<ISymbol> Around(INamedTypeSymbol type)
    {
        for (var around = type; around is not null; around = around.ContainingType) yield return around;
    }

    // An id may be followed by a colon and its title.
    private static string? IdOf(AttributeData attribute) =>
        attribute.AttributeClass is { Name: "SuppressMessageAttribute" or "UnconditionalSuppressMessageAttribute" }
        && attribute.ConstructorArguments is { Length: 2 } arguments
        && arguments[1] is { Kind: TypedConstantKind.Primitive, Value: string id } && id.StartsWith(Prefix, StringComparison.Ordinal)
            ? id.Split(':')[0] : null;
}
