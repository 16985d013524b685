using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static SimdSeq.Generators.Graph.Cell;

namespace SimdSeq.Generators.Layers;

/// <summary>The plain recurrence (Elman 1990).</summary>
internal sealed class SimpleRnnLayer : RecurrentLayer
{
    protected override string[] Gates(LayerDeclaration options) => ["h"];

    protected override void Equations(Cell cell, LayerDeclaration options)
    {
        var h = cell.State("h");
        var sum = cell.Linear(cell.Input, "kernel", "h") + cell.Linear(cell.Dropped(h), "recurrent_kernel", "h", biasRow: 1);
        cell.Next(h, Apply(Option(options, "activation"), sum));
    }
}
