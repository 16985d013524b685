using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace SimdSeq.Generators.Reading;

/// <summary>A value of the model while <c>Forward</c> is read. What else there is are C#'s own numbers, truth values and strings.</summary>
/// <param name="Number">Its number in the declaration.</param>
internal sealed record TensorValue(int Number);

/// <summary>A layer that was made, and may be called.</summary>
/// <param name="Declaration">The layer.</param>
/// <param name="Wrapped">The layers that it was made of.</param>
/// <param name="Name">The name that was given to it.</param>
/// <param name="Scope">Where it was made.</param>
/// <param name="Identity">Its number.</param>
/// <param name="Site">Where it was made, in the source.</param>
internal sealed record LayerValue(
    LayerDeclaration Declaration, IReadOnlyList<LayerValue> Wrapped, string? Name, string Scope, int Identity, LayerSite Site)
{
    /// <summary>The states that it begins with when it is called, behind what it is called on.</summary>
    public IReadOnlyList<object?> InitialStates { get; init; } = [];
}

/// <summary>A body for every group of a nested sequence, which may be called.</summary>
/// <param name="body">The layer, or the method.</param>
/// <param name="declaration">The same as a layer.</param>
/// <param name="name">The name that was given to it.</param>
/// <param name="around">Where it was made.</param>
/// <param name="identity">Its number among the layers.</param>
/// <param name="site">Where it was made, in the source.</param>
internal sealed class EachValue(object body, LayerDeclaration declaration, string? name, string around, int identity, LayerSite site)
{
    public object Body { get; } = body;

    public LayerDeclaration Declaration { get; } = declaration;

    public string? Name { get; } = name;

    public string Around { get; } = around;

    /// <summary>The scope of its parameters, once it has been called.</summary>
    public string Scope { get; set; } = "";

    public int Identity { get; } = identity;

    public LayerSite Site { get; } = site;

    /// <summary>The calls that it was written down as; null: it has not been called yet.</summary>
    public (int First, int Count)? Calls { get; set; }
}

/// <summary>A method as a value: the name of one, or a lambda.</summary>
/// <param name="Method">The method.</param>
/// <param name="Body">What a lambda does; null: that of the method.</param>
/// <param name="Around">The variables that it sees.</param>
internal sealed record FunctionValue(IMethodSymbol Method, IOperation? Body, ForwardFrame? Around);

/// <summary>A tuple.</summary>
/// <param name="Items">Its values.</param>
internal sealed record TupleValue(IReadOnlyList<object?> Items);

/// <summary>An array, or a list.</summary>
/// <param name="items">Its values.</param>
/// <param name="isList">Whether it is a list.</param>
internal sealed class ArrayValue(List<object?> items, bool isList = false)
{
    public IReadOnlyList<object?> Items => items;

    public bool IsList => isList;

    /// <summary>How many times it was changed: a list must not be while it is enumerated.</summary>
    public int Changes { get; private set; }

    public void Add(object? value)
    {
        items.Add(value);
        Changes++;
    }

    public void Set(int index, object? value)
    {
        items[index] = value;
        Changes++;
    }
}
