using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using static System.FormattableString;

namespace SimdSeq.Generators.Reading;

/// <summary>Makes layers, and writes down on which values they are called.</summary>
internal sealed partial class LayerRecorder(Compilation compilation, int inputs, CancellationToken cancellation)
{
    private const int MaxCalls = 1_000;

    private readonly List<LayerCall> _calls = [];
    private readonly List<CallSite> _sites = [];
    private readonly List<INamedTypeSymbol> _cells = [];
    private readonly Dictionary<string, LayerNames> _scopes = [];
    private readonly List<int> _discarded = [];
    private readonly HashSet<int> _called = []; // layers, by themselves
    private readonly Dictionary<int, string> _copied = []; // layers of which another layer has made one of its own
    private int _layers;

    public IReadOnlyList<LayerCall> Calls => _calls;

    public IReadOnlyList<CallSite> Sites => _sites;

    /// <summary>The cells of recurrent layers.</summary>
    public IReadOnlyList<INamedTypeSymbol> Cells => _cells;

    /// <summary>The values that were assigned to <c>_</c>.</summary>
    public IReadOnlyList<int> Discarded => _discarded;

    /// <summary>Writes down what is assigned to <c>_</c>.</summary>
    public void Discard(object? value)
    {
        if (value is TensorValue tensor) _discarded.Add(tensor.Number);
        else if (value is TupleValue tuple) foreach (object? item in tuple.Items) Discard(item);
    }

    /// <summary>The scope of a call of a method: <c>block</c>, the next one <c>block_1</c>.</summary>
    public string ScopeOf(IMethodSymbol method, string around)
    {
        string name = ScopesIn(around).Next(Names.Snake(method.Name));
        return around.Length == 0 ? name : $"{around}/{name}";
    }

    private LayerNames ScopesIn(string around)
    {
        if (!_scopes.TryGetValue(around, out var names)) _scopes[around] = names = new();
        return names;
    }

    /// <summary>The layer that a function of <c>Layers</c> makes.</summary>
    public LayerValue Create(
        IMethodSymbol function, object?[] arguments, IReadOnlyDictionary<string, SyntaxNode> sites, SyntaxNode syntax, ForwardFrame frame)
    {
        var wrapped = new List<LayerValue>();
        var declared = new List<Argument>();
        string? name = null;
        foreach (var (parameter, value) in function.Parameters.Zip(arguments, (parameter, value) => (parameter, value)))
        {
            if (parameter.Name == "name") name = value as string;
            else if (parameter.Type.ToDisplayString(NullableFlowState.None) is ForwardReader.Layer) Wrap(parameter, value);
            else declared.Add(ArgumentOf(parameter, value));
        }

        // The attribute counts the layers that stand after it.
        bool isTwo = wrapped.Count > 1;
        if (function.Name == "Bidirectional")
            declared.Add(new("twoLayers", isTwo, isTwo ? "true" : "false", IsDefault: !isTwo, IsNamed: true));
        var cell = function.TypeArguments.OfType<INamedTypeSymbol>().FirstOrDefault();
        if (cell is not null) _cells.Add(cell);
        // A function called Activation would hide the enumeration.
        string kind = function.Name == "ActivationLayer" ? "Activation" : function.Name;
        var declaration = new LayerDeclaration(
            kind, new([.. declared]), cell is null ? null : CellReader.Read(cell, compilation, cancellation).Cell);
        return new(declaration, wrapped, name, frame.Scope, _layers++, new(syntax, sites, frame.Chain));

        // Where its weights would be shared in C#, a copy is not what is meant.
        void Copy(IParameterSymbol parameter, LayerValue layer)
        {
            bool isUsed = _called.Contains(layer.Identity) || _copied.ContainsKey(layer.Identity);
            if (isUsed) throw IsShared(function.Name, sites.TryGetValue(parameter.Name, out var place) ? place : syntax, frame);
            _copied[layer.Identity] = function.Name;
        }

        void Wrap(IParameterSymbol parameter, object? value)
        {
            if (value is LayerValue layer)
            {
                if (function.Name is "Bidirectional" or "TimeDistributed") Copy(parameter, layer);
                wrapped.Add(layer);
                if (layer.InitialStates.Count == 0) return;
                throw new ForwardMistakeException(Ids.UnreadableForward, sites.TryGetValue(parameter.Name, out var its) ? its : syntax,
                    frame.Chain, $"{function.Name} takes a layer without states. Write {function.Name}(...).InitialState(...).");
            }
            else if (value is not null || !parameter.IsOptional)
            {
                var place = sites.TryGetValue(parameter.Name, out var site) ? site : syntax;
                throw new ForwardMistakeException(Ids.UnreadableForward, place, frame.Chain,
                    $"{function.Name} takes a layer, for instance Gru(32); got a method.");
            }
        }
    }

    private static ForwardMistakeException IsShared(string wrapper, SyntaxNode place, ForwardFrame frame) => new(
        Ids.WrongCombination, place, frame.Chain, $"{wrapper} has weights of its own, not those of the layer that it is given, and this "
            + $"layer is used elsewhere too. Make one for each; to share the weights of {wrapper}, call it twice.");

    /// <summary>The layer of an activation that is called on a value at once.</summary>
    public LayerValue Create(LayerDeclaration declaration, SyntaxNode syntax, ForwardFrame frame) =>
        new(declaration, [], null, frame.Scope, _layers++, new(syntax, new Dictionary<string, SyntaxNode>(), frame.Chain));

    /// <summary>The layer that a function like <c>Relu</c> is.</summary>
    public LayerDeclaration ActivationCalled(IMethodSymbol function)
    {
        var type = compilation.GetTypeByMetadataName("SimdSeq.Activation");
        object? member = type?.GetMembers(function.Name).OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue;
        return new("Activation", new([new Argument("activation", member, $"Activation.{function.Name}", false, false)]));
    }

    /// <summary>Writes down a call.</summary>
    public TensorValue Apply(LayerValue layer, IReadOnlyList<object?> values, SyntaxNode place, ForwardFrame frame)
    {
        if (_copied.TryGetValue(layer.Identity, out string? wrapper)) throw IsShared(wrapper, place, frame);
        _called.Add(layer.Identity);
        int[] numbers = [.. values.Concat(layer.InitialStates).Select(value => value is TensorValue tensor
            ? tensor.Number
            : throw new ForwardMistakeException(Ids.UnreadableForward, place, frame.Chain,
                $"{layer.Declaration.Kind} is called on null. Call it on a value that Forward has made."))];
        var wrapped = new EquatableArray<LayerDeclaration>([.. layer.Wrapped.Select(inner => inner.Declaration)]);
        var identities = new EquatableArray<int>([.. layer.Wrapped.Select(inner => inner.Identity)]);
        var site = new CallSite(place, layer.Site, [.. layer.Wrapped.Select(inner => inner.Site)], frame.Chain);
        return Add(new(layer.Declaration, wrapped, new(numbers), layer.Scope, layer.Name, layer.Identity, identities), site);
    }

    private TensorValue Add(LayerCall call, CallSite site)
    {
        if (_calls.Count == MaxCalls)
        {
            throw new ForwardMistakeException(Ids.TooLarge, site.Place, site.Chain,
                Invariant($"Forward calls more than {MaxCalls:N0} layers, which is the most that is possible. ")
                    + "Use fewer, or several models.");
        }

        _calls.Add(call);
        _sites.Add(site);
        return new(inputs + _calls.Count - 1);
    }

    /// <summary>A value and the last states of the recurrent layer that made it.</summary>
    public TupleValue WithStates(TensorValue value, int states, SyntaxNode place, ForwardFrame frame) => new(
    [
        value,
        .. Enumerable.Range(0, states).Select(state =>
            Apply(Create(Layers.LastStateLayer.Declare(state, states), place, frame), [value], place, frame)),
    ]);

    /// <summary>An operator on values of the model: the layer that does the same.</summary>
    public TensorValue Operator(BinaryOperatorKind kind, object? left, object? right, SyntaxNode place, ForwardFrame frame)
    {
        double? a = left as double?, b = right as double?;
        return (kind, a, b) switch
        {
            (BinaryOperatorKind.Add, null, null) => Merge("Add"),
            (BinaryOperatorKind.Subtract, null, null) => Merge("Subtract"),
            (BinaryOperatorKind.Multiply, null, null) => Merge("Multiply"),
            (BinaryOperatorKind.Add, _, _) => Rescale(1, a ?? b!.Value),
            (BinaryOperatorKind.Subtract, null, _) => Rescale(1, -b!.Value),
            (BinaryOperatorKind.Subtract, _, _) => Rescale(-1, a!.Value),
            _ => Rescale(a ?? b!.Value, 0),
        };

        TensorValue Merge(string layer) => Apply(Create(new LayerDeclaration(layer, default), place, frame), [left, right], place, frame);

        TensorValue Rescale(double scale, double offset) =>
            Apply(Create(Rescaling(scale, offset), place, frame), [a is null ? left : right], place, frame);
    }

    /// <summary><c>-x</c>.</summary>
    public TensorValue Negative(object? value, SyntaxNode place, ForwardFrame frame) =>
        Apply(Create(Rescaling(-1, 0), place, frame), [value], place, frame);

    private static LayerDeclaration Rescaling(double scale, double offset) => new("Rescaling", new(
    [
        new Argument("scale", scale, Text(scale), false, false),
        new Argument("offset", offset, Text(offset), offset == 0, true),
    ]));

    private static Argument ArgumentOf(IParameterSymbol parameter, object? value)
    {
        bool isOptional = parameter.HasExplicitDefaultValue;
        string text = value switch
        {
            double number => Text(number),
            bool truth => truth ? "true" : "false",
            _ when parameter.Type.TypeKind == TypeKind.Enum => MemberOf(parameter.Type, value),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null",
        };
        return new(parameter.Name, value, text, isOptional && Equals(parameter.ExplicitDefaultValue, value), isOptional);
    }

    private static string MemberOf(ITypeSymbol type, object? value)
    {
        var members = type.GetMembers().OfType<IFieldSymbol>().Where(member => member.HasConstantValue);
        return members.FirstOrDefault(member => Equals(member.ConstantValue, value)) is { } known
            ? $"{type.Name}.{known.Name}"
            : $"({type.Name}){Convert.ToString(value, CultureInfo.InvariantCulture)}";
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
