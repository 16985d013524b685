namespace SimdSeq;

/// <summary>An input or an output of a model, for one sample.</summary>
/// <param name="Name">The parameter of <c>Forward</c>, or the element of the tuple that it returns.</param>
/// <param name="Steps">Rows of a sequence, of a nested one those of all groups; null: it is one row.</param>
/// <param name="Features">Features of a row.</param>
public record TensorInfo(string Name, int? Steps, int Features)
{
    /// <summary>Rows.</summary>
    public int Rows => Steps ?? 1;

    /// <summary>Values of a sample.</summary>
    public int Length => Rows * Features;

    /// <summary>How many groups the rows of a nested sequence are in, of as many each; null: it is none.</summary>
    public int? Groups { get; init; }

    /// <summary>Rows of a group; of what is not nested, all.</summary>
    internal int RowsOfGroup => Rows / (Groups ?? 1);

    /// <summary>Its shape: groups x steps x features, without what it does not have.</summary>
    internal string Shape =>
        Steps is null ? $"{Features}" : Groups is null ? $"{Steps} x {Features}" : $"{Groups} x {RowsOfGroup} x {Features}";

    /// <inheritdoc/>
    public sealed override string ToString() => $"{Name} ({Shape})";
}

/// <summary>An input with its places in memory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Steps">Rows of a sequence.</param>
/// <param name="Features">Features of a row.</param>
/// <param name="MaskOffset">Its mask in the workspace, <c>[step][lane]</c>; -1 when all samples have all steps.</param>
/// <param name="StreamOffset">Its place in a stream's memory; -1: none.</param>
public sealed record InputInfo(string Name, int? Steps, int Features, int MaskOffset = -1, int StreamOffset = -1)
    : TensorInfo(Name, Steps, Features)
{
    /// <summary>How many lengths a sample has of it: one for each group.</summary>
    internal int Lengths => Groups ?? 1;

    /// <summary>What is wrong with a length.</summary>
    internal string WrongLength(ModelLayout layout, int length)
    {
        string what = Groups is null ? "sample" : "group", ofInput = layout.Inputs.Length == 1 ? "" : $" of {Name}";
        return $"A {what} of {layout.Name} has 0 to {RowsOfGroup} steps{ofInput}; got a length of {length}.";
    }
}

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
