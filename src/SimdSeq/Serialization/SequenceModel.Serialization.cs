namespace SimdSeq;

public abstract partial class SequenceModel<T>
{
    /// <summary>
    /// Writes the parameters to a file: the layers with their options, names, shapes, the bits of the values, and a checksum. It is written
    /// beside the old one and takes its name when it is whole, so an interrupted save leaves the old file, and removes next time what it
    /// left beside it.
    /// </summary>
    /// <param name="path">The file, or a link to it; replaced if it exists.</param>
    /// <remarks>
    /// A file that is replaced keeps its access rights (on Unix: its mode) and on Linux its owner and group; other attributes are not kept.
    /// Where more would be lost, as far as Linux tells (the file is a mount point, has several names (hard links) or an access control
    /// list, or this user cannot replace it or give a new one to its owner), it is written over, if it may be, once the whole content is on
    /// disk beside it: an interruption then leaves a damaged file, which <see cref="Load(string, LoadOptions?)"/> refuses, and the whole
    /// one beside it as
    /// <c>simdseq-*.saved</c>.
    /// </remarks>
    /// <exception cref="IOException">It cannot be written, or is a device, a pipe or a socket: open those for <see cref="Save(Stream)"/>.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written, is read-only (to root too), or is a folder.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, Save);
    }

    /// <summary>Writes the parameters to a stream, in the format of <see cref="Save(string)"/>. The stream stays open.</summary>
    /// <param name="stream">Where to.</param>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ModelWriter.Write(this, stream);
    }

    /// <summary>
    /// Reads the parameters from a file of <see cref="Save(string)"/>, written by a model with the same layers, as far as they change its
    /// answers: class name, number of steps, initialisers and dropout may differ. Of a file of format version 1 only the names and shapes
    /// of the parameters are compared. Either every parameter changes or none.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What is taken all the same; nothing if null.</param>
    /// <exception cref="ModelFormatException">
    /// It is no model, damaged, of another precision, has other parameters or layers, or values that are not finite.
    /// </exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    public void Load(string path, LoadOptions? options = null)
    {
        using var stream = ModelFile.Open(path);
        ModelReader.Read(this, stream, path, options ?? new());
    }

    /// <summary>Reads the parameters from a stream, which has to end where the model ends. The stream stays open.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="options">What is taken all the same; nothing if null.</param>
    /// <exception cref="ModelFormatException">
    /// It is no model, damaged, of another precision, has other parameters or layers, or values that are not finite.
    /// </exception>
    public void Load(Stream stream, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ModelReader.Read(this, stream, stream is FileStream file ? file.Name : "the stream", options ?? new());
    }
}
