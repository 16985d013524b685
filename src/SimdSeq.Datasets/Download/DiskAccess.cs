using System.Security;

namespace SimdSeq.Datasets;

/// <summary>Work on files of a download. Where it fails no other address and no further attempt would help, so that it ends the
/// download.</summary>
internal static class DiskAccess
{
    /// <summary>Does the work.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="work">What to do.</param>
    /// <exception cref="DownloadException">The file or folder cannot be used.</exception>
    public static T Try<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (IsOfDisk(e))
        {
            throw Failure(path, e);
        }
    }

    /// <summary>Does the work.</summary>
    /// <exception cref="DownloadException">The file or folder cannot be used.</exception>
    public static void Try(string path, Action work) => Try(path, () =>
    {
        work();
        return true;
    });

    /// <summary>Does the work.</summary>
    /// <exception cref="DownloadException">The file or folder cannot be used.</exception>
    public static async Task<T> TryAsync<T>(string path, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception e) when (IsOfDisk(e))
        {
            throw Failure(path, e);
        }
    }

    private static bool IsOfDisk(Exception e) => e is not (DownloadException or UnusableAnswerException)
        && e is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException or ArgumentException;

    private static DownloadException Failure(string path, Exception e) => new(
        $"Could not use '{path.Replace('\0', '?')}' for the download: {e.Message} Make room or take away what is in the way, or choose "
        + $"another folder with --folder or {DataFolder.Variable}.",
        e);
}
