using static SimdSeq.Generators.Tests.Diagnostics.ForwardMistakes;

namespace SimdSeq.Generators.Tests.Diagnostics;

/// <summary>Arithmetic in Forward that throws when it is run.</summary>
internal static class OverflowMistakes
{
    public static IEnumerable<Mistake> All =>
    [
        Body("a quotient that overflows", "int n = -1; return Dense([|int.MinValue / n|])(x);",
            "SSEQ015", "'int.MinValue / n' overflows. Give other numbers."),
        Body("a checked step that overflows", "int n = int.MaxValue; checked { [|n++|]; } return Dense(n)(x);",
            "SSEQ015", "'n++' overflows. Give other numbers."),
        Body("a checked sum that overflows", "int n = int.MaxValue; return Dense(checked([|n + 1|]))(x);",
            "SSEQ015", "'n + 1' overflows. Give other numbers."),
        Body("a checked product that overflows", "long n = 1L << 40; checked { [|n *= n|]; } return Dense((int)n)(x);",
            "SSEQ015", "'n *= n' overflows. Give other numbers."),
        Body("a checked assignment that overflows", "byte n = 255; checked { [|n += 1|]; } return Dense(n)(x);",
            "SSEQ015", "'n += 1' overflows. Give other numbers."),
        Body("a checked sign that overflows", "int n = int.MinValue; return Dense(checked([|-n|]))(x);",
            "SSEQ015", "'-n' overflows. Give other numbers."),
        Body("a checked conversion that overflows", "double n = 1e10; return Dense(checked([|(int)n|]))(x);",
            "SSEQ015", "'(int)n' overflows. Give other numbers."),
        Body("an absolute value that overflows", "int n = int.MinValue; return Dense([|System.Math.Abs(n)|])(x);",
            "SSEQ015", "'System.Math.Abs(n)' overflows. Give other numbers."),
    ];
}
