using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static SimdSeq.Generators.Graph.Cell;

namespace SimdSeq.Generators.Layers;

/// <summary>Gated recurrent unit (Cho et al. 2014), gates in Keras's order.</summary>
internal sealed class GruLayer : RecurrentLayer
{
    protected override Cell Equations(LayerDeclaration options, string name, int features, bool withDropout)
    {
        int units = options.Int("units");
        bool resetAfter = options.Bool("resetAfter");
        string gate = Option(options, "recurrentActivation"), activation = Option(options, "activation");

        var cell = new Cell(name, features, units, gates: ["z", "r", "h"]);
        cell.Declare("kernel", Initializer(options, "kernelInitializer"), features, 3 * units);
        cell.Declare("recurrent_kernel", Initializer(options, "recurrentInitializer"), units, 3 * units);
        if (options.Bool("useBias"))
            cell.Declare("bias", Initializer(options, "biasInitializer"), resetAfter ? [2, 3 * units] : [3 * units]);
        cell.InputDropout = withDropout ? options.Double("dropout") : 0;
        cell.StateDropout = withDropout ? options.Double("recurrentDropout") : 0;

        Expression X(string g) => cell.Linear(cell.Input, "kernel", g, biasRow: 0);
        Expression U(Expression source, string g) => cell.Linear(source, "recurrent_kernel", g, biasRow: 1);

        var h = cell.State("h");
        var kept = cell.Dropped(h);
        var z = Apply(gate, X("z") + U(kept, "z")).As("z");
        var r = Apply(gate, X("r") + U(kept, "r")).As("r");
        var n = resetAfter
            ? Apply(activation, X("h") + r * U(kept, "h").As("u")).As("n")
            : Apply(activation, X("h") + U((r * kept).As("rh"), "h")).As("n");
        cell.Next(h, z * h + (1 - z) * n);
        return cell;
    }
}
