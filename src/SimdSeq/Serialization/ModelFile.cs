namespace SimdSeq;

/// <summary>What a file of <see cref="SequenceModel{T}.Save(string)"/> says of itself, without a model to load it into.</summary>
public static class ModelFile
{
    /// <summary>The class name of the model that was saved. The rest of the file is not read, so damage there is not noticed.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFormatException">It is no model, or damaged at its beginning.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    public static string ReadName(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = File.OpenRead(path);
        using var input = new HashedInput(stream, path);
        return ModelReader.ReadStart(input).Name;
    }

    /// <summary>
    /// The layers of the model that was saved, first to last, with the options that change its answers: without Dropout, and without
    /// options at their defaults. Empty for a file of format version 1, which does not tell them. The rest of the file is not read, so
    /// damage there is not noticed.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFormatException">It is no model, or damaged at its beginning.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    public static IReadOnlyList<SavedLayer> ReadLayers(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = File.OpenRead(path);
        using var input = new HashedInput(stream, path);
        return ModelReader.ReadLayers(input, ModelReader.ReadStart(input).Version) ?? [];
    }
}
