using System.Collections.Generic;
using SimdSeq.Generators.Scheduling;

namespace SimdSeq.Generators.Emission;

/// <summary>The memory of a model while it is laid out, and what every part of the emission must know of it.</summary>
internal sealed class ModelMemory(bool isDouble, MemberNames names)
{
    /// <summary>What the members of the emitted class are called.</summary>
    public MemberNames Names { get; } = names;

    /// <summary>The C# keyword of the precision.</summary>
    public string Type { get; } = isDouble ? "double" : "float";

    /// <summary>Samples in a tile, and values in a cache line.</summary>
    public int Lanes { get; } = isDouble ? 8 : 16;

    public int ValueBytes { get; } = isDouble ? 8 : 4;

    /// <summary>One worker's workspace, in features.</summary>
    public Placement Workspace { get; } = new();

    /// <summary>What is derived from the parameters, in values.</summary>
    public ConstantBlock Packed { get; } = new(isDouble ? 8 : 16);

    /// <summary>A stream's state and scratch, in values.</summary>
    public ConstantBlock Stream { get; } = new(isDouble ? 8 : 16);

    /// <summary>The model's input; the states that samples bring with them follow its steps.</summary>
    public ValueView Input { get; set; } = null!;

    /// <summary>Where in the input those states begin, in features.</summary>
    public int InitialStateOffset { get; set; }

    /// <summary>The gradient of the model's input, if it was asked for.</summary>
    public ValueView? InputGradient { get; set; }

    /// <summary>Whether a stream carries states from step to step.</summary>
    public bool IsStreamed { get; set; }

    /// <summary>States that samples bring with them, in the order of their values; offsets are code.</summary>
    public List<StateSlice> InitialStates { get; } = [];

    /// <summary>States that are answered.</summary>
    public List<StateSlice> ReturnedStates { get; } = [];

    /// <summary>What a tile keeps from call to call, in features.</summary>
    public int KeptFeatures { get; private set; }

    public int ReserveKept(int features) => (KeptFeatures += features) - features;

    /// <summary>Length of a run of units in a stream, where loops go by whole vectors.</summary>
    public int Padded(int units) => (units + Lanes - 1) / Lanes * Lanes;
}

/// <param name="Name">The layer and the state, for instance <c>gru/h</c>.</param>
/// <param name="Units">Its size.</param>
/// <param name="Offset">Where it lies in the workspace.</param>
/// <param name="StreamOffset">Where it lies in a stream's memory.</param>
internal sealed record StateSlice(string Name, int Units, string Offset, string StreamOffset);

/// <summary>Named offsets, each at the start of a cache line.</summary>
internal sealed class ConstantBlock(int alignment)
{
    private readonly List<(string Constant, long Offset)> _entries = [];

    public IReadOnlyList<(string Constant, long Offset)> Entries => _entries;

    public long Length { get; private set; }

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
    public ValueView Shifted(int features) => this with { Offset = Offset + features };

    /// <summary>Its address in emitted code.</summary>
    public string Address(int lanes) => Buffer.Constant + (Offset == 0 ? "" : $" + {Offset * lanes}");
}
