using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SimdSeq.Generators.Reading;

/// <summary>The names in a file: what it declares for others, and all that stand in it.</summary>
internal sealed class FileNames
{
    private const string Attribute = nameof(Attribute);

    private static readonly ConditionalWeakTable<SyntaxTree, FileNames> All = new();

    private readonly CompilationUnitSyntax? _root;
    private HashSet<string>? _mentioned;

    private FileNames(SyntaxTree file)
    {
        _root = file.GetRoot() as CompilationUnitSyntax;
        var declared = Identifiers(node => node is not (BlockSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax))
            .Where(IsDeclared).Select(name => name.ValueText);
        Declared = new(declared.SelectMany(name => WithShortName(name)));
    }

    /// <summary>Those of a file.</summary>
    public static FileNames Of(SyntaxTree file) => All.GetValue(file, static one => new(one));

    /// <summary>The namespaces, types and members that it declares; an attribute's class by its short name too.</summary>
    public HashSet<string> Declared { get; }

    /// <summary>All names in it.</summary>
    public HashSet<string> Mentioned => _mentioned ??= new(Identifiers(_ => true).Select(name => name.ValueText));

    /// <summary>Whether two versions of a file say the same to all others without a name: global usings, attributes.</summary>
    public bool SaysTheSameToAll(FileNames other) => ToAll().SequenceEqual(other.ToAll());

    private IEnumerable<string> ToAll() => _root is null
        ? []
        : _root.Usings.Where(one => one.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)).Concat<SyntaxNode>(_root.AttributeLists)
            .Select(node => node.ToString());

    private IEnumerable<SyntaxToken> Identifiers(Func<SyntaxNode, bool> descend) =>
        _root?.DescendantTokens(descend).Where(token => token.IsKind(SyntaxKind.IdentifierToken)) ?? [];

    // What is referred to stands as a name of its own, and so does the name of a namespace where it is declared.
    private static bool IsDeclared(SyntaxToken name) => name.Parent is not SimpleNameSyntax simple
        || simple.AncestorsAndSelf().TakeWhile(node => node is NameSyntax).Last().Parent is BaseNamespaceDeclarationSyntax;

    private static IEnumerable<string> WithShortName(string name) => name.EndsWith(Attribute, StringComparison.Ordinal)
        ? [name, name.Substring(0, name.Length - Attribute.Length)]
        : [name];
}
