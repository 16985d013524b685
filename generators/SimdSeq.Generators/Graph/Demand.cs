using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>
/// Only what is read is computed over a tile. Going back from the answer, each operation says which rows of its inputs it reads for the
/// rows that are wanted of it; a value then has just those that anybody reads. What a mask speaks of is computed whole: which step of a
/// sample is its last is not known before it comes. A stream computes every step, as before.
/// </summary>
internal static class Demand
{
    /// <summary>Leaves rows out.</summary>
    /// <param name="layers">The layers, first to last.</param>
    /// <param name="outputs">What the model answers with: all of it is wanted.</param>
    /// <returns>The layers, where it has to be with an operation that picks some rows out of more.</returns>
    public static IReadOnlyList<LayerNode> Apply(IReadOnlyList<LayerNode> layers, IReadOnlyList<ModelOutput> outputs)
    {
        var wanted = outputs.ToDictionary(output => output.Value, output => output.Value.Rows);
        foreach (var operation in layers.SelectMany(layer => layer.Operations).Reverse())
        {
            if (wanted.TryGetValue(operation.Output, out var rows)) operation.Output.Keep(Made(operation, rows));
            for (int i = 0; i < operation.Inputs.Count; i++)
            {
                var read = Read(operation, i);
                wanted[operation.Inputs[i]] = wanted.TryGetValue(operation.Inputs[i], out var others) ? read.With(others) : read;
            }
        }

        var picked = new Dictionary<(Value, RowSet), SelectRows>();
        return [.. layers.Select(layer => Picked(layer, picked))];
    }

    private static RowSet Made(Operation operation, RowSet wanted) =>
        operation.OutputShape.IsMasked || !operation.OutputShape.IsSequence ? operation.Output.Rows : operation.RowsMade(wanted);

    private static RowSet Read(Operation operation, int input)
    {
        var shape = operation.Inputs[input].DeclaredShape;
        return shape.IsMasked || operation.OutputShape.IsMasked || !shape.IsSequence ? RowSet.All(shape.Rows) : operation.RowsRead(input);
    }

    private static LayerNode Picked(LayerNode layer, Dictionary<(Value, RowSet), SelectRows> picked)
    {
        var operations = new List<Operation>();
        foreach (var operation in layer.Operations)
        {
            for (int i = 0; i < operation.Inputs.Count; i++)
            {
                var (input, rows) = (operation.Inputs[i], Read(operation, i));
                if (input.Rows == rows || operation.FindsRows(i)) continue;
                if (!picked.TryGetValue((input, rows), out var selection))
                {
                    picked[(input, rows)] = selection = new SelectRows($"{operation.Name}/rows", operation.Declared, input, rows);
                    operations.Add(selection);
                }

                operation.Redirect(i, selection.Output);
            }

            operations.Add(operation);
        }

        return operations.Count == layer.Operations.Count ? layer : layer with { Operations = operations };
    }
}
