using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace SimdSeq.Kernels;

/// <summary>Copies of one sample, in the first lane of a tile, to where the steps of a decoder's stream read it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public static class SourceLane
{
    /// <summary>Rows as <c>[row][feature]</c>.</summary>
    /// <param name="tile">The rows, <c>[row][feature][lane]</c>.</param>
    /// <param name="rows">Their number.</param>
    /// <param name="features">Features of a row.</param>
    /// <param name="stride">Features from one row to the next.</param>
    /// <param name="stream">Receives them.</param>
    public static void Rows<T>(Slab<T> tile, int rows, int features, int stride, Slab<T> stream) where T : unmanaged
    {
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < features; i++) stream[row * features + i] = tile[(row * stride + i) * Tile<T>.Lanes];
        }
    }

    /// <summary>Rows as <c>[feature][row]</c>, so that lanes are rows.</summary>
    /// <param name="tile">The rows, <c>[row][feature][lane]</c>.</param>
    /// <param name="rows">Their number.</param>
    /// <param name="features">Features of a row.</param>
    /// <param name="stride">Features from one row to the next.</param>
    /// <param name="stream">Receives them; what is behind the last row stays as it is.</param>
    /// <param name="slots">Values from one feature to the next.</param>
    public static void Columns<T>(Slab<T> tile, int rows, int features, int stride, Slab<T> stream, int slots) where T : unmanaged
    {
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < features; i++) stream[i * slots + row] = tile[(row * stride + i) * Tile<T>.Lanes];
        }
    }

    /// <summary>For each row 1 where it is there, else 0.</summary>
    /// <param name="mask">The mask, <c>[row][lane]</c>.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="there">Receives it.</param>
    public static void There<T>(Slab<T> mask, int rows, Slab<T> there) where T : unmanaged
    {
        for (int row = 0; row < rows; row++) there[row] = Constant.Rounded<T>(SequenceMask.IsSet(mask[row * Tile<T>.Lanes]) ? 1 : 0);
    }

    /// <summary>The same where all rows are there.</summary>
    public static void AllThere<T>(int rows, Slab<T> there) where T : unmanaged
    {
        for (int row = 0; row < rows; row++) there[row] = Constant.Rounded<T>(1);
    }
}
