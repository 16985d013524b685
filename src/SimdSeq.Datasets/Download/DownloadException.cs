namespace SimdSeq.Datasets;

/// <summary>No address delivered the data set: the message lists each with what happened there, and what to do. Or the folder for it cannot
/// be used: the message names the path.</summary>
public sealed class DownloadException : IOException
{
    /// <summary>Reports a failed download.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="cause">The last underlying error, if any.</param>
    public DownloadException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
