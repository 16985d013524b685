namespace SimdSeq;

/// <summary>Writes a file so that its name always leads to a whole one: the old or the new.</summary>
internal static class AtomicFile
{
    /// <summary>Writes to a temporary file in the same folder and, once that is on disk, gives it the name.</summary>
    /// <param name="path">The file; replaced if it exists, with the access rights that it has. Of a symbolic link, the file it leads to.</param>
    /// <param name="write">Writes the content. When it throws, the old file stays and the temporary one is removed.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string whole = FollowLinks(Path.GetFullPath(path)), folder = Path.GetDirectoryName(whole) ?? whole;
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"{path}: expected an existing folder; got {folder}. Create it first.");
        string temporary = Path.Combine(folder, $".simdseq-{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = Create(temporary, whole))
            {
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

    // Nobody may read it who may not read the old file, at no moment.
    private static FileStream Create(string temporary, string old)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (OperatingSystem.IsWindows() || !File.Exists(old)) return new FileStream(temporary, options);
        var mode = options.UnixCreateMode = File.GetUnixFileMode(old);
        var stream = new FileStream(temporary, options);
        File.SetUnixFileMode(stream.SafeFileHandle, mode.Value); // also what the process's mask took away
        return stream;
    }
}
