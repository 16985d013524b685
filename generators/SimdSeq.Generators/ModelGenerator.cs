using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SimdSeq.Generators.Emission;
using SimdSeq.Generators.Layers;
using SimdSeq.Generators.Planning;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators;

/// <summary>Turns each class under <c>[SequenceModel]</c> into a model. Mistakes are reported by <see cref="Diagnostics.ModelAnalyzer"/>.</summary>
[Generator]
public sealed class ModelGenerator : IIncrementalGenerator
{
    internal const string DeclarationStep = "Declaration";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                DeclarationReader.ModelAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (match, cancellation) => DeclarationReader.ReadAt(match, cancellation))
            .Where(static declaration => declaration is not null)
            .Select(static (declaration, _) => declaration!)
            .WithTrackingName(DeclarationStep);

        // Roslyn tells file names apart by more than case alone. Almost always there are none of these, so nothing is generated anew.
        var sharedNames = declarations.Select(static (declaration, _) => declaration.HintName).Collect().Select(static (names, _) => new EquatableArray<string>(
            [.. names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).SelectMany(group => group.OrderBy(name => name, StringComparer.Ordinal).Skip(1))]));

        context.RegisterSourceOutput(declarations.Combine(sharedNames), static (output, pair) =>
            output.AddSource(UniqueName(pair.Left.HintName, pair.Right), SourceText.From(Generate(pair.Left), Encoding.UTF8)));
    }

    private static string UniqueName(string name, IEnumerable<string> sharedNames)
    {
        int number = 1 + sharedNames.Where(shared => string.Equals(shared, name, StringComparison.OrdinalIgnoreCase)).TakeWhile(shared => shared != name).Count();
        return sharedNames.Contains(name) ? $"{number}.{name}" : name;
    }

    internal static string Generate(ModelDeclaration declaration)
    {
        var problems = new List<Problem>();
        var plan = StackBuilder.Build(declaration, problems) is { } graph ? ModelPlan.Of(declaration, graph, problems) : null;
        return plan is null ? BrokenModelEmitter.Emit(declaration, problems) : ModelEmitter.Write(plan);
    }
}
