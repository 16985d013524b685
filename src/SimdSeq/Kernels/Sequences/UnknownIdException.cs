using System.Globalization;

namespace SimdSeq.Kernels;

/// <summary>
/// An id of a tile is no row of its table. <see cref="EmbeddingLookup"/> knows the lane alone: who filled the tile says which sample it is.
/// </summary>
/// <param name="rows">Rows of the table.</param>
/// <param name="id">The id.</param>
/// <param name="step">Its step.</param>
/// <param name="lane">Its lane.</param>
/// <param name="group">Its group; -1: none.</param>
internal sealed class UnknownIdException(int rows, IFormattable id, int step, int lane, int group = -1)
    : ArgumentOutOfRangeException(Text(rows, id, $" at step {step}{OfGroup(group)} of lane {lane}"), innerException: null)
{
    /// <summary>The lane.</summary>
    public int Lane => lane;

    /// <summary>The error of a sample.</summary>
    public ArgumentOutOfRangeException OfSample(int sample) =>
        new(Text(rows, id, $" at step {step}{OfGroup(group)} of sample {sample}"), this);

    /// <summary>The error of a stream, which has one sample and is at its last step.</summary>
    public ArgumentOutOfRangeException OfStream() => new(Text(rows, id, ""), this);

    private static string OfGroup(int group) => group < 0 ? "" : $" of group {group}";

    private static string Text(int rows, IFormattable id, string place) =>
        $"An Embedding of {rows} rows takes ids from 0 to {rows - 1}; got {id.ToString(null, CultureInfo.InvariantCulture)}{place}. "
        + "Map rarer words to one id, or declare more rows.";
}
