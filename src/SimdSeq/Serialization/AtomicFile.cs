namespace SimdSeq;

/// <summary>
/// Writes a file so that its name always leads to a whole one: the old or the new. A name that cannot go over to a new file without losing
/// something (a mount point, a file with several names, with an access control list, of an owner or group that this user cannot give, or
/// in a folder that lets nobody else replace it) keeps its file: that is written over, once the whole content is on disk beside it.
/// </summary>
internal static class AtomicFile
{
    /// <summary>Does all that <see cref="Write"/> does, but for the content and the last step. Nothing changes.</summary>
    /// <param name="path">The file, or a link to it.</param>
    /// <returns>Why the file will be written over, which an interruption would leave half-way; null when it will be replaced.</returns>
    /// <inheritdoc cref="FileTarget.Find" path="/exception"/>
    public static string? Check(string path)
    {
        var target = FileTarget.Find(path);
        using var temporary = TemporaryFile.Create(target);
        string? why = WhyItStays(target, temporary);
        if (why is not null) target.OpenToWriteOver(why).Dispose();
        return why;
    }

    /// <summary>Writes to a temporary file in the same folder and, once that is on disk, gives it the name.</summary>
    /// <param name="path">The file, or a link to it; replaced if it exists, with the owner, group and access rights that it has.</param>
    /// <param name="write">Writes the content. When it throws, the old file stays and the temporary one is removed.</param>
    /// <inheritdoc cref="FileTarget.Find" path="/exception"/>
    public static void Write(string path, Action<Stream> write)
    {
        var target = FileTarget.Find(path);
        using var temporary = TemporaryFile.Create(target);
        using var old = WhyItStays(target, temporary) is { } why ? target.OpenToWriteOver(why) : null;
        temporary.Write(write);
        if (old is null) temporary.TakeName();
        else temporary.CopyOver(old);
    }

    private static string? WhyItStays(FileTarget target, TemporaryFile temporary) =>
        target.WhyItStays() ?? (temporary.HasTheRights ? null : "its owner and group cannot be given to another file by this user");
}
