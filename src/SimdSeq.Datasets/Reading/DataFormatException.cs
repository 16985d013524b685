namespace SimdSeq.Datasets;

/// <summary>A file, an archive or a member of one is not what it should be: malformed, truncated, damaged or lacking. Says where, what was
/// expected and what came.</summary>
public sealed class DataFormatException : FormatException
{
    /// <summary>Reports a mistake at a place in a file.</summary>
    /// <param name="file">The path of the file or directory.</param>
    /// <param name="member">The member of the archive, or null when the mistake concerns the whole file.</param>
    /// <param name="position">The byte, from 0, of the member or else the file, unpacked; negative when the mistake has none.</param>
    /// <param name="problem">What was expected, what came, what to do.</param>
    /// <param name="cause">The underlying error, if any.</param>
    public DataFormatException(string file, string? member, long position, string problem, Exception? cause = null)
        : base(Place(file, member, position) + problem, cause)
    {
        File = file;
        Member = member;
        Position = position < 0 ? null : position;
    }

    /// <summary>The path of the file or directory.</summary>
    public string File { get; }

    /// <summary>The member of the archive, or null.</summary>
    public string? Member { get; }

    /// <summary>The byte, counted from 0 in the member or else the file, unpacked; null when the mistake has no place.</summary>
    public long? Position { get; }

    private static string Place(string file, string? member, long position) =>
        file + (member is null ? "" : $", '{Excerpt.Of(member)}'") + (position < 0 ? "" : FormattableString.Invariant($", byte {position}"))
            + ": ";
}
