namespace SimdSeq;

/// <summary>An entry of a file's table of parameters.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Length">Its number of values.</param>
internal sealed record StoredTensor(string Name, int[] Shape, long Length)
{
    /// <summary>One of its values by its place: <c>gru/kernel[2, 14]</c>.</summary>
    public string At(int index)
    {
        var place = new int[Shape.Length];
        for (int axis = Shape.Length - 1; axis >= 0; axis--) (index, place[axis]) = Math.DivRem(index, Shape[axis]);
        return $"{Name}[{string.Join(", ", place)}]";
    }

    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";
}
