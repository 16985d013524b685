using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static SimdSeq.Generators.Graph.Cell;

namespace SimdSeq.Generators.Layers;

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber 1997; forget gate: Gers, Schmidhuber and Cummins 2000), gates in Keras's order.
/// Peepholes: Gers and Schmidhuber 2000. Coupled gates: Greff et al. 2017.
/// </summary>
internal sealed class LstmLayer : RecurrentLayer
{
    protected override string[] Gates(LayerDeclaration options) => options.Bool("coupledGates") ? ["i", "c", "o"] : ["i", "f", "c", "o"];

    protected override void Equations(Cell cell, LayerDeclaration options)
    {
        string gate = Option(options, "recurrentActivation"), activation = Option(options, "activation");
        bool isCoupled = options.Bool("coupledGates");
        Leaf h = cell.State("h"), c = cell.State("c");
        var kept = cell.Dropped(h);

        Expression Sum(string g) => cell.Linear(cell.Input, "kernel", g) + cell.Linear(kept, "recurrent_kernel", g, biasRow: 1);
        Expression Gate(string g, Expression memory) => Apply(gate, options.Bool("peephole")
            ? Sum(g) + cell.Vector($"peephole_{g}", $"p{g}", Initializer(options, "kernelInitializer")) * memory
            : Sum(g)).As(g);

        var i = Gate("i", c);
        var f = isCoupled ? 1 - i : Gate("f", c);
        var n = Apply(activation, Sum("c")).As("n");
        var next = (f * c + i * n).As("cNext");
        var o = Gate("o", next);
        cell.Next(h, o * Apply(activation, next).As("m"));
        cell.Next(c, next);
        if (!isCoupled && options.Bool("unitForgetBias")) cell.StartAtOne("bias", "f");
    }
}
