namespace SimdSeq;

/// <summary>Whether the layers of a file are those of a model: the same names with the same kinds and options, in the same order.</summary>
internal static class LayerMatch
{
    public static void Check(ModelLayout layout, string file, string storedName, IReadOnlyList<SavedLayer> stored)
    {
        var layers = SavedLayer.Of(layout);
        if (layers.SequenceEqual(stored)) return;
        List<string> expected = [], got = [];
        foreach (var layer in layers.Except(stored))
        {
            expected.Add(layer.ToString());
            got.Add(stored.FirstOrDefault(other => other.Name == layer.Name)?.ToString() ?? $"no {layer.Name}");
        }

        foreach (var layer in stored.Where(layer => layers.All(other => other.Name != layer.Name)))
        {
            expected.Add($"no {layer.Name}");
            got.Add(layer.ToString());
        }

        if (expected.Count == 0)
        {
            expected.Add(string.Join(" -> ", layers.Select(layer => layer.Name)));
            got.Add(string.Join(" -> ", stored.Select(layer => layer.Name)));
        }

        throw new ModelFormatException(
            file, $"the layers of {layout.Name}: {string.Join(", ", expected)}", $"those of {storedName}: {string.Join(", ", got)}",
            "Load it into a model with the same layers or, if its parameters are meant for these, with new LoadOptions { AnyLayers "
                + "= true }.");
    }
}
