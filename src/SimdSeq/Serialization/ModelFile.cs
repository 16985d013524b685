using System.Security.Cryptography;
using SimdSeq.Data;

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
        using var stream = Open(path);
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
        using var stream = Open(path);
        using var input = new HashedInput(stream, path);
        return ModelReader.ReadLayers(input, ModelReader.ReadStart(input).Version) ?? [];
    }

    /// <summary>
    /// The preparation that was saved with the model; null where there is none. It has a hash of its own; the rest of the file is not read,
    /// so damage there is not noticed.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFormatException">It is no model, or damaged before its parameters.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    public static Preparation? ReadPreparation(string path)
    {
        using var stream = Open(path);
        using var input = new HashedInput(stream, path);
        int version = ModelReader.ReadStart(input).Version;
        ModelReader.ReadLayers(input, version);
        return ModelReader.ReadPreparation(input, version);
    }

    /// <summary>Reads the whole file, checks it, and says what it is.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFormatException">It is no model, or damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    public static ModelFileInfo Inspect(string path)
    {
        using var stream = Open(path);
        using var input = new HashedInput(stream, path);
        var (version, valueBytes, name) = ModelReader.ReadStart(input);
        var layers = ModelReader.ReadLayers(input, version) ?? [];
        var preparation = ModelReader.ReadPreparation(input, version);
        var table = ModelReader.ReadTable(input);
        using var values = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        input.Skip(table.Sum(tensor => tensor.Length) * valueBytes, "the values", values);
        input.CheckEnd();
        stream.Position = 0;
        return new ModelFileInfo(
            name, version, valueBytes, stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)),
            Convert.ToHexStringLower(values.GetHashAndReset()), layers,
            [.. table.Select(tensor => new SavedTensor(tensor.Name, tensor.Shape))], preparation);
    }

    /// <summary>Opens a file to read.</summary>
    internal static FileStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return !Directory.Exists(path) ? File.OpenRead(path)
            : throw new UnauthorizedAccessException($"{path}: expected the file of a model; got a folder. Name a file in it.");
    }
}
