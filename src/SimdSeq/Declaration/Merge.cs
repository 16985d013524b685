namespace SimdSeq;

/// <summary>How the two directions of a <see cref="BidirectionalAttribute"/> become one answer.</summary>
public enum Merge
{
    /// <summary>Side by side: the features of both.</summary>
    Concat,

    /// <summary>forward + backward.</summary>
    Sum,

    /// <summary>forward · backward, element by element.</summary>
    Multiply,

    /// <summary>(forward + backward) / 2.</summary>
    Average,
}
