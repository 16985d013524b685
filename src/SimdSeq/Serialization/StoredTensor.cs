namespace SimdSeq;

/// <summary>An entry of a file's table of parameters.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Length">Its number of values.</param>
internal sealed record StoredTensor(string Name, int[] Shape, long Length)
{
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";
}
