using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static SimdSeq.Generators.Graph.Cell;

namespace SimdSeq.Generators.Layers;

/// <summary>Gated recurrent unit (Cho et al. 2014), gates in Keras's order.</summary>
internal sealed class GruLayer : RecurrentLayer
{
    protected override string[] Gates(LayerDeclaration options) => ["z", "r", "h"];

    protected override int BiasRows(LayerDeclaration options) => options.Bool("resetAfter") ? 2 : 1;

    protected override void Equations(Cell cell, LayerDeclaration options)
    {
        string gate = Option(options, "recurrentActivation"), activation = Option(options, "activation");
        Expression X(string g) => cell.Linear(cell.Input, "kernel", g, biasRow: 0);
        Expression U(Expression source, string g) => cell.Linear(source, "recurrent_kernel", g, biasRow: 1);

        var h = cell.State("h");
        var kept = cell.Dropped(h);
        var z = Apply(gate, X("z") + U(kept, "z")).As("z");
        var r = Apply(gate, X("r") + U(kept, "r")).As("r");
        var n = options.Bool("resetAfter")
            ? Apply(activation, X("h") + r * U(kept, "h").As("u")).As("n")
            : Apply(activation, X("h") + U((r * kept).As("rh"), "h")).As("n");
        cell.Next(h, z * h + (1 - z) * n);
    }
}
