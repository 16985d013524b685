using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SimdSeq.Generators.Diagnostics;
using static System.FormattableString;

namespace SimdSeq.Generators.Reading;

/// <summary>Reads the static method <c>Forward</c> of a model's class.</summary>
internal static class ForwardReader
{
    public const string Input = "SimdSeq.InputAttribute", Tensor = "SimdSeq.SymbolicTensor", Layer = "SimdSeq.Layer",
        Functions = "SimdSeq.Layers", States = "SimdSeq.LayerStates";

    internal const string Method = "Forward", Signature = "static SymbolicTensor Forward(SymbolicTensor x)";

    /// <summary>What a class's <c>Forward</c> says; null if it has none.</summary>
    /// <param name="type">The class.</param>
    /// <param name="hasLayers">Whether it has layer attributes too.</param>
    /// <param name="compilation">The project.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static ForwardReading? Read(INamedTypeSymbol type, bool hasLayers, Compilation compilation, CancellationToken cancellation)
    {
        // With layer attributes a class may have a Forward of its own, for its own use.
        var methods = type.GetMembers(Method).OfType<IMethodSymbol>().Where(method => !hasLayers || IsOfTensors(method)).ToList();
        if (methods.Count == 0) return hasLayers ? null : ForwardCandidates.Read(type, cancellation);
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
        if (method.IsExtern || method.PartialImplementationPart?.IsExtern == true)
            return Wrong(place, $"Forward of {type.Name} is extern, so it has no body that can be read. Write it in C#: {Signature}.");
        bool isFunction = method is { IsStatic: true, Arity: 0, IsAsync: false, Parameters.Length: > 0 }
            && method.Parameters.All(parameter => parameter.RefKind == RefKind.None && IsTensor(parameter.Type));
        if (!isFunction || !IsAnswer(method.ReturnType))
        {
            return Wrong(place, $"Forward of {type.Name} takes one value or several, and returns one, or several as a tuple. "
                + $"Write {Signature}.");
        }

        return InputsOf(method, place, cancellation, out var inputs) ?? Read(type, method, inputs, place, compilation, cancellation);
    }

    // What the parameters' [Input] say, or what is wrong there.
    private static ForwardReading? InputsOf(
        IMethodSymbol method, MethodDeclarationSyntax place, CancellationToken cancellation, out ForwardInput[] inputs)
    {
        inputs = new ForwardInput[method.Parameters.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            var parameter = method.Parameters[i];
            var attribute = parameter.GetAttributes().FirstOrDefault(one => one.AttributeClass?.ToDisplayString() == Input);
            inputs[i] = new(parameter.Name, null);
            if (attribute is null) continue;
            if (!Readability.IsReadable(attribute, cancellation)) return OfTheCompiler(method.ContainingType);
            var options = new LayerDeclaration("Input", DeclarationReader.ReadArguments(attribute));
            int? steps = options.Has("steps") ? options.Int("steps") : null, groups = options.Has("groups") ? options.Int("groups") : null;
            foreach (string size in new[] { "groups", "steps", "features" })
            {
                if (!options.Has(size) || options.Int(size) > 0) continue;
                var at = (parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) ?? place);
                return ForwardReading.Wrong(new(Ids.ArgumentOutOfRange, Problem.TheForward, null,
                    Invariant($"{size} of [Input] must be at least 1; got {options.Int(size)}. ")
                    + (size == "groups"
                        ? "Give the size of one sample: how many groups, of how many time steps each, of how many features each."
                        : "Give the size of one sample: how many time steps, of how many features each; or features alone, for a row.")),
                    at);
            }

            bool isVariable = options.Has("variableLength") && options.Bool("variableLength");
            inputs[i] = new(parameter.Name, new(parameter.Name, steps, options.Int("features"), isVariable, groups));
        }

        return null;
    }

    private static ForwardReading Read(
        INamedTypeSymbol type, IMethodSymbol method, ForwardInput[] inputs, MethodDeclarationSyntax place, Compilation compilation,
        CancellationToken cancellation)
    {
        var recorder = new LayerRecorder(compilation, inputs.Length, cancellation);
        var interpreter = new ForwardInterpreter(compilation, recorder, cancellation);
        Problem? mistake = null;
        (SyntaxNode, CallChain?)? at = null;
        ForwardDeclaration? declaration = null;
        try
        {
            var frame = new ForwardFrame("", null, null);
            object? result = interpreter.Run(method, [.. inputs.Select((_, i) => new TensorValue(i))], frame, place);
            declaration = new(new(inputs), new([.. recorder.Calls]), new([.. OutputsOf(method, result, place)]));
            Check(type, method, declaration, place, cancellation);
        }
        catch (ForwardMistakeException wrong)
        {
            declaration = null;
            (mistake, at) = (new(wrong.Id, Problem.TheForward, null, wrong.Message), (wrong.Place, wrong.Chain));
        }

        return new(declaration, mistake, at, recorder.Sites, interpreter.Methods, recorder.Cells, recorder.Discarded);
    }

    private static IEnumerable<ForwardOutput> OutputsOf(IMethodSymbol method, object? result, MethodDeclarationSyntax place)
    {
        if (method.ReturnType is not INamedTypeSymbol { IsTupleType: true } type) return [new("output", Number(result))];
        var items = (result as TupleValue)?.Items ?? throw Null(method, place);
        return type.TupleElements.Select((element, i) =>
            new ForwardOutput(element.IsExplicitlyNamedTupleElement ? element.Name : Invariant($"output_{i + 1}"), Number(items[i])));

        int Number(object? value) => value is TensorValue tensor ? tensor.Number : throw Null(method, place);
    }

    private static void Check(
        INamedTypeSymbol type, IMethodSymbol method, ForwardDeclaration declaration, MethodDeclarationSyntax place,
            CancellationToken cancellation)
    {
        var given = declaration.Outputs.Where(output => output.Value < declaration.Inputs.Count).ToList();
        if (given.Count > 0 && given.Count < declaration.Outputs.Count)
        {
            throw new ForwardMistakeException(Ids.UnusableForward, place, null,
                $"{given[0].Name} of Forward of {type.Name} is the input {declaration.Inputs[given[0].Value].Name} itself, which no layer "
                + "has made. Call one on it, or leave it out.");
        }

        if (given.Count > 0)
        {
            throw new ForwardMistakeException(Ids.EmptyStack, place, null,
                $"Forward of {type.Name} returns its input, so the model has no layers. Call one on it, for instance Dense(1)(x).");
        }

        if (declaration.Outputs.Select(output => output.Value).Distinct().Count() < declaration.Outputs.Count)
        {
            throw new ForwardMistakeException(Ids.UnusableForward, place, null,
                $"Forward of {type.Name} returns one value twice. Return it once: two losses on one answer are one loss.");
        }

        var read = declaration.Read();
        for (int i = 0; i < declaration.Inputs.Count; i++)
        {
            // Of a single one the layers have more to say.
            if (read.Contains(i) || declaration.Inputs.Count == 1) continue;
            var parameter = method.Parameters[i];
            throw new ForwardMistakeException(
                Ids.UnusableForward, parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) ?? place, null,
                $"What Forward of {type.Name} returns is not made of {parameter.Name}. Call a layer on it, or remove the parameter.");
        }
    }

    private static ForwardMistakeException Null(IMethodSymbol method, MethodDeclarationSyntax place) =>
        new(Ids.UnusableForward, place, null, $"{method.Name} returns null. Return the value that the model answers with.");

    private static ForwardReading Wrong(MethodDeclarationSyntax place, string message) =>
        ForwardReading.Wrong(new(Ids.UnusableForward, Problem.TheForward, null, message), place);

    private static ForwardReading OfTheCompiler(INamedTypeSymbol type) => ForwardReading.Wrong(
        new(Problem.OfTheCompiler, Problem.TheForward, null, $"The compiler does not accept Forward of {type.Name}; its error says why."));

    internal static bool IsOfTensors(IMethodSymbol method) =>
        IsTensor(method.ReturnType) || method.Parameters.Any(parameter => IsTensor(parameter.Type));

    private static bool IsAnswer(ITypeSymbol type) => IsTensor(type)
        || type is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.All(element => IsTensor(element.Type));

    private static bool IsTensor(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString() == Tensor;
}
