namespace SimdSeq.Datasets;

/// <summary>Images with their digits.</summary>
/// <param name="Training">To train on.</param>
/// <param name="Test">To test with.</param>
public sealed record DigitData(DigitSet Training, DigitSet Test);

/// <summary>Images with their digits.</summary>
/// <param name="Images">Pixels <c>[image][row][column]</c>, 0 for the ground, 255 for ink.</param>
/// <param name="Labels">The digit of each.</param>
public sealed record DigitSet(ReadOnlyMemory<byte> Images, ReadOnlyMemory<byte> Labels)
{
    /// <summary>Number of images.</summary>
    public int Count => Labels.Length;

    /// <summary>Some of them, one after another.</summary>
    /// <param name="first">The first.</param>
    /// <param name="count">How many.</param>
    public DigitSet Slice(int first, int count) =>
        new(Images.Slice(first * MnistDigits.Pixels, count * MnistDigits.Pixels), Labels.Slice(first, count));
}
