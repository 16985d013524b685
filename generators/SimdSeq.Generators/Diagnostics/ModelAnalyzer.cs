using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Diagnostics;

/// <summary>
/// Reports the mistakes of a declaration where they stand, for which it builds the same graph as the generator; and what stands where the
/// generator does not look: layers without a model, cells without a layer.
/// </summary>
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
        if (CellReader.IsCell(type) && Mistakes.OfCell(type, context.Compilation, context.CancellationToken) is { } ofCell)
            context.ReportDiagnostic(ofCell);
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (Mistakes.OfLoss(method, context.Compilation, context.CancellationToken) is { } ofLoss) context.ReportDiagnostic(ofLoss);
        }

        if (type.TypeKind != TypeKind.Class) return; // where the compiler accepts none of the attributes
        if (DeclarationReader.ModelAttributeOf(type, context.CancellationToken) is { } model)
        {
            var declaration = DeclarationReader.Read(type, model, context.Compilation, context.CancellationToken);
            var problems = ModelGenerator.ProblemsOf(declaration);
            foreach (var mistake in Mistakes.Of(type, problems, context.Compilation, context.CancellationToken))
                context.ReportDiagnostic(mistake);
            if (problems.Count > 0 || declaration.Forward is not { } forward) return;
            foreach (var warning in UnreadCalls.Of(type, forward, context.Compilation, context.CancellationToken))
                context.ReportDiagnostic(warning);
        }
        else if (ClassCheck.HasName(type)
            && DeclarationReader.LayersOf(type, context.CancellationToken).FirstOrDefault() is { Syntax: { } layer })
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(Ids.OrphanLayer), layer.GetLocation(),
                $"{layer.Name} stands on {type.Name}, which is no model. "
                    + "Put [SequenceModel(steps: ..., features: ...)] above the layers."));
        }
    }
}
