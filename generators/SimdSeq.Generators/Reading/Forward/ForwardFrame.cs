using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace SimdSeq.Generators.Reading;

/// <summary>The variables of one call of a method, or of a block in it.</summary>
/// <param name="scope">The names of the calls around it: <c>block_3</c>, or nothing.</param>
/// <param name="chain">The calls that led there.</param>
/// <param name="around">The variables around a block, a local function or a lambda.</param>
internal sealed class ForwardFrame(string scope, CallChain? chain, ForwardFrame? around)
{
    private readonly Dictionary<ISymbol, object?> _values = new(SymbolEqualityComparer.Default);
    private ForwardFrame? _call;
    private object? _result;

    public string Scope { get; } = scope;

    public CallChain? Chain { get; } = chain;

    /// <summary>What the method returns, once it has.</summary>
    public object? Result
    {
        get => (_call ?? this)._result;
        set => (_call ?? this)._result = value;
    }

    /// <summary>The variables of a block within, which are new each time it is entered.</summary>
    public ForwardFrame Block() => new(Scope, Chain, this) { _call = _call ?? this };

    public void Declare(ISymbol variable, object? value) => _values[variable] = value;

    public bool TryGet(ISymbol variable, out object? value)
    {
        for (var frame = this; frame is not null; frame = frame.Around)
        {
            if (frame._values.TryGetValue(variable, out value)) return true;
        }

        value = null;
        return false;
    }

    public void Set(ISymbol variable, object? value)
    {
        for (var frame = this; frame is not null; frame = frame.Around)
        {
            if (!frame._values.ContainsKey(variable)) continue;
            frame._values[variable] = value;
            return;
        }

        _values[variable] = value;
    }

    private ForwardFrame? Around { get; } = around;
}
