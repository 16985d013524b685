namespace SimdSeq.Generators.Planning;

/// <summary>What the precision of a model decides.</summary>
internal sealed record Precision(bool IsDouble)
{
    /// <summary>The C# keyword.</summary>
    public string Type => IsDouble ? "double" : "float";

    /// <summary>Samples in a tile, and values in a cache line.</summary>
    public int Lanes => IsDouble ? 8 : 16;

    public int ValueBytes => IsDouble ? 8 : 4;

    /// <summary>Length of a run of units in a stream, where loops go by whole vectors.</summary>
    public int Padded(int units) => (units + Lanes - 1) / Lanes * Lanes;
}
