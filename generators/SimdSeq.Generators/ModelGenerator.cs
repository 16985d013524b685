using System.Collections.Generic;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SimdSeq.Generators.Emission;
using SimdSeq.Generators.Layers;
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
                static (match, cancellation) => DeclarationReader.Read((INamedTypeSymbol)match.TargetSymbol, match.Attributes[0], cancellation))
            .WithTrackingName(DeclarationStep);

        context.RegisterSourceOutput(declarations, static (output, declaration) =>
            output.AddSource(declaration.HintName, SourceText.From(Generate(declaration), Encoding.UTF8)));
    }

    internal static string Generate(ModelDeclaration declaration)
    {
        var problems = new List<Problem>();
        var graph = StackBuilder.Build(declaration, problems);
        return graph is null ? BrokenModelEmitter.Emit(declaration, problems) : ModelEmitter.Emit(declaration, graph);
    }
}
