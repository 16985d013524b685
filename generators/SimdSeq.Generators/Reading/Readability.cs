using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SimdSeq.Generators.Reading;

/// <summary>
/// Tells what the compiler has accepted from what is still being typed. What it complains of has whatever values are left over: none, fewer
/// than parameters, or those of another type.
/// </summary>
internal static class Readability
{
    /// <summary>Whether every argument of an attribute has a value of its parameter's type, and a layer's cell is one.</summary>
    public static bool IsReadable(AttributeData attribute, CancellationToken cancellation) =>
        attribute.AttributeConstructor is { } constructor
        && constructor.Parameters.Length == attribute.ConstructorArguments.Length
        && constructor.Parameters.Zip(attribute.ConstructorArguments, HasValue).All(hasValue => hasValue)
        && (!IsOfCell(attribute) || CellReader.IsCell(attribute.AttributeClass!.TypeArguments[0]))
        && attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is { Parent: { } list } && !HasErrors(list);

    /// <summary>Whether it is the library's layer of a user's cell.</summary>
    public static bool IsOfCell(AttributeData attribute) =>
        attribute.AttributeClass is { Name: "RecurrentAttribute", TypeArguments.Length: 1, ContainingType: null } type
        && type.ContainingNamespace.ToDisplayString() == DeclarationReader.Library;

    /// <summary>Whether the parser complains of something in a node.</summary>
    public static bool HasErrors(SyntaxNode node) =>
        node.ContainsDiagnostics && node.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>Whether the parser or the compiler complains of something in a node.</summary>
    public static bool HasErrors(SyntaxNode node, SemanticModel semantics, CancellationToken cancellation) => HasErrors(node)
        || semantics.GetDiagnostics(node.Span, cancellation).Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static bool HasValue(IParameterSymbol parameter, TypedConstant constant) => (constant.Kind, parameter.Type) switch
    {
        (TypedConstantKind.Error, _) => false,
        (var kind, { SpecialType: SpecialType.System_Int32 }) => kind == TypedConstantKind.Primitive && constant.Value is int,
        (var kind, { SpecialType: SpecialType.System_Double }) => kind == TypedConstantKind.Primitive && constant.Value is double,
        (var kind, { SpecialType: SpecialType.System_Boolean }) => kind == TypedConstantKind.Primitive && constant.Value is bool,
        (var kind, { TypeKind: TypeKind.Enum }) => kind == TypedConstantKind.Enum && constant.Value is not null,
        _ => true,
    };
}
