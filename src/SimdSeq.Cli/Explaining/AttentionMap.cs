namespace SimdSeq.Cli;

/// <summary>What the steps of a text look at.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Head">The head, from 1; null: the mean of all.</param>
/// <param name="Asking">What each row stands for.</param>
/// <param name="Asked">What each column stands for.</param>
/// <param name="Weights"><c>[row][column]</c>; each row sums to 1.</param>
internal sealed record AttentionMap(
    string Layer, int? Head, IReadOnlyList<string> Asking, IReadOnlyList<string> Asked, double[][] Weights)
{
    /// <summary>What each row's columns stand for, where they differ; a row may have fewer.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Words { get; init; }

    /// <summary>What a row looks at in a column; null: nothing is there.</summary>
    public string? At(int row, int column) => Words is null ? Asked[column] : Words[row].ElementAtOrDefault(column);

    /// <summary>Which layer and head it is of.</summary>
    public string Title => $"{Layer}, {(Head is { } head ? $"head {head}" : "mean of all heads")}";

    /// <summary>Looks at a text.</summary>
    /// <param name="model">The model.</param>
    /// <param name="text">The text.</param>
    /// <param name="layer">One of the text's layers.</param>
    /// <param name="head">A head, from 1; null: the mean of all.</param>
    /// <exception cref="UsageException">The layer has no such head.</exception>
    public static AttentionMap Of(SequenceModel<float> model, AttendedText text, AttendedLayer layer, int? head)
    {
        AttentionWeights<float> weights = model.AttentionWeights(layer.Name, text.Sample, text.Lengths);
        if (head > weights.Heads)
            throw new UsageException($"--head: expected one from 1 to {weights.Heads}, those of {layer.Name}; got {head}.");
        int[] heads = head is { } one ? [one - 1] : [.. Enumerable.Range(0, weights.Heads)];
        return new(layer.Name, head, layer.Asking, layer.Asked,
        [
            .. layer.Asking.Select((_, query) => layer.Asked.Select((_, key) =>
                heads.Average(of => (double)weights[of, layer.First + query, layer.First + key])).ToArray()),
        ])
        {
            Words = layer.Words,
        };
    }
}
