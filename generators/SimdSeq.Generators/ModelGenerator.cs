using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Emission;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Layers;
using SimdSeq.Generators.Planning;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators;

/// <summary>
/// Turns each class under <c>[SequenceModel]</c> into a model. Its mistakes are errors here too: analyzers can be switched off.
/// </summary>
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
        var sharedNames = declarations.Select(static (declaration, _) => declaration.HintName).Collect().Select(static (names, _) =>
            new EquatableArray<string>(
            [.. names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).SelectMany(group =>
                group.OrderBy(name => name, StringComparer.Ordinal).Skip(1))]));

        var models = declarations.Select(static (declaration, _) => Emit(declaration));
        context.RegisterSourceOutput(models.Combine(sharedNames), static (output, pair) =>
            output.AddSource(UniqueName(pair.Left.HintName, pair.Right), SourceText.From(pair.Left.Text, Encoding.UTF8)));

        // A loss with a mistake has no method beside it, which is an error where it is used; the analyzer says what is wrong.
        var losses = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                LossReader.Attribute,
                static (node, _) => node is MethodDeclarationSyntax,
                static (match, cancellation) =>
                    LossReader.Read((IMethodSymbol)match.TargetSymbol, match.SemanticModel.Compilation, cancellation).Loss)
            .Where(static loss => loss is not null)
            .Select(static (loss, _) => loss!);
        context.RegisterSourceOutput(losses, static (output, loss) =>
            output.AddSource(loss.HintName, SourceText.From(LossEmitter.Write(loss), Encoding.UTF8)));

        // Where mistakes stand is looked up anew after each edit, so that no location is kept; without mistakes there is nothing to do.
        context.RegisterSourceOutput(
            models.Where(static model => model.Problems.Count > 0).Combine(context.CompilationProvider),
            static (output, pair) => Report(output, pair.Left, pair.Right));
    }

    private static void Report(SourceProductionContext output, EmittedModel model, Compilation compilation)
    {
        if (compilation.Assembly.GetTypeByMetadataName(model.MetadataName) is not { } type) return;
        foreach (var mistake in Mistakes.Of(type, model.Problems, compilation, output.CancellationToken)) output.ReportDiagnostic(mistake);
        if (!model.Problems.Any(problem => problem.Layer == Problem.TheCell)) return;
        var layers = DeclarationReader.LayersOf(type, output.CancellationToken).ToList();
        var cells = layers.Select(layer => DeclarationReader.CellOf(layer.Data)).OfType<INamedTypeSymbol>()
            .Concat(ForwardReader.Read(type, layers.Count > 0, compilation, output.CancellationToken)?.Cells ?? []);
        foreach (var cell in cells.Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default))
        {
            if (Mistakes.OfCell(cell, compilation, output.CancellationToken) is { } mistake) output.ReportDiagnostic(mistake);
        }
    }

    private static string UniqueName(string name, IEnumerable<string> sharedNames)
    {
        int number = 1
            + sharedNames.Where(shared => string.Equals(shared, name, StringComparison.OrdinalIgnoreCase)).TakeWhile(shared =>
            shared != name).Count();
        return sharedNames.Contains(name) ? $"{number}.{name}" : name;
    }

    internal static string Generate(ModelDeclaration declaration) => Emit(declaration).Text;

    /// <summary>What is wrong with a declaration, found as in generating it.</summary>
    internal static IReadOnlyList<Problem> ProblemsOf(ModelDeclaration declaration)
    {
        var problems = new List<Problem>();
        Plan(declaration, problems);
        return problems;
    }

    private static EmittedModel Emit(ModelDeclaration declaration)
    {
        var problems = new List<Problem>();
        string text = Plan(declaration, problems) is { } plan ? ModelEmitter.Write(plan) : BrokenModelEmitter.Emit(declaration, problems);
        return new(declaration.HintName, declaration.MetadataName, text, new([.. problems]));
    }

    private static ModelPlan? Plan(ModelDeclaration declaration, List<Problem> problems)
    {
        if (ModelBuilder.Build(declaration, problems) is not { } graph) return null;
        var plan = ModelPlan.Of(declaration, graph, GraphInPieces(declaration, graph), problems);
        if (plan is not null) problems.AddRange(graph.Warnings);
        return plan;
    }

    // The same declaration with the steps of a piece; what it could be told about these, it was told about the whole.
    private static ModelGraph? GraphInPieces(ModelDeclaration declaration, ModelGraph graph)
    {
        if (Pieces.StepsOf(graph, new Precision(declaration.IsDouble).Lanes) is not { } steps) return null;
        var piece = declaration with { Inputs = new([declaration.Inputs[0] with { Steps = steps }]) };
        return ModelBuilder.Build(piece, []) is { } ofPiece ? Pieces.Of(ofPiece) : null;
    }
}
