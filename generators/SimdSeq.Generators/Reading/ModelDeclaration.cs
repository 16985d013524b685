using System;
using System.Linq;

namespace SimdSeq.Generators.Reading;

/// <summary>
/// All that the compiler knows of a user's declaration. The one type that crosses the incremental boundary: values only, so no
/// symbol, syntax or location keeps a compilation alive or makes an unrelated edit look like a change.
/// </summary>
/// <remarks>
/// <c>Silenced</c>: the ids that a SuppressMessage takes from the user's eyes, whatever their descriptors say. A model has layer attributes
/// or <c>Forward</c>.
/// </remarks>
internal sealed record ModelDeclaration(
    string? Namespace,
    EquatableArray<string> ContainingTypes,
    string Name,
    EquatableArray<InputDeclaration> Inputs,
    bool IsDouble,
    bool InputGradient,
    EquatableArray<LayerDeclaration> Layers,
    EquatableArray<Problem> Problems,
    EquatableArray<string> Silenced,
    ForwardDeclaration? Forward = null)
{
    public const string HintSuffix = ".SimdSeq.g.cs";

    /// <summary>A name for the emitted file that no two models share.</summary>
    public string HintName => string.Join(".", new[] { Namespace ?? "" }.Concat(ContainingTypes.Select(WithoutKeyword)).Append(Name)
        .Where(part => part.Length > 0)).Replace("@", "") + HintSuffix;

    /// <summary>The name by which a compilation finds the class.</summary>
    public string MetadataName =>
        (Namespace is null ? "" : Namespace + ".") + string.Join("+", ContainingTypes.Select(WithoutKeyword).Append(Name)).Replace("@", "");

    /// <summary>The name without the @ of a class that is named like a keyword.</summary>
    public string PlainName => Name.TrimStart('@');

    private static string WithoutKeyword(string header) => header.Substring(header.LastIndexOf(' ') + 1);
}

/// <summary>An input of a model.</summary>
/// <param name="Name">The parameter of <c>Forward</c>, or <c>input</c>.</param>
/// <param name="Steps">Its time steps; null: it is a row.</param>
/// <param name="Features">Features of a step.</param>
/// <param name="IsVariable">Whether samples may be shorter.</param>
/// <param name="Groups">How many groups of so many steps it has; null: it is not nested.</param>
internal sealed record InputDeclaration(string Name, int? Steps, int Features, bool IsVariable, int? Groups = null);

/// <summary>A layer attribute: its kind (the attribute's name without <c>Attribute</c>) and every argument, defaults included.</summary>
/// <param name="Kind">The attribute's name.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Cell">The user's cell, for a layer that has one.</param>
internal sealed record LayerDeclaration(string Kind, EquatableArray<Argument> Arguments, CellDeclaration? Cell = null)
{
    public bool Has(string name) => Arguments.Any(a => a.Name == name);

    public int Int(string name) => (int)this[name]!;

    public double Double(string name) => (double)this[name]!;

    public bool Bool(string name) => (bool)this[name]!;

    public TEnum Enum<TEnum>(string name) where TEnum : struct => (TEnum)System.Enum.ToObject(typeof(TEnum), this[name]!);

    /// <summary>As the user would write it, without the arguments that are at their defaults.</summary>
    public string Text => Show(_ => true);

    /// <summary>
    /// The same without what changes no answer: how parameters start, and what only training does. A user's cell is told by its equations.
    /// </summary>
    public string Meaning => Show(argument => !argument.Name.EndsWith("Initializer", StringComparison.Ordinal)
        && argument.Name is not ("unitForgetBias" or "rate" or "dropout" or "recurrentDropout" or "momentum"))
        + (Cell is null ? "" : $" of equations {CellDigest.Of(Cell)}");

    private string Show(Func<Argument, bool> isShown)
    {
        var shown = Arguments.Where(a => !a.IsDefault && isShown(a)).Select(a => a.IsNamed ? $"{a.Name}: {a.Text}" : a.Text);
        string list = string.Join(", ", shown), kind = Cell is null ? Kind : $"{Kind}<{Cell.Name}>";
        return list.Length == 0 ? kind : $"{kind}({list})";
    }

    private object? this[string name] =>
        (Arguments.FirstOrDefault(a => a.Name == name) ?? throw new InvalidOperationException($"{Kind} has no argument {name}.")).Value;
}

/// <param name="Name">The constructor parameter's name.</param>
/// <param name="Value">A boxed primitive; an enum as its underlying integer.</param>
/// <param name="Text">The value as C# shows it.</param>
/// <param name="IsDefault">Whether it equals the parameter's default.</param>
/// <param name="IsNamed">Whether it is shown with its name (true for optional parameters).</param>
internal sealed record Argument(string Name, object? Value, string Text, bool IsDefault, bool IsNamed);

/// <summary>A mistake in a declaration.</summary>
/// <param name="Id">The diagnostic's id.</param>
/// <param name="Layer">
/// Index of the layer it is about, or of the call in <c>Forward</c>; <see cref="TheModel"/> or <see cref="TheClass"/> when it is about
/// none.
/// </param>
/// <param name="Argument">The argument it is about, if one; for a class the path of the type, itself or one around it.</param>
/// <param name="Message">The sentence to show.</param>
/// <param name="Wrapped">In <c>Forward</c>, which of the layers that the called one wraps it is about, from 1; 0: none.</param>
internal sealed record Problem(string Id, int Layer, string? Argument, string Message, int Wrapped = 0)
{
    public const int TheModel = -1;
    public const int TheClass = -2;

    /// <summary>It is about a user's cell, and is reported there.</summary>
    public const int TheCell = -3;

    /// <summary>It stops the reading of <c>Forward</c>, and is found again there.</summary>
    public const int TheForward = -4;

    /// <summary>Stands in place of an id where the C# compiler reports the mistake itself, so that we need not.</summary>
    public const string OfTheCompiler = "C#";

    /// <summary>Likewise, and the class cannot take members either.</summary>
    public const string ClassOfTheCompiler = "C# class";

    /// <summary>Whether the C# compiler reports it.</summary>
    public bool IsOfTheCompiler => Id is OfTheCompiler or ClassOfTheCompiler;
}
