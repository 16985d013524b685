namespace SimdSeq.Generators.Tests.Diagnostics;

/// <summary>Mistakes in a user's cell. They are reported in the cell, and only there.</summary>
internal static class CellMistakes
{
    private const string Start = "class Own : ICell { public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernel w) ";
    private const string End = " } [SequenceModel(12, 3)] [Recurrent<Own>(4)] [Dense(1)] partial class Forecaster;";
    private const string Rules =
        " A cell's Step consists of 'var name = ...;' and 'return ...;' with +, -, *, numbers, its own values and the functions of "
            + "CellMath.";

    public static IEnumerable<Mistake> All =>
    [
        new("a cell with a function of its own", Start + "=> x * w + [|Square(h)|]; static CellValue Square(CellValue a) => a * a;" + End,
            "SSEQ012", "'Square(h)' has no derivative that the generator knows." + Rules),
        new("a cell with a condition", Start + "{ var n = x * w; [|if (h.Equals(n)) return n;|] return h; }" + End,
            "SSEQ012", "'if (h.Equals(n)) return n;' is no equation." + Rules),
        new("a cell with a loop", Start + "{ var n = x * w; [|for (int i = 0; i < 3; i++) { }|] return n * h; }" + End,
            "SSEQ012", "'for (int i = 0; i < 3; i++) { }' is no equation." + Rules),
        new("a cell with a field", Start + "=> x * w + [|Scale|] * h; static double Scale = 2;" + End,
            "SSEQ012", "'Scale' is no value of this step." + Rules),
        new("a cell without a Step", "class [|Own|] : ICell {" + End,
            "SSEQ012",
            "The cell Own needs one static method Step with the equations of a time step: public static CellValue Step(CellInput x, "
                + "CellValue h, ...)."),
        new("a cell with a number for a parameter",
            "class Own : ICell { public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernel w, [|int size|]) => x * w + h "
                + "* size;" + End,
            "SSEQ012",
            "Step of Own takes a CellInput first, then a CellValue for each state, then [Weight] CellKernel, CellRecurrentKernel and "
                + "CellVector; got Int32 size."),
        new("a cell with a kernel that is no weight",
            "class Own : ICell { public static CellValue Step(CellInput x, CellValue h, [|CellKernel w|]) => x * w + h;" + End,
            "SSEQ012",
            "Step of Own takes a CellInput first, then a CellValue for each state, then [Weight] CellKernel, CellRecurrentKernel and "
                + "CellVector; got CellKernel w."),
        new("a cell without a state",
            "class Own : ICell { public static CellValue [|Step|](CellInput x, [Weight] CellKernel w) => x * w;" + End,
            "SSEQ012", "Step of Own needs an input and a state: Step(CellInput x, CellValue h, ...)."),
        new("a cell with too many answers",
            "class Own : ICell { public static (CellValue, CellValue) Step(CellInput x, CellValue h, [Weight] CellKernel w) => [|(x * w + "
                + "h, h)|];" + End,
            "SSEQ012", "Step takes 1 states (h) and must return the next value of each; got 2."),
        new("a cell with a weight for nothing",
            "class Own : ICell { public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernel w, [|[Weight] CellVector b|]) "
                + "=> x * w + h;" + End,
            "SSEQ012", "The weight b reaches nothing that Step returns, so it would never learn. Use it or remove it."),
        new("a cell with a constant answer",
            "class Own : ICell { public static CellValue Step(CellInput x, CellValue h, [|[Weight] CellKernel w|]) { var a = x * w; "
                + "return 1; }" + End,
            "SSEQ012", "The weight w reaches nothing that Step returns, so it would never learn. Use it or remove it."),
        new("a cell that answers its state",
            "class Own : ICell { public static CellValue Step(CellInput x, CellValue h, [|[Weight] CellKernel w|]) { var a = x * w; "
                + "return h; }" + End,
            "SSEQ012", "The weight w reaches nothing that Step returns, so it would never learn. Use it or remove it."),
        new("a cell with a weight times nothing",
            "class Own : ICell { public static CellValue Step(CellInput x, CellValue h, [|[Weight] CellKernel w|]) { CellValue none = 0; "
                + "var a = (x * w) * (2 * none); return h + a; }" + End,
            "SSEQ012", "The weight w reaches nothing that Step returns, so it would never learn. Use it or remove it."),
        new("a cell with an infinite number", Start + "=> x * w + [|double.PositiveInfinity|] * h;" + End,
            "SSEQ012", "'double.PositiveInfinity' is no finite number." + Rules),
        new("a cell with a number made too large", Start + "{ double k = 1e200; return x * w + [|k * k|] * h; }" + End,
            "SSEQ012", "'k * k' is no finite number." + Rules),
        new("a cell with a number beyond single precision",
            Start + "=> x * w + 1e300 * h; } [SequenceModel(12, 3)] [[|Recurrent<Own>(4)|]] [Dense(1)] partial class Forecaster;",
            "SSEQ003",
            "Numbers in Own must be in the range of float; got 1E+300. Stack so far: 12 x 3 -> **Recurrent**. Use a smaller number, or "
                + "precision: Precision.Double."),
        new("a cell that is a struct",
            "struct Own : ICell { public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernel w) => x * w + [|Square(h)|]; "
                + "static CellValue Square(CellValue a) => a * a;" + End,
            "SSEQ012", "'Square(h)' has no derivative that the generator knows." + Rules),
        new("a cell that is a record struct",
            "record struct Own : ICell { public static CellValue [|Step|](CellInput x, CellValue h, [Weight] CellVector b) => h + b;" + End,
            "SSEQ012", "Step multiplies by no matrix. Give it a [Weight] CellKernel for its input, for instance."),
        new("a cell that is an interface",
            "interface Own : ICell { static CellValue [|Step|](CellInput x, CellValue h, [Weight] CellVector b) => h + b;" + End,
            "SSEQ012", "Step multiplies by no matrix. Give it a [Weight] CellKernel for its input, for instance."),
        new("a cell without a matrix",
            "class Own : ICell { public static CellValue [|Step|](CellInput x, CellValue h, [Weight] CellVector b) => h + b;" + End,
            "SSEQ012", "Step multiplies by no matrix. Give it a [Weight] CellKernel for its input, for instance."),
    ];
}
