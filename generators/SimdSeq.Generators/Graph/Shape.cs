namespace SimdSeq.Generators.Graph;

/// <summary>What one sample is at a point of the stack: a sequence of <paramref name="Steps"/> rows, or (null) one row.</summary>
internal readonly record struct Shape(int? Steps, int Features)
{
    public int Rows => Steps ?? 1;

    public bool IsSequence => Steps is not null;

    public override string ToString() => Steps is null ? $"{Features}" : $"{Steps} x {Features}";
}
