using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Reading;

/// <summary>
/// What a model's <c>Forward</c> says, as values: layers called on numbered values. The inputs have the first numbers, then each call has
/// the next.
/// </summary>
/// <param name="Inputs">The inputs.</param>
/// <param name="Calls">The calls of layers, in the order in which <c>Forward</c> makes them.</param>
/// <param name="Outputs">What it returns.</param>
internal sealed record ForwardDeclaration(
    EquatableArray<ForwardInput> Inputs, EquatableArray<LayerCall> Calls, EquatableArray<ForwardOutput> Outputs)
{
    /// <summary>The numbers of the values that what is returned is made of, and some further values.</summary>
    /// <param name="further">The numbers of these.</param>
    public HashSet<int> Read(params IEnumerable<int> further)
    {
        var read = new HashSet<int>(Outputs.Select(output => output.Value).Concat(further));
        for (int i = Calls.Count - 1; i >= 0; i--)
        {
            if (read.Contains(Inputs.Count + i)) read.UnionWith(Calls[i].Inputs);
        }

        return read;
    }
}

/// <param name="Name">The parameter of <c>Forward</c>.</param>
/// <param name="Declared">What its [Input] says; null: it has none.</param>
internal sealed record ForwardInput(string Name, InputDeclaration? Declared);

/// <param name="Name">The element of the tuple, or <c>output</c>.</param>
/// <param name="Value">The number of the value.</param>
internal sealed record ForwardOutput(string Name, int Value);

/// <summary>A layer called on values.</summary>
/// <param name="Layer">The layer, with every argument, like an attribute.</param>
/// <param name="Wrapped">The layers that it was made of, for one that wraps others.</param>
/// <param name="Inputs">The numbers of the values that it is called on.</param>
/// <param name="Scope">The method calls in which the layer was made: <c>block_3</c>, or nothing.</param>
/// <param name="Name">The name that was given to it; null: that of its kind.</param>
/// <param name="Identity">The number of the layer: one that is called again shares its weights.</param>
/// <param name="WrappedIdentities">The numbers of those that it wraps.</param>
/// <param name="Each">Which end of the body of an <c>Each</c> it is, if one; its scope is then that of the body.</param>
internal sealed record LayerCall(
    LayerDeclaration Layer, EquatableArray<LayerDeclaration> Wrapped, EquatableArray<int> Inputs, string Scope, string? Name, int Identity,
    EquatableArray<int> WrappedIdentities, EachEnd Each = EachEnd.None);

/// <summary>The two ends of the body of an <c>Each</c>, which is written down once, as its calls on one group.</summary>
internal enum EachEnd
{
    /// <summary>A layer like any other.</summary>
    None,

    /// <summary>From a nested sequence to one of its groups.</summary>
    Enter,

    /// <summary>From what the body makes of a group to all groups.</summary>
    Leave,
}
