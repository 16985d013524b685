using System.Numerics;

namespace SimdSeq;

/// <summary>Whether a file's table of parameters is that of a model: the same names with the same shapes, in any order.</summary>
internal static class ParameterMatch
{
    public static void Check<T>(SequenceModel<T> model, string file, string storedName, IReadOnlyList<StoredTensor> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<string> expected = [], got = [];
        foreach (var parameter in model.Parameters)
        {
            var same = table.Where(tensor => tensor.Name == parameter.Name).ToList();
            if (same.Count == 1 && parameter.Shape.SequenceEqual(same[0].Shape)) continue;
            expected.Add(parameter.ToString());
            got.Add(same.Count == 0 ? $"no {parameter.Name}" : string.Join(" and ", same));
        }

        foreach (var tensor in table)
        {
            if (model.Parameters.Any(parameter => parameter.Name == tensor.Name)) continue;
            expected.Add($"no {tensor.Name}");
            got.Add(tensor.ToString());
        }

        if (expected.Count == 0) return;
        throw new ModelFormatException(
            file, $"the parameters of {model.Layout.Name}: {string.Join(", ", expected)}",
            $"those of {storedName}: {string.Join(", ", got)}", "Load it into a model with the same layers (Summary() shows them).");
    }
}
