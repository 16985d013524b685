using static SimdSeq.Generators.Tests.Diagnostics.ForwardMistakes;

namespace SimdSeq.Generators.Tests.Diagnostics;

/// <summary>Calls of layers that no answer is made of.</summary>
internal static class UnreadCallMistakes
{
    public static IEnumerable<Mistake> All =>
    [
        Body("a value that is thrown away", "[|Dense(2)|](x); return Gru(3)(x);", "SSEQ018", Unread("Dense")),
        Body("a value that is written over", "var y = [|Dense(2)|](x); y = Gru(3)(x); return y;", "SSEQ018", Unread("Dense")),
        Body("a chain that leads nowhere", "var y = [|Gru(2)|](Dense(3)(x)); return Dense(4)(x);", "SSEQ018", Unread("Gru")),
        Body("a sum that is thrown away", "var y = [|x + x|]; return Dense(4)(x);", "SSEQ018", Unread("Add")),
        Body("an answer whose states are not read either",
            "var (y, h) = [|Gru(2, returnState: true)|](x); return Dense(4)(x);", "SSEQ018", Unread("Gru")),
        Block("a value that is thrown away in a block", "return Block(x, 4);",
            "Two([|Gru(1)|](x), Dense(units)(x)); static SymbolicTensor Two(SymbolicTensor a, SymbolicTensor b) => b",
            "SSEQ018", Unread("Gru") + " (in Block(...) called at line 2)"),
    ];

    private static string Unread(string layer) => $"No answer of Forecaster is made of what this call of {layer} gives, so it is no part "
        + "of the model. Use its value, remove it, or assign it to _.";
}
