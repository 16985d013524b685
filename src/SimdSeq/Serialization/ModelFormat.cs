namespace SimdSeq;

/// <summary>
/// The file of a model. All numbers are little-endian; a text is its length in bytes (int32) and its UTF-8 bytes.
/// <code>
/// magic        8 bytes   89 53 49 4D 44 53 45 51 (0x89 "SIMDSEQ": no text file starts so)
/// version      int32     2, or 3 with sections; 1 is read too
/// value bytes  int32     4: float, 8: double
/// model name   text      for people; loading does not compare it
/// layers       int32     number of layers; from version 2 on
/// layers times           name (text), meaning (text): its kind and the options that change its answers, as they are declared
/// sections     int32     number of sections; in version 3 alone
/// sections times         name (text), version (int32), bytes (int32), so many bytes, and their SHA-256 (32 bytes)
/// count        int32     number of parameters
/// count times            name (text), rank (int32), rank extents (int32)
/// values                 of every parameter, in the order of the table, row-major, as IEEE 754 bits
/// checksum     32 bytes  SHA-256 of everything before
/// </code>
/// The one section there is: "preparation", version 1 or 2 (PreparationSection). One that is not known is refused, as what it says might
/// change the answers. A file ends with the checksum. An option at its default is not told, so that layers may get new ones; neither are
/// initialisers, rates of dropout and Dropout layers, which change no answer. Limits keep a damaged header from asking for much memory
/// before the checksum is known.
/// </summary>
internal static class ModelFormat
{
    public const int Version = 3;
    public const int VersionWithoutSections = 2;
    public const int SectionLimit = 16;
    public const int SectionBytesLimit = 1 << 24;
    public const int NameLimit = 4096;
    public const int CountLimit = 1 << 16;
    public const int MeaningLimit = 1 << 16;
    public const int RankLimit = 8;
    public const int ChecksumBytes = 32;

    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'S', (byte)'I', (byte)'M', (byte)'D', (byte)'S', (byte)'E', (byte)'Q'];

    /// <summary>A precision as a message names it.</summary>
    public static string PrecisionName(int valueBytes) => valueBytes == sizeof(float) ? "float (4 bytes)" : "double (8 bytes)";
}
