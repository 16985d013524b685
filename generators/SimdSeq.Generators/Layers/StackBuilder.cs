using System.Collections.Generic;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>A chain of layer attributes as a graph.</summary>
internal static class StackBuilder
{
    /// <returns>The graph, or null when there are problems.</returns>
    public static ModelGraph? Build(ModelDeclaration model, List<Problem> problems)
    {
        var builder = new GraphBuilder(model);
        var value = builder.Input;
        var names = new LayerNames();
        string soFar = value.Shape.ToString();
        for (int i = 0; i < model.Layers.Count; i++)
        {
            var declared = model.Layers[i];
            if (Find(i) is not { } entry) return null;
            var ofLayer = ProblemsOf(i);
            string name = names.Next(entry.Name);
            var wrapped = new List<WrappedLayer>();
            for (int count = (entry.Layer as WrapperLayer)?.Wraps(declared) ?? 0; count > 0 && i + 1 < model.Layers.Count; count--)
            {
                if (Find(++i) is not { } inner) return null;
                wrapped.Add(new(model.Layers[i], names.Next(inner.Name), inner.Layer, ProblemsOf(i)));
            }

            if (builder.Apply(new(declared, name, entry.Layer, wrapped, ofLayer), [value]) is not { } output) return null;
            value = output;
            soFar += $" -> {declared.Kind} {value.Shape}";
        }

        return builder.Finish(new ModelOutput("output", value));

        LayerProblems ProblemsOf(int layer) => new(problems, layer, $"Stack so far: {soFar} -> **{model.Layers[layer].Kind}**.");

        (string Name, Layer Layer)? Find(int layer)
        {
            if (LayerCatalog.Find(model.Layers[layer]) is { } entry) return entry;
            ProblemsOf(layer).Add(Ids.UnknownLayer, null, $"{model.Layers[layer].Kind} is not a layer the generator knows",
                $"Use the library's: {string.Join(", ", LayerCatalog.Kinds)}.");
            return null;
        }
    }
}
