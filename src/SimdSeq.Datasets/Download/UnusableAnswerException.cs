namespace SimdSeq.Datasets;

/// <summary>A server answered, but with what cannot be the file, and would do so again.</summary>
internal sealed class UnusableAnswerException(string message) : IOException(message);
