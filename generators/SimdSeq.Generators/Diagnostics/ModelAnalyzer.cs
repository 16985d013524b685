using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using SimdSeq.Generators.Layers;
using SimdSeq.Generators.Planning;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Diagnostics;

/// <summary>Reports the mistakes of a declaration where they stand. It builds the same graph as the generator, which reports none.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.AllInterfaces.Any(implemented => implemented.ToDisplayString() == CellReader.Interface)
            && CellReader.Read(type, context.Compilation, context.CancellationToken) is { Mistake: { } location, Cell.Mistake: { } message })
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(Ids.UnusableCell), location, message));
        if (type.TypeKind != TypeKind.Class) return; // where the compiler accepts none of the attributes
        var layers = DeclarationReader.LayersOf(type, context.CancellationToken).ToList();
        var model = DeclarationReader.ModelAttributeOf(type, context.CancellationToken);
        if (model is null)
        {
            if (layers.Count > 0)
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(Ids.OrphanLayer), layers[0].Syntax.GetLocation(),
                    $"{layers[0].Syntax.Name} stands on {type.Name}, which is no model. Put [SequenceModel(steps: ..., features: ...)] above the layers."));
            }

            return;
        }

        if (model.AttributeConstructor is null || model.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) is not AttributeSyntax modelSyntax) return;
        var problems = new List<Problem>();
        var declaration = DeclarationReader.Read(type, model, context.Compilation, context.CancellationToken);
        if (StackBuilder.Build(declaration, problems) is { } graph) ModelPlan.Of(declaration, graph, problems);
        foreach (var problem in problems.Where(problem => problem.Id != Problem.OfTheCompiler && problem.Layer != Problem.TheCell))
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(problem.Id), LocationOf(problem, (model, modelSyntax), layers), problem.Message));
    }

    private static Location LocationOf(
        Problem problem, (AttributeData Data, AttributeSyntax Syntax) model, List<(AttributeData Data, AttributeSyntax Syntax)> layers)
    {
        if (problem.Layer == Problem.TheClass)
        {
            var types = model.Syntax.Ancestors().OfType<TypeDeclarationSyntax>().ToList();
            return (types.FirstOrDefault(type => DeclarationReader.PathOf(type) == problem.Argument) ?? types[0]).Identifier.GetLocation();
        }

        var (data, syntax) = problem.Layer == Problem.TheModel ? model : layers[problem.Layer];
        return ArgumentOf(data, syntax, problem.Argument)?.GetLocation() ?? syntax.GetLocation();
    }

    // An argument may be given by name or by position; one that was left out has no place, and the attribute stands for it.
    private static AttributeArgumentSyntax? ArgumentOf(AttributeData data, AttributeSyntax syntax, string? name)
    {
        if (name is null || syntax.ArgumentList is not { Arguments: var arguments }) return null;
        int position = data.AttributeConstructor!.Parameters.IndexOf(data.AttributeConstructor.Parameters.First(parameter => parameter.Name == name));
        return arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == name)
            ?? arguments.Where((argument, i) => i == position && argument.NameColon is null).FirstOrDefault();
    }
}
