using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SimdSeq.Generators.Diagnostics;
using static System.FormattableString;

namespace SimdSeq.Generators.Reading;

/// <summary>Reads the attributes of a class into a <see cref="ModelDeclaration"/>. The only stage that sees Roslyn symbols.</summary>
internal static class DeclarationReader
{
    public const string ModelAttribute = "SimdSeq.SequenceModelAttribute";
    public const string LayerAttribute = "SimdSeq.LayerAttribute";

    public const string Library = "SimdSeq";

    // Deeper stacks than any that is in use; the emitted code of this many recurrent layers is 100,000 lines.
    private const int MaxLayers = 250;

    /// <summary>
    /// The model declared here; null on every part of a class but the one with the first [SequenceModel], for which the compiler complains,
    /// on a type that may share its full name with others, whose files would have one name, and where a name is still to be typed.
    /// </summary>
    public static ModelDeclaration? ReadAt(GeneratorAttributeSyntaxContext match, CancellationToken cancellation) =>
        KnownDeclarations.Of(match.TargetNode, match.SemanticModel.Compilation, () => ReadAnew(match, cancellation));

    private static (ModelDeclaration, IEnumerable<ISymbol>)? ReadAnew(
        GeneratorAttributeSyntaxContext match, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)match.TargetSymbol;
        if (type.TypeKind != TypeKind.Class || type.IsRecord || !ClassCheck.HasName(type)) return null;
        if (ClassCheck.TypesAround(match.TargetNode).Any(ClassCheck.IsFileLocal)) return null;
        var first = ModelAttributeOf(type, cancellation);
        return first?.ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>() == match.TargetNode
            ? ReadAll(type, first!, match.SemanticModel.Compilation, cancellation)
            : null;
    }

    /// <summary>The class's [SequenceModel], the first one if it has several.</summary>
    public static AttributeData? ModelAttributeOf(INamedTypeSymbol type, CancellationToken cancellation) =>
        ModelAttributesOf(type, cancellation).FirstOrDefault();

    private static IEnumerable<AttributeData> ModelAttributesOf(INamedTypeSymbol type, CancellationToken cancellation) =>
        InSourceOrder(type.GetAttributes(), attribute => attribute?.ToDisplayString() == ModelAttribute, cancellation)
            .Select(found => found.Data);

    /// <summary>What a class declares.</summary>
    public static ModelDeclaration Read(
        INamedTypeSymbol type, AttributeData model, Compilation compilation, CancellationToken cancellation) =>
        ReadAll(type, model, compilation, cancellation).Declaration;

    /// <summary>The declaration, and the methods and cells whose bodies say it.</summary>
    internal static (ModelDeclaration Declaration, IEnumerable<ISymbol> Read) ReadAll(
        INamedTypeSymbol type, AttributeData model, Compilation compilation, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        var home = (model.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax)
            ?.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        var layers = LayersOf(type, cancellation).ToList();
        var readable = layers.Select(layer => layer.Data).Prepend(model)
            .ToDictionary(attribute => attribute, attribute => Readability.IsReadable(attribute, cancellation));
        foreach (var attribute in readable.Where(entry => !entry.Value).Select(entry => entry.Key))
            problems.Add(new(Problem.OfTheCompiler, Problem.TheClass, null,
                $"The compiler does not accept [{KindOf(attribute)}] on {type.Name}; its error says why."));

        ClassCheck.Check(type, home, compilation, problems, cancellation);
        CheckLanguage(type, home, problems);
        if (ModelAttributesOf(type, cancellation).Skip(1).Any())
        {
            problems.Add(new(Problem.OfTheCompiler, Problem.TheClass, null,
                $"The compiler does not accept several [SequenceModel] on {type.Name}; its error says so."));
        }
        else if (layers.Any(layer => layer.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() != home))
        {
            problems.Add(new(Ids.SplitDeclaration, Problem.TheClass, null,
                $"The layers of {type.Name} stand on several partial declarations, so they have no order. "
                + "Put them all under [SequenceModel], top to bottom."));
        }

        var options = new LayerDeclaration(KindOf(model), ReadArguments(model));
        bool isReadable = readable[model];
        int precision = isReadable ? options.Int("precision") : 0;
        if (precision is not (0 or 1))
        {
            problems.Add(new(Ids.UndefinedOption, Problem.TheModel, "precision",
                Invariant($"precision: Precision has no member with the value {precision}. Use one of Single, Double.")));
        }

        // A model with a mistake is emitted for the base class that it has.
        string[] bases = ClassCheck.Bases;
        string? itsBase = ClassCheck.BaseModelOf(type);
        if (precision is 0 or 1 && itsBase is not null && itsBase != bases[precision])
        {
            problems.Add(new(Ids.WrongCombination, Problem.TheModel, "precision",
                $"{type.Name} derives from {itsBase}, but a model of this precision derives from {bases[precision]}. "
                + "Remove the base class, or change the precision."));
        }

        if (layers.Count > MaxLayers)
        {
            problems.Add(new(Ids.TooLarge, Problem.TheModel, null,
                Invariant($"{type.Name} has {layers.Count:N0} layers; at most {MaxLayers:N0} are possible. ")
                    + "Use fewer, or several models."));
            layers = [.. layers.Take(MaxLayers)];
        }

        var declared = layers.Select(layer => readable[layer.Data]
            ? new LayerDeclaration(KindOf(layer.Data), ReadArguments(layer.Data),
                CellOf(layer.Data) is { } cell ? CellReader.Read(cell, compilation, cancellation).Cell : null)
            : new LayerDeclaration(KindOf(layer.Data), default)).ToArray();
        for (int i = 0; i < declared.Length; i++)
        {
            if (declared[i].Cell is { Mistake: { } mistake, IsHere: var isHere }) problems.Add(new(Ids.UnusableCell, isHere
                ? Problem.TheCell : i, null, mistake));
        }

        var forward = ForwardReader.Read(type, layers.Count > 0, compilation, cancellation);
        if (forward is not null)
        {
            if (forward.Mistake is { } mistake) problems.Add(mistake);
            problems.AddRange(forward.CellProblems(Ids.UnusableCell));
        }

        List<INamedTypeSymbol> cells =
            [.. layers.Select(layer => CellOf(layer.Data)).OfType<INamedTypeSymbol>(), .. forward?.Cells ?? []];
        var declaration = new ModelDeclaration(
            type.ContainingNamespace.IsGlobalNamespace ? null : type.ContainingNamespace.ToDisplayString(),
            new(ContainersOf(type).ToArray()),
            Identifier(type),
            new(InputsOf(type, isReadable ? options : null, forward, problems)),
            IsDouble: (itsBase ?? bases[precision == 1 ? 1 : 0]) == bases[1],
            InputGradient: isReadable && options.Bool("inputGradient"),
            new(declared),
            new(problems.ToArray()),
            new([.. Silence.Of(type, cells, forward?.Methods ?? [], compilation)]),
            forward?.Declaration);
        return (declaration, cells.Concat<ISymbol>(forward?.Methods ?? []));
    }

    // What [SequenceModel] says is the one input, or what [Input] says is each.
    private static InputDeclaration[] InputsOf(
        INamedTypeSymbol type, LayerDeclaration? model, ForwardReading? forward, List<Problem> problems)
    {
        bool isWhole = model?.Has("steps") == true;
        var ofModel = isWhole
            ? new InputDeclaration("input", model!.Int("steps"), model.Int("features"), model.Bool("variableLength"))
            : new InputDeclaration("input", 1, 1, false);
        if (model is null || forward is { Declaration: null }) return [ofModel];
        var inputs = forward?.Declaration!.Inputs ?? default;
        if (inputs.Count < 2 && inputs.All(input => input.Declared is null))
        {
            if (!isWhole) Wrong($"[SequenceModel] of {type.Name} does not say what a sample is. Write [SequenceModel(steps: ..., "
                + "features: ...)].");
            return [ofModel];
        }

        if (isWhole)
        {
            Wrong(inputs.Count == 1
                ? $"{type.Name} says what a sample is in [SequenceModel] and in [Input]. Leave one of them."
                : $"{type.Name} has {inputs.Count} inputs. Write [SequenceModel], and what each of them is: [Input(steps: ..., features: "
                    + "...)].");
        }
        else if (inputs.FirstOrDefault(input => input.Declared is null) is { } bare)
        {
            Wrong($"{bare.Name} of Forward has no size. Write [Input(steps: ..., features: ...)] before it, or [Input(features: ...)] for "
                + "a row.");
        }

        return [.. inputs.Select(input => input.Declared ?? ofModel)];

        void Wrong(string message) => problems.Add(new(Ids.WrongCombination, Problem.TheModel, null, message));
    }

    /// <summary>The layer attributes in source order: Roslyn promises none.</summary>
    public static IEnumerable<(AttributeData Data, AttributeSyntax Syntax)> LayersOf(INamedTypeSymbol type,
        CancellationToken cancellation) =>
        InSourceOrder(type.GetAttributes(), IsLayer, cancellation);

    internal static IEnumerable<(AttributeData Data, AttributeSyntax Syntax)> InSourceOrder(
        IEnumerable<AttributeData> attributes, Func<INamedTypeSymbol?, bool> isWanted, CancellationToken cancellation) =>
        from attribute in attributes
        where isWanted(attribute.AttributeClass)
        let syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax
        where syntax is not null
        orderby syntax.SyntaxTree.FilePath, syntax.SpanStart
        select (attribute, syntax);

    internal static bool IsLayer(INamedTypeSymbol? attribute)
    {
        for (var ancestor = attribute?.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.ToDisplayString() == LayerAttribute) return true;
        }

        return false;
    }

    /// <summary>The user's cell of a layer, if it has one that the compiler accepts.</summary>
    public static INamedTypeSymbol? CellOf(AttributeData layer) =>
        Readability.IsOfCell(layer) && layer.AttributeClass!.TypeArguments[0] is INamedTypeSymbol cell && CellReader.IsCell(cell) ? cell
            : null;

    // A class of another namespace keeps its full name: it is not the library's layer of that name.
    private static string KindOf(AttributeData attribute)
    {
        var type = attribute.AttributeClass!;
        bool isOurs = type.ContainingType is null && type.ContainingNamespace.ToDisplayString() == Library;
        return isOurs && type.Name.EndsWith("Attribute", StringComparison.Ordinal)
            ? type.Name.Substring(0, type.Name.Length - "Attribute".Length)
            : type.ToDisplayString();
    }

    public static EquatableArray<Argument> ReadArguments(AttributeData attribute) => attribute.AttributeConstructor is not { } constructor
        ? default :
        new(constructor.Parameters.Zip(attribute.ConstructorArguments, (parameter, constant) =>
        {
            // Only plain values: a type's or an array's constant would hold symbols.
            object? value = constant.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum ? constant.Value : null;
            bool isOptional = parameter.HasExplicitDefaultValue;
            return new Argument(parameter.Name, value, Show(constant), isOptional && Equals(parameter.ExplicitDefaultValue, value),
                isOptional);
        }).ToArray());

    private static string Show(TypedConstant constant) => constant switch
    {
        { Kind: TypedConstantKind.Primitive, Value: double number } => number.ToString("R", CultureInfo.InvariantCulture),
        { Kind: TypedConstantKind.Enum } => constant.ToCSharpString().Replace(Library + ".", ""),
        { Kind: TypedConstantKind.Error } => "?",
        _ => constant.ToCSharpString(),
    };

    private static IEnumerable<string> ContainersOf(INamedTypeSymbol type)
    {
        var headers = new Stack<string>();
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            string keyword = outer.TypeKind switch { TypeKind.Struct => "struct", TypeKind.Interface => "interface", _ => "class" };
            headers.Push($"partial {(outer.IsRecord ? "record " : "")}{keyword} {Identifier(outer)}");
        }

        return headers;
    }

    // As it must stand in code: @class for a class named class. A generic one stands in no code, but its file needs a name too.
    private static string Identifier(INamedTypeSymbol type) =>
        type.Arity > 0 ? type.MetadataName : IsKeyword(type.Name) ? "@" + type.Name : type.Name;

    // Somewhere, at least: a class may be called get, but not file.
    private static bool IsKeyword(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None;

    private static void CheckLanguage(INamedTypeSymbol type, TypeDeclarationSyntax? home, List<Problem> problems)
    {
        if (home?.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp13 and var version })
        {
            problems.Add(new(Ids.OldLanguage, Problem.TheClass, null,
                $"The code of {type.Name} needs C# 13 or newer; got C# {version.ToDisplayString()}. "
                + "Set <LangVersion>latest</LangVersion> in the project."));
        }
    }
}
