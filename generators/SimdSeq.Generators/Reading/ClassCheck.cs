using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SimdSeq.Generators.Diagnostics;

namespace SimdSeq.Generators.Reading;

/// <summary>Whether a class can become a model: whether it can take the emitted part.</summary>
internal static class ClassCheck
{
    // What the compiler reports at the class's name and not at the base.
    private const string CircularBase = "CS0146", StaticBase = "CS0709";

    /// <summary>The base class of a model by its precision.</summary>
    public static readonly string[] Bases = ["SequenceModel<float>", "SequenceModel<double>"];

    public static void Check(
        INamedTypeSymbol type, TypeDeclarationSyntax? home, Compilation compilation, List<Problem> problems, CancellationToken cancellation)
    {
        void Add(string message, string? where = null) => problems.Add(new(Ids.UnusableClass, Problem.TheClass, where, message));

        if (!HasName(type))
        {
            problems.Add(new(Problem.ClassOfTheCompiler, Problem.TheClass, null, "The class has no name yet."));
            return;
        }

        foreach (var part in TypesAround(home))
        {
            string name = part.Identifier.ValueText, path = PathOf(part);
            if (!part.Modifiers.Any(SyntaxKind.PartialKeyword))
                Add($"{name} must be partial, so that the generator can add the model's code to it. Write 'partial "
                    + $"{part.Keyword.ValueText} {name}'.", path);
            if (part.TypeParameterList is not null)
                Add($"{name} must not be generic: a model's sizes are fixed at compile time. Declare one class per size.", path);
            if (IsFileLocal(part)) Add($"{name} must not be local to its file: the emitted code is in another. Remove 'file'.", path);
        }

        if (type.TypeKind != TypeKind.Class) Add($"{type.Name} must be a class.");
        if (type.IsStatic) Add($"{type.Name} must not be static: a model holds its parameters. Remove 'static'.");
        if (type.IsAbstract && !type.IsStatic) Add($"{type.Name} must not be abstract: the generator emits all of it. Remove 'abstract'.");
        if (type.IsRecord) Add($"{type.Name} must be a class, not a record: a model has identity, not value. Write 'partial class "
            + $"{type.Name}'.");
        CheckBases(type, compilation, problems, cancellation);
        if (type.InstanceConstructors.Any(IsWrittenByUser))
            Add($"{type.Name} declares a constructor, but the generator emits {type.Name}(long seed = 0). Remove it, or use a static "
                + "factory method.");
    }

    /// <summary>The library's base class that a type has, if it has one.</summary>
    public static string? BaseModelOf(INamedTypeSymbol type) =>
        Bases.FirstOrDefault(model => type.BaseType?.ToDisplayString() == $"{DeclarationReader.Library}.{model}");

    private static bool IsModel(ITypeSymbol type) => Bases.Any(model => type.ToDisplayString() == $"{DeclarationReader.Library}.{model}");

    /// <summary>Whether it has a name, and so have those around it: while one is being typed there is nothing to add a part to.</summary>
    public static bool HasName(INamedTypeSymbol type)
    {
        for (ISymbol? around = type; around is INamedTypeSymbol or INamespaceSymbol { IsGlobalNamespace: false };
            around = around.ContainingSymbol)
        {
            if (around.Name.Length == 0) return false;
        }

        return true;
    }

    /// <summary>The names of a type and those around it, outermost first.</summary>
    public static string PathOf(TypeDeclarationSyntax type) =>
        string.Join(".", TypesAround(type).Reverse().Select(part => part.Identifier.ValueText));

    public static IEnumerable<TypeDeclarationSyntax> TypesAround(SyntaxNode? type) =>
        type?.AncestorsAndSelf().OfType<TypeDeclarationSyntax>() ?? [];

    public static bool IsFileLocal(TypeDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.FileKeyword);

    // Two parts of a class must not name two base classes, and object is one. What the compiler refuses as a base class it reports itself.
    private static void CheckBases(INamedTypeSymbol type, Compilation compilation, List<Problem> problems, CancellationToken cancellation)
    {
        foreach (var reference in type.DeclaringSyntaxReferences.Where(IsWrittenByUser))
        {
            if (reference.GetSyntax(cancellation) is not TypeDeclarationSyntax { BaseList: { } list } part) continue;
            var header = TextSpan.FromBounds(part.Identifier.SpanStart, list.Span.End);
            var semantics = compilation.GetSemanticModel(reference.SyntaxTree);
            foreach (var named in list.Types.Select(named => semantics.GetTypeInfo(named.Type, cancellation).Type))
            {
                if (named is null or { TypeKind: TypeKind.Interface or TypeKind.Error } || IsModel(named)) continue;
                bool isRefused = semantics.GetDeclarationDiagnostics(header, cancellation).Any(diagnostic =>
                    diagnostic.Severity == DiagnosticSeverity.Error
                    && (list.Span.Contains(diagnostic.Location.SourceSpan) || diagnostic.Id is CircularBase or StaticBase));
                string message = isRefused ? $"The compiler does not accept {named.ToDisplayString()} as a base of {type.Name}; its error "
                    + "says why."
                    : named.SpecialType == SpecialType.System_Object
                        ? $"{type.Name} names object as its base class, but a model derives from SequenceModel<T>. Remove ': object'."
                        : $"{type.Name} derives from {named.Name}, but a model derives from SequenceModel<T>. "
                            + "Remove the base class, or hold the model in a field.";
                problems.Add(new(isRefused ? Problem.ClassOfTheCompiler : Ids.UnusableClass, Problem.TheClass, null, message));
                return;
            }
        }
    }

    private static bool IsWrittenByUser(IMethodSymbol constructor) => constructor.DeclaringSyntaxReferences.Any(IsWrittenByUser);

    // The analyzer sees the class with the emitted part.
    internal static bool IsWrittenByUser(SyntaxReference reference) =>
        !reference.SyntaxTree.FilePath.EndsWith(ModelDeclaration.HintSuffix, StringComparison.Ordinal);
}
