using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SimdSeq.Generators.Diagnostics;

namespace SimdSeq.Generators.Reading;

/// <summary>Reads the static method <c>Forward</c> of a model's class.</summary>
internal static class ForwardReader
{
    public const string Tensor = "SimdSeq.SymbolicTensor", Layer = "SimdSeq.Layer", Functions = "SimdSeq.Layers";

    private const string Method = "Forward", Signature = "static SymbolicTensor Forward(SymbolicTensor x)";

    /// <summary>What a class's <c>Forward</c> says; null if it has none.</summary>
    /// <param name="type">The class.</param>
    /// <param name="hasLayers">Whether it has layer attributes too.</param>
    /// <param name="compilation">The project.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static ForwardReading? Read(INamedTypeSymbol type, bool hasLayers, Compilation compilation, CancellationToken cancellation)
    {
        // With layer attributes a class may have a Forward of its own, for its own use.
        var methods = type.GetMembers(Method).OfType<IMethodSymbol>().Where(method => !hasLayers || IsOfTensors(method)).ToList();
        if (methods.Count == 0) return null;
        var declared = methods.Select(candidate => candidate.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation))
            .Select(syntax => syntax as MethodDeclarationSyntax).ToList();
        if (declared.Any(syntax => syntax is null || Readability.HasErrors(syntax) || syntax.Identifier.IsMissing))
            return OfTheCompiler(type);
        var (method, place) = (methods[0], declared[0]!);
        if (hasLayers)
        {
            return Wrong(place,
                $"{type.Name} has layer attributes and a Forward method, so it is declared twice. Remove the attributes, or Forward.");
        }

        if (methods.Count > 1) return Wrong(declared[1]!, $"{type.Name} has several methods Forward. Leave one: {Signature}.");
        if (method.ReturnType.TypeKind == TypeKind.Error || method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Error))
            return OfTheCompiler(type);
        bool hasInputs = method.Parameters.Length > 1 && method.Parameters.All(parameter => IsTensor(parameter.Type));
        bool hasOutputs = method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
            && tuple.TupleElements.All(element => IsTensor(element.Type));
        if (hasInputs || hasOutputs)
            return Wrong(place, $"Forward of {type.Name} has several inputs or outputs, which is not possible yet. Write {Signature}.");
        bool isFunction = method is { IsStatic: true, Arity: 0, IsAsync: false, Parameters.Length: 1 } && method.Parameters[0].RefKind == RefKind.None;
        if (!isFunction || !IsTensor(method.ReturnType) || !IsTensor(method.Parameters[0].Type))
            return Wrong(place, $"Forward of {type.Name} takes one value and returns one. Write {Signature}.");
        return Read(type, method, place, compilation, cancellation);
    }

    private static ForwardReading Read(
        INamedTypeSymbol type, IMethodSymbol method, MethodDeclarationSyntax place, Compilation compilation, CancellationToken cancellation)
    {
        var recorder = new LayerRecorder(compilation, inputs: 1, cancellation);
        var interpreter = new ForwardInterpreter(compilation, recorder, cancellation);
        Problem? mistake = null;
        (SyntaxNode, CallChain?)? at = null;
        ForwardDeclaration? declaration = null;
        try
        {
            var frame = new ForwardFrame("", null, null);
            object? result = interpreter.Run(method, [new TensorValue(0)], frame, place);
            declaration = new(new([new ForwardInput(method.Parameters[0].Name)]), new([.. recorder.Calls]),
                result is TensorValue output ? new([output.Number]) : throw Null(method, place));
            if (declaration.Outputs[0] == 0)
            {
                throw new ForwardMistakeException(Ids.EmptyStack, place.Identifier.Parent!, null,
                    $"Forward of {type.Name} returns its input, so the model has no layers. Call one on it, for instance Dense(1)(x).");
            }
        }
        catch (ForwardMistakeException wrong)
        {
            declaration = null;
            (mistake, at) = (new(wrong.Id, Problem.TheForward, null, wrong.Message), (wrong.Place, wrong.Chain));
        }

        return new(declaration, mistake, at, recorder.Sites, interpreter.Methods, recorder.Cells);
    }

    private static ForwardMistakeException Null(IMethodSymbol method, MethodDeclarationSyntax place) =>
        new(Ids.UnusableForward, place, null, $"{method.Name} returns null. Return the value that the model answers with.");

    private static ForwardReading Wrong(MethodDeclarationSyntax place, string message) =>
        ForwardReading.Wrong(new(Ids.UnusableForward, Problem.TheForward, null, message), place);

    private static ForwardReading OfTheCompiler(INamedTypeSymbol type) => ForwardReading.Wrong(
        new(Problem.OfTheCompiler, Problem.TheForward, null, $"The compiler does not accept Forward of {type.Name}; its error says why."));

    private static bool IsOfTensors(IMethodSymbol method) =>
        IsTensor(method.ReturnType) || method.Parameters.Any(parameter => IsTensor(parameter.Type));

    private static bool IsTensor(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString() == Tensor;
}
