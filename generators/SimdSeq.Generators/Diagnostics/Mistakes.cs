using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Diagnostics;

/// <summary>
/// Mistakes as diagnostics, where they stand. The analyzer and the generator report the same ones: the analyzer while the user is typing,
/// the generator also where no analyzer runs, so that no model with a mistake can be built. Of equal diagnostics the compiler shows one.
/// </summary>
internal static class Mistakes
{
    /// <summary>What is wrong with a model, but for its cells.</summary>
    public static IEnumerable<Diagnostic> Of(
        INamedTypeSymbol type, IEnumerable<Problem> problems, Compilation compilation, CancellationToken cancellation)
    {
        var data = DeclarationReader.ModelAttributeOf(type, cancellation);
        if (data?.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax) return [];
        var layers = DeclarationReader.LayersOf(type, cancellation).ToList();
        var reported = problems.Where(problem => !problem.IsOfTheCompiler && problem.Layer != Problem.TheCell).ToList();
        bool areInForward = reported.Any(problem => problem.Layer == Problem.TheForward || (layers.Count == 0 && problem.Layer >= 0));
        var forward = areInForward ? ForwardReader.Read(type, layers.Count > 0, compilation, cancellation) : null;
        return reported.Select(problem => PlaceIn(forward, problem) is (var place, var chain)
            ? Of(problem.Id, UnderlinedOf(place), problem.Message + CallChain.Show(chain, place))
            : Of(problem.Id, LocationOf(problem, (data, syntax), layers), problem.Message));
    }

    private static (SyntaxNode Place, CallChain? Chain)? PlaceIn(ForwardReading? forward, Problem problem) =>
        forward is null ? null
        : problem.Layer == Problem.TheForward ? forward.Place
        : problem.Layer >= 0 && problem.Layer < forward.Sites.Count ? forward.Sites[problem.Layer].PlaceOf(problem) : null;

    // Of a member its name.
    internal static Location UnderlinedOf(SyntaxNode place) => place switch
    {
        MethodDeclarationSyntax method => method.Identifier.GetLocation(),
        PropertyDeclarationSyntax property => property.Identifier.GetLocation(),
        VariableDeclaratorSyntax variable => variable.Identifier.GetLocation(),
        _ => place.GetLocation(),
    };

    /// <summary>What is wrong with a cell, unless the compiler says it.</summary>
    public static Diagnostic? OfCell(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        CellReader.Read(type, compilation, cancellation) is { Mistake: { } location, Cell.Mistake: { } message }
            ? Of(Ids.UnusableCell, location, message)
            : null;

    /// <summary>What is wrong with a loss of the user's, unless the compiler says it; null for other methods.</summary>
    public static Diagnostic? OfLoss(IMethodSymbol method, Compilation compilation, CancellationToken cancellation) =>
        method.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == LossReader.Attribute)
        && LossReader.Read(method, compilation, cancellation) is { Message: { } message, Place: { } place }
            ? Of(Ids.UnusableLoss, place, message)
            : null;

    // Diagnostics are equal when the very objects in their messages are.
    internal static Diagnostic Of(string id, Location location, string message) =>
        Diagnostic.Create(Descriptors.Of(id), location, string.Intern(message));

    private static Location LocationOf(
        Problem problem, (AttributeData Data, AttributeSyntax Syntax) model, List<(AttributeData Data, AttributeSyntax Syntax)> layers)
    {
        if (problem.Layer == Problem.TheClass)
        {
            var types = model.Syntax.Ancestors().OfType<TypeDeclarationSyntax>().ToList();
            return (types.FirstOrDefault(type => ClassCheck.PathOf(type) == problem.Argument) ?? types[0]).Identifier.GetLocation();
        }

        var (data, syntax) = problem.Layer >= 0 && problem.Layer < layers.Count ? layers[problem.Layer] : model;
        return ArgumentOf(data, syntax, problem.Argument)?.GetLocation() ?? syntax.GetLocation();
    }

    // An argument may be given by name or by position; one that was left out has no place, and the attribute stands for it.
    private static AttributeArgumentSyntax? ArgumentOf(AttributeData data, AttributeSyntax syntax, string? name)
    {
        if (name is null || syntax.ArgumentList is not { Arguments: var arguments }
            || data.AttributeConstructor is not { } constructor) return null;
        int position = constructor.Parameters.ToList().FindIndex(parameter => parameter.Name == name);
        return arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == name)
            ?? arguments.Where((argument, i) => i == position && argument.NameColon is null).FirstOrDefault();
    }
}
