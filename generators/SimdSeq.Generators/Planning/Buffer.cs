using System;

namespace SimdSeq.Generators.Planning;

/// <summary>A run of the workspace that lives from one operation to another.</summary>
internal sealed class Buffer(string constant, long features, int from, int to)
{
    /// <summary>The constant that holds its offset in emitted code.</summary>
    public string Constant { get; } = constant;

    /// <summary>Length in features; each is one lane-vector.</summary>
    public long Features { get; } = features;

    public int From { get; } = from;

    public int To { get; private set; } = to;

    /// <summary>In features, set by <see cref="Placement.Solve"/>.</summary>
    public long Offset { get; set; }

    public void LiveUntil(int time) => To = Math.Max(To, time);
}
