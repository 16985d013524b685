using SimdSeq.Datasets;

namespace SimdSeq.Cli;

/// <summary>Turns an exception into what the user reads: the message alone where it was written for that, everything where it is a
/// mistake of the program.</summary>
internal static class Failure
{
    /// <summary>The text.</summary>
    public static string Describe(Exception exception) => exception switch
    {
        FailureException or SeriesFormatException or DataFormatException or DownloadException or ModelFormatException
        or TrainingDivergedException
            or IOException or UnauthorizedAccessException => exception.Message,
        ArgumentException argument => WithoutParameter(argument),
        OutOfMemoryException => "out of memory. Use a smaller batch, fewer threads, or a shorter record.",
        _ => $"unexpected, please report it: {exception}",
    };

    // .NET adds the name of a parameter, which says nothing to a user of the program.
    private static string WithoutParameter(ArgumentException exception) =>
        exception.Message.Replace($" (Parameter '{exception.ParamName}')", "", StringComparison.Ordinal);
}
