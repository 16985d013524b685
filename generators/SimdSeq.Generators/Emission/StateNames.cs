using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Emission;

/// <summary>What emitted code calls the states of a recurrence.</summary>
internal sealed class StateNames
{
    // What else the methods around a step use.
    private static readonly string[] Others =
    [
        "V", "frame", "parameters", "packed", "work", "gradient", "row", "scratch", "stream", "input", "t", "from", "to",
        "MatMul", "VectorProduct", "TensorPrimitives", "DropoutMask",
    ];

    private readonly string _prefix;
    private readonly IReadOnlyList<string> _stems;
    private readonly IReadOnlyList<string> _slabs;
    private readonly IReadOnlyList<string> _gradients;

    public StateNames(Recurrence operation, MemberNames members)
    {
        var locals = new LocalNames(members.Taken.Concat(Others));
        var states = operation.Cell.States.Select(state => state.Before).ToList();
        _prefix = members.Of(operation);
        _stems = [.. states.Select(state => members.Of(operation, state))];
        _slabs = [.. states.Select(state => locals.Unique(state.Name!))];
        _gradients = [.. states.Select(state => locals.Unique("d" + state.Name))];
    }

    /// <summary>The local that says where a state lies.</summary>
    public string Slab(int state) => _slabs[state];

    /// <summary>The local that says where its gradient lies.</summary>
    public string Gradient(int state) => _gradients[state];

    /// <summary>The constant of its rows in the workspace.</summary>
    public string Rows(int state) => _prefix + _stems[state];

    /// <summary>The constant of its gradient in the workspace.</summary>
    public string Carried(int state) => _prefix + "D" + _stems[state];

    /// <summary>The constant of its place in a stream.</summary>
    public string Streamed(int state) => _prefix + "Stream" + _stems[state];
}
