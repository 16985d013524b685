namespace SimdSeq.Data;

/// <summary>An end of a sequence: where it is padded, or where it is cut.</summary>
public enum SequenceEnd
{
    /// <summary>The beginning: padding stands before the sequence; cutting drops its first steps.</summary>
    Pre,

    /// <summary>The end: padding stands after the sequence; cutting drops its last steps.</summary>
    Post,
}
