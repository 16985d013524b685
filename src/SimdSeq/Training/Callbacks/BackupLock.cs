namespace SimdSeq;

/// <summary>
/// A file beside a backup that one run at a time has open, whatever its process: two would write over each other. It goes when the run
/// ends; what a killed one leaves locks nobody out.
/// </summary>
internal static class BackupLock
{
    /// <summary>Takes it.</summary>
    /// <param name="path">The backup.</param>
    /// <returns>Gives it back when it is disposed of.</returns>
    /// <exception cref="IOException">Another run has it, or it cannot be written.</exception>
    public static IDisposable Take(string path)
    {
        string file = $"{LinkedPath.Resolve(path)}.lock";
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (e.GetType() == typeof(IOException)) // not a folder that is gone, and the like
        {
            throw new IOException(
                $"{path}: expected a backup that no other run writes. Name another file, or wait until that run has ended. ({e.Message})",
                e);
        }
    }
}
