namespace SimdSeq.Datasets;

/// <summary>The order in which reviews are served.</summary>
public enum ReviewOrder
{
    /// <summary>The rows of Keras's <c>imdb.load_data()</c>: those of <see cref="Files"/>, shuffled as NumPy does with seed 113.</summary>
    Keras,

    /// <summary>All positive reviews and then all negative ones, each by file name, character by character (<c>10000_8</c> before
    /// <c>1000_8</c>).</summary>
    Files,
}
