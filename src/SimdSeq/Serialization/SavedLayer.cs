namespace SimdSeq;

/// <summary>A layer as the file of a model tells it.</summary>
/// <param name="Name">Its name within the model, Keras style: <c>gru</c>, <c>gru_1</c>, <c>dense</c>.</param>
/// <param name="Meaning">Its kind and the options that change its answers, without those at their defaults: <c>Gru(32, goBackwards:
/// true)</c>.</param>
public sealed record SavedLayer(string Name, string Meaning)
{
    /// <summary>For instance <c>gru: Gru(32, goBackwards: true)</c>.</summary>
    public override string ToString() => $"{Name}: {Meaning}";

    internal static IReadOnlyList<SavedLayer> Of(ModelLayout layout) =>
        [.. layout.Layers.Where(layer => layer.Meaning.Length > 0).Select(layer => new SavedLayer(layer.Name, layer.Meaning))];
}
