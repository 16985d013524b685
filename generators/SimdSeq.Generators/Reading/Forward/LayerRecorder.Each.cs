using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Reading;

/// <content>Bodies that are run on every group of a nested sequence: what they do is written down once, between two ends.</content>
internal sealed partial class LayerRecorder
{
    /// <summary>A body for every group. Its parameters are named after the method, or <c>each</c>, or as the user says.</summary>
    /// <param name="body">A layer, a method, or another of this kind.</param>
    /// <param name="name">The name that was given to it.</param>
    /// <param name="sites">Its arguments that are there.</param>
    /// <param name="syntax">Where it is made.</param>
    /// <param name="frame">The call in which it is made.</param>
    public EachValue Each(
        object? body, string? name, IReadOnlyDictionary<string, SyntaxNode> sites, SyntaxNode syntax, ForwardFrame frame)
    {
        string text = body switch
        {
            LayerValue layer => layer.Declaration.Kind,
            FunctionValue { Body: null } method => method.Method.Name,
            FunctionValue => "lambda",
            EachValue => "Each",
            _ => throw new ForwardMistakeException(Ids.UnreadableForward, sites["body"], frame.Chain,
                "Each takes a layer, for instance Gru(32), or a static method of one value; got null."),
        };
        var declaration = new LayerDeclaration("Each", new([new Argument("body", null, text, IsDefault: false, IsNamed: false)]));
        return new(body, declaration, name, frame.Scope, _layers++, new(syntax, sites, frame.Chain));
    }

    // Scopes are numbered in the order of calls, as layers are.
    private string ScopeOf(EachValue each)
    {
        var names = ScopesIn(each.Around);
        if (each.Name is not null && names.Refusal(each.Name) is { } refusal)
            throw new ForwardMistakeException(Ids.WrongCombination, each.Site.Arguments["name"], each.Site.Chain, refusal);
        string name = each.Name
            ?? names.Next(each.Body is FunctionValue { Body: null } method ? Names.Snake(method.Method.Name) : "each");
        return each.Around.Length == 0 ? name : $"{each.Around}/{name}";
    }

    /// <summary>The group that the body is given.</summary>
    public TensorValue Enter(EachValue each, TensorValue nested, SyntaxNode place, ForwardFrame frame)
    {
        each.Scope = ScopeOf(each);
        each.Calls = (_calls.Count, 0);
        return Add(End(each, nested.Number, EachEnd.Enter), SiteOf(each, place, frame));
    }

    /// <summary>What the body makes of it, of all groups.</summary>
    public TensorValue Leave(EachValue each, TensorValue result, SyntaxNode place, ForwardFrame frame)
    {
        var all = Add(End(each, result.Number, EachEnd.Leave), SiteOf(each, place, frame));
        int first = each.Calls!.Value.First;
        each.Calls = (first, _calls.Count - first);
        return all;
    }

    /// <summary>The same calls on another nested sequence, of the same layers.</summary>
    public TensorValue Again(EachValue each, TensorValue nested, SyntaxNode place, ForwardFrame frame)
    {
        var (first, count) = each.Calls!.Value;
        int firstValue = inputs + first, further = _calls.Count - first;
        TensorValue last = nested;
        for (int i = first; i < first + count; i++)
        {
            var call = _calls[i];
            var numbers = new List<int>();
            foreach (int number in call.Inputs) numbers.Add(i == first ? nested.Number : number < firstValue ? number : number + further);
            var site = _sites[i];
            if (site.Place == _sites[first].Place) site = site with { Place = place, Chain = frame.Chain };
            last = Add(call with { Inputs = new([.. numbers]) }, site);
        }

        return last;
    }

    private static LayerCall End(EachValue each, int value, EachEnd end) =>
        new(each.Declaration, default, new([value]), each.Scope, null, each.Identity, default, end);

    private static CallSite SiteOf(EachValue each, SyntaxNode place, ForwardFrame frame) => new(place, each.Site, [], frame.Chain);
}
