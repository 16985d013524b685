using System.Linq;

namespace SimdSeq.Generators.Reading;

/// <summary>A user's loss as values.</summary>
/// <param name="Namespace">Where it is; empty for none.</param>
/// <param name="Types">The types around it, from outside in, as they are declared.</param>
/// <param name="Visibility">Of the method that makes it.</param>
/// <param name="Name">The method's name.</param>
/// <param name="Constants">The names of its numbers.</param>
/// <param name="Statements">The derived method.</param>
internal sealed record LossDeclaration(
    string Namespace, EquatableArray<string> Types, string Visibility, string Name, EquatableArray<string> Constants,
    EquatableArray<string> Statements)
{
    /// <summary>The file's name.</summary>
    public string HintName => string.Join(".", Types.Select(type => type.Substring(type.LastIndexOf(' ') + 1)).Prepend(Namespace)
        .Where(part => part.Length > 0)) + $".{Name}.Loss.g.cs";
}
