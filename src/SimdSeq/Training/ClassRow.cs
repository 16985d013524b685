using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>The classes of one step of one sample in a tile.</summary>
/// <param name="tile">The tile.</param>
/// <param name="step">The step.</param>
/// <param name="lane">The lane.</param>
/// <param name="rightClass">The class that is right, where targets are indices; else -1.</param>
internal readonly ref struct ClassRow<T>(LossTile<T> tile, int step, int lane, int rightClass) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LossTile<T> _tile = tile;
    private readonly int _first = step * tile.Features * Tile<T>.Lanes + lane;

    public int Classes => _tile.Features;

    public bool WantsGradient => !_tile.Gradient.IsEmpty;

    public double Answer(int k) => double.CreateTruncating(_tile.Outputs[At(k)]);

    public double Target(int k) => rightClass >= 0 ? (k == rightClass ? 1 : 0) : double.CreateTruncating(_tile.Targets[At(k)]);

    public void SetGradient(int k, double value) => _tile.Gradient[At(k)] = T.CreateTruncating(value);

    private int At(int k) => _first + k * Tile<T>.Lanes;
}
