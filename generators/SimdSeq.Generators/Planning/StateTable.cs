using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Planning;

/// <summary>The states of recurrences that the outside sees.</summary>
internal sealed class StateTable
{
    /// <summary>States that samples bring with them, in the order of their values.</summary>
    public List<StateSlice> Initial { get; } = [];

    /// <summary>States that are answered.</summary>
    public List<StateSlice> Returned { get; } = [];

    /// <summary>What a tile keeps from call to call, in features.</summary>
    public int KeptFeatures { get; private set; }

    /// <summary>Features of the states that samples bring, so far.</summary>
    public int InitialFeatures => Initial.Sum(state => state.Units);

    public int ReserveKept(int features) => (KeptFeatures += features) - features;
}

/// <param name="Name">The layer and the state, for instance <c>gru/h</c>.</param>
/// <param name="Units">Its size.</param>
/// <param name="Offset">Where it lies in the workspace: code.</param>
/// <param name="StreamOffset">Where it lies in a stream's memory: code.</param>
internal sealed record StateSlice(string Name, int Units, string Offset, string StreamOffset);
