namespace SimdSeq;

/// <summary>
/// What <see cref="SequenceModel{T}.Load(string, LoadOptions?)"/> takes that it would refuse. Names and shapes of the parameters must
/// always fit.
/// </summary>
public sealed record LoadOptions
{
    /// <summary>
    /// Takes the parameters of a model whose layers have other kinds or options: activations, directions, the order of gates.
    /// </summary>
    public bool AnyLayers { get; init; }

    /// <summary>Takes parameters that are not finite.</summary>
    public bool AnyValues { get; init; }
}
