using System.Collections.Generic;
using SimdSeq.Generators.Scheduling;

namespace SimdSeq.Generators.Emission;

/// <summary>The memory of a model while it is laid out, and what every part of the emission must know of it.</summary>
internal sealed class ModelMemory(bool isDouble)
{
    /// <summary>The C# keyword of the precision.</summary>
    public string Type { get; } = isDouble ? "double" : "float";

    /// <summary>Samples in a tile, and values in a cache line.</summary>
    public int Lanes { get; } = isDouble ? 8 : 16;

    /// <summary>One worker's workspace, in features.</summary>
    public Placement Workspace { get; } = new();

    /// <summary>What is derived from the parameters, in values.</summary>
    public ConstantBlock Packed { get; } = new(isDouble ? 8 : 16);

    /// <summary>A stream's state and scratch, in values.</summary>
    public ConstantBlock Stream { get; } = new(isDouble ? 8 : 16);

    /// <summary>Length of a run of units in a stream, where loops go by whole vectors.</summary>
    public int Padded(int units) => (units + Lanes - 1) / Lanes * Lanes;
}

/// <summary>Named offsets, each at the start of a cache line.</summary>
internal sealed class ConstantBlock(int alignment)
{
    private readonly List<(string Constant, int Offset)> _entries = [];

    public IReadOnlyList<(string Constant, int Offset)> Entries => _entries;

    public int Length { get; private set; }

    public string Reserve(string constant, int values)
    {
        _entries.Add((constant, Length));
        Length += (values + alignment - 1) / alignment * alignment;
        return constant;
    }
}

/// <summary>Where the rows of a value lie in the workspace.</summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="Offset">Start of the first row in the buffer, in features.</param>
/// <param name="Stride">Distance between rows, in features.</param>
internal sealed record ValueView(Buffer Buffer, int Offset, int Stride)
{
    /// <summary>Its address in emitted code.</summary>
    public string Address(int lanes) => Buffer.Constant + (Offset == 0 ? "" : $" + {Offset * lanes}");
}
