using System;
using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Planning;

/// <summary>Places buffers in one workspace: two may overlap when they do not live at the same time.</summary>
internal sealed class Placement
{
    private readonly List<Buffer> _buffers = [];

    public IReadOnlyList<Buffer> Buffers => _buffers;

    public Buffer Reserve(string constant, long features, int from, int to)
    {
        var buffer = new Buffer(constant, features, from, to);
        _buffers.Add(buffer);
        return buffer;
    }

    /// <summary>First fit, largest first. Returns the size of the workspace in features.</summary>
    /// <param name="fixedOnes">Those that have their places already.</param>
    public long Solve(IReadOnlyCollection<Buffer> fixedOnes)
    {
        var placed = fixedOnes.ToList();
        foreach (var buffer in _buffers.Except(fixedOnes).OrderByDescending(b => b.Features))
        {
            buffer.Offset = 0;
            foreach (var other in placed.Where(o => o.From <= buffer.To && buffer.From <= o.To).OrderBy(o => o.Offset))
            {
                if (buffer.Offset + buffer.Features <= other.Offset) break;
                buffer.Offset = Math.Max(buffer.Offset, other.Offset + other.Features);
            }

            placed.Add(buffer);
        }

        return placed.Count == 0 ? 0 : placed.Max(b => b.Offset + b.Features);
    }
}
