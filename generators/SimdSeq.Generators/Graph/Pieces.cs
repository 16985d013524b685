using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>
/// One sample in the place of a tile of them: its steps are cut into as many pieces as a tile has lanes, and lane l holds piece l. What
/// makes a row of the same row alone takes no notice. A convolution finds the rows before a piece at the end of the pieces before it:
/// <see cref="PieceRows"/> puts them there.
/// </summary>
internal static class Pieces
{
    private const int FewestRows = 2;

    /// <summary>Steps of a piece; null: the model cannot work so, or it would be of no use.</summary>
    /// <param name="model">The model.</param>
    /// <param name="lanes">Lanes of a tile.</param>
    public static int? StepsOf(ModelGraph model, int lanes)
    {
        if (model.Inputs.Count != 1 || model.Outputs.Count != 1 || model.InitialStateValues > 0) return null;
        var input = model.Inputs[0];
        if (input.Groups is not null || input.Shape.Steps is not { } steps || steps < FewestRows * lanes) return null;
        return model.Operations.All(operation => operation.WorksInPieces && HasAll(operation.Output) && operation.Inputs.All(HasAll))
            ? (steps + lanes - 1) / lanes
            : null;

        bool HasAll(Value value) => value.Shape is { IsMasked: false } shape && shape.Steps == steps && value.DeclaredShape == shape;
    }

    /// <summary>Lets the convolutions of a model of so many steps read what lies before a piece.</summary>
    public static ModelGraph Of(ModelGraph model) => new(model.Inputs, [.. model.Layers.Select(Of)], model.Outputs);

    private static LayerNode Of(LayerNode layer)
    {
        var operations = new List<Operation>();
        foreach (var operation in layer.Operations)
        {
            if (operation is WindowedOperation { Windows.Size: > 1 } windowed)
            {
                var rows = new PieceRows($"{operation.Name}/pieces", operation.Declared, operation.Input, windowed.Windows);
                operations.Add(rows);
                windowed.ReadPieces(rows);
            }

            operations.Add(operation);
        }

        return layer with { Operations = operations };
    }
}
