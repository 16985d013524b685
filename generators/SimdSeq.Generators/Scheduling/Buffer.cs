using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Scheduling;

/// <summary>A run of the workspace that lives from one operation to another.</summary>
internal sealed class Buffer(string constant, int features, int from, int to)
{
    /// <summary>The constant that holds its offset in emitted code.</summary>
    public string Constant { get; } = constant;

    /// <summary>Length in features; each is one lane-vector.</summary>
    public int Features { get; } = features;

    public int From { get; } = from;

    public int To { get; private set; } = to;

    /// <summary>In features, set by <see cref="Placement.Solve"/>.</summary>
    public int Offset { get; set; }

    public void LiveUntil(int time) => To = System.Math.Max(To, time);
}

/// <summary>Places buffers in one workspace: two may overlap when they do not live at the same time.</summary>
internal sealed class Placement
{
    private readonly List<Buffer> _buffers = [];

    public IReadOnlyList<Buffer> Buffers => _buffers;

    public Buffer Reserve(string constant, int features, int from, int to)
    {
        var buffer = new Buffer(constant, features, from, to);
        _buffers.Add(buffer);
        return buffer;
    }

    /// <summary>First fit, largest first. Returns the size of the workspace in features.</summary>
    public int Solve()
    {
        var placed = new List<Buffer>();
        foreach (var buffer in _buffers.OrderByDescending(b => b.Features))
        {
            buffer.Offset = 0;
            foreach (var other in placed.Where(o => o.From <= buffer.To && buffer.From <= o.To).OrderBy(o => o.Offset))
            {
                if (buffer.Offset + buffer.Features <= other.Offset) break;
                buffer.Offset = System.Math.Max(buffer.Offset, other.Offset + other.Features);
            }

            placed.Add(buffer);
        }

        return placed.Count == 0 ? 0 : placed.Max(b => b.Offset + b.Features);
    }
}
