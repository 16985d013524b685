namespace SimdSeq.Generators.Graph;

/// <summary>What one sample is at a point of the stack: a sequence of <paramref name="Steps"/> rows, or (null) one row.</summary>
/// <param name="Steps">Rows of a sequence.</param>
/// <param name="Features">Width of a row.</param>
/// <param name="IsMasked">Whether a mask says which steps of a sample are there.</param>
internal readonly record struct Shape(int? Steps, int Features, bool IsMasked = false)
{
    public int Rows => Steps ?? 1;

    /// <summary>Values of one sample.</summary>
    public long Values => (long)Rows * Features;

    public bool IsSequence => Steps is not null;

    public override string ToString() => Steps is null ? $"{Features}" : $"{Steps} x {Features}";
}
