namespace SimdSeq.Generators.Tests.Diagnostics;

/// <summary>Mistakes in the equation of a user's loss.</summary>
internal static class LossMistakes
{
    private const string Start = "static partial class Own { [Loss] static LossValue Far(LossValue y, LossValue t) ";
    private const string Rules = " The equation of a loss consists of 'var name = ...;' and 'return ...;' with +, -, *, /, comparisons in "
        + "'c ? a : b', numbers, its own values and the functions of LossValue.";

    public static IEnumerable<Mistake> All =>
    [
        new("a loss with a function of its own", Start + "=> y - [|Twice(t)|]; static LossValue Twice(LossValue a) => a + a; }",
            "SSEQ016", "'Twice(t)' has no derivative that the generator knows." + Rules),
        new("a loss with a statement", Start + "{ [|if (y > t) return y;|] return t - y; } }",
            "SSEQ016", "'if (y > t) return y;' is no equation." + Rules),
        new("a loss with a field", Start + "=> [|Scale|] * (y - t); static double Scale = 2; }",
            "SSEQ016", "'Scale' is no value of this loss." + Rules),
        new("a loss with another condition", Start + "=> [|y.Equals(t)|] ? y : t - y; }",
            "SSEQ016", "'y.Equals(t)' is no comparison of two values." + Rules),
        new("a loss of one value", "static partial class Own { [Loss] static LossValue [|Far|](LossValue y) => y; }",
            "SSEQ016", "The loss Far must be static LossValue Far(LossValue answer, LossValue target, ...), the rest double."),
        new("a loss in a class that is not partial",
            "static class [|Own|] { [Loss] static LossValue Far(LossValue y, LossValue t) => y - t; }",
            "SSEQ016", "Own holds the loss Far and must be partial, so that the generator can write beside it."),
    ];
}
