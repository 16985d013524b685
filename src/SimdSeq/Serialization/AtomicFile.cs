namespace SimdSeq;

/// <summary>Writes a file so that its name always leads to a whole one: the old or the new.</summary>
internal static class AtomicFile
{
    /// <summary>Writes to a temporary file in the same folder and, once that is on disk, gives it the name.</summary>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <param name="write">Writes the content. When it throws, the old file stays and the temporary one is removed.</param>
    public static void Write(string path, Action<Stream> write)
    {
        string whole = Path.GetFullPath(path);
        string temporary = Path.Combine(Path.GetDirectoryName(whole) ?? whole, $".{Path.GetFileName(whole)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
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
}
