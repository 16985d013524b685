using SimdSeq.Data;

namespace SimdSeq;

/// <summary>What the file of a model is, as <see cref="ModelFile.Inspect"/> reads it.</summary>
/// <param name="Name">Class name of the model.</param>
/// <param name="Version">Version of the file's format.</param>
/// <param name="ValueBytes">Bytes of a value: 4 (float) or 8 (double).</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Sha256">SHA-256 of the file.</param>
/// <param name="ParameterSha256">SHA-256 of the parameters, that of <see cref="SequenceModel{T}.ParameterSha256"/>.</param>
/// <param name="Layers">The layers, first to last; none in a file of version 1, which does not tell them.</param>
/// <param name="Tensors">Names and shapes of the parameters.</param>
/// <param name="Preparation">The preparation; null where it has none.</param>
public sealed record ModelFileInfo(
    string Name, int Version, int ValueBytes, long Bytes, string Sha256, string ParameterSha256, IReadOnlyList<SavedLayer> Layers,
    IReadOnlyList<SavedTensor> Tensors, Preparation? Preparation)
{
    /// <summary>Number of values of all parameters.</summary>
    public long ParameterCount => Tensors.Sum(tensor => tensor.Length);
}

/// <summary>A parameter as the file of a model tells it.</summary>
/// <param name="Name">Its name: layer and part, <c>gru/kernel</c>.</param>
/// <param name="Shape">Its extents.</param>
public sealed record SavedTensor(string Name, IReadOnlyList<int> Shape)
{
    /// <summary>Number of values.</summary>
    public long Length => Shape.Aggregate(1L, (length, extent) => length * extent);
}
