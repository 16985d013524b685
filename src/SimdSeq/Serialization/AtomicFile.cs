namespace SimdSeq;

/// <summary>Writes a file so that its name always leads to a whole one: the old or the new.</summary>
internal static class AtomicFile
{
    /// <summary>Writes to a temporary file in the same folder and, once that is on disk, gives it the name.</summary>
    /// <param name="path">The file, or a link to it; replaced if it exists, with the access rights that it has.</param>
    /// <param name="write">Writes the content. When it throws, the old file stays and the temporary one is removed.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string whole = FollowLinks(Path.GetFullPath(path)), folder = Path.GetDirectoryName(whole) ?? whole;
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{path}: expected an existing folder; got {folder}. Create it first.");
        string temporary = Path.Combine(folder, $".simdseq-{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, OptionsFor(whole)))
            {
                KeepMode(whole, stream);
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, whole, overwrite: true);
        }
        catch
        {
            // The first failure is the one to report.
            try
            {
                File.Delete(temporary);
            }
            catch (Exception cleanup) when (cleanup is IOException or UnauthorizedAccessException)
            {
            }

            throw;
        }
    }

    private static string FollowLinks(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    // At no moment may somebody read the new file who may not read the old one.
    private static FileStreamOptions OptionsFor(string old)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows() && File.Exists(old)) options.UnixCreateMode = File.GetUnixFileMode(old);
        return options;
    }

    // Gives back what the mask of the process took away.
    private static void KeepMode(string old, FileStream stream)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(old)) return;
        var mode = File.GetUnixFileMode(old);
        if (File.GetUnixFileMode(stream.SafeFileHandle) != mode) File.SetUnixFileMode(stream.SafeFileHandle, mode);
    }
}
