namespace SimdSeq;

/// <summary>
/// A file holds no model, a damaged one, or one with other parameters. The model that should have been loaded is unchanged.
/// </summary>
public sealed class ModelFormatException : Exception
{
    internal ModelFormatException(string file, string expected, string got, string advice)
        : base($"{file}: expected {expected}; got {got}. {advice}")
    {
        File = file;
        Expected = expected;
        Got = got;
    }

    /// <summary>The file, or what kind of stream it was.</summary>
    public string File { get; }

    /// <summary>What should have been there.</summary>
    public string Expected { get; }

    /// <summary>What was there.</summary>
    public string Got { get; }

    internal static ModelFormatException Damaged(string file, string expected, string got) =>
        new(file, expected, got, "The file is damaged or incomplete: take another copy, or save the model again.");
}
