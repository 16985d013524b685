namespace SimdSeq;

/// <summary>An input or an output of a model, for one sample.</summary>
/// <param name="Name">The parameter of <c>Forward</c>, or the element of the tuple that it returns.</param>
/// <param name="Steps">Rows of a sequence; null: it is one row.</param>
/// <param name="Features">Features of a row.</param>
public record TensorInfo(string Name, int? Steps, int Features)
{
    /// <summary>Rows.</summary>
    public int Rows => Steps ?? 1;

    /// <summary>Values of a sample.</summary>
    public int Length => Rows * Features;

    /// <inheritdoc/>
    public sealed override string ToString() => Steps is null ? $"{Name} ({Features})" : $"{Name} ({Steps} x {Features})";
}

/// <summary>An input with its places in memory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Steps">Rows of a sequence.</param>
/// <param name="Features">Features of a row.</param>
/// <param name="MaskOffset">Its mask in the workspace, <c>[step][lane]</c>; -1 when all samples have all steps.</param>
/// <param name="StreamOffset">Its place in a stream's memory; -1: none.</param>
public sealed record InputInfo(string Name, int? Steps, int Features, int MaskOffset = -1, int StreamOffset = -1)
    : TensorInfo(Name, Steps, Features);

/// <summary>An output with its places in memory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Steps">Rows of a sequence.</param>
/// <param name="Features">Features of a row.</param>
/// <param name="Offset">Its tile in the workspace.</param>
/// <param name="GradientOffset">The tile of its gradient.</param>
/// <param name="MaskOffset">Its mask, <c>[step][lane]</c>; -1 when every step counts.</param>
/// <param name="Activation">The activation that it comes from; null where nothing is known of its range.</param>
public sealed record OutputInfo(
    string Name, int? Steps, int Features, int Offset, int GradientOffset, int MaskOffset = -1, Activation? Activation = null)
    : TensorInfo(Name, Steps, Features);
