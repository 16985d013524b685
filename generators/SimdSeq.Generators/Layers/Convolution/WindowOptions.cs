using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;
using static System.FormattableString;

namespace SimdSeq.Generators.Layers;

/// <summary>The library's <c>Padding</c>, which the generator cannot reference; a test compares the two.</summary>
internal enum PaddingName { Valid, Same, Causal }

/// <summary>The windows that a layer's options ask for.</summary>
internal static class WindowOptions
{
    private const long MaxSpan = 1 << 24;

    /// <returns>The windows, or null after reporting what is wrong.</returns>
    public static Windows? Of(Shape input, int size, int stride, int dilation, PaddingName padding, string sizeOption,
        LayerProblems problems)
    {
        if ((size - 1L) * dilation >= MaxSpan)
        {
            problems.Add(Ids.TooLarge, sizeOption, Invariant($"A window must span at most {MaxSpan:N0} steps; got ")
                + Invariant($"{(size - 1L) * dilation + 1:N0}"), "Use fewer.");
            return null;
        }

        if (padding == PaddingName.Same) return Windows.Same(input.Rows, size, stride, dilation);
        if (padding == PaddingName.Causal) return Windows.Causal(input.Rows, size, stride, dilation);
        if (Windows.Valid(input.Rows, size, stride, dilation) is { } windows) return windows;
        problems.Add(Ids.WrongShape, sizeOption,
            Invariant($"A window of {(size - 1L) * dilation + 1} steps needs at least as many; got {input.Rows}"),
            "Use a smaller one, or padding: Padding.Same, which adds zeros.");
        return null;
    }

    /// <summary>A number of steps that must be there.</summary>
    public static void RequireAtLeast(LayerDeclaration options, string argument, int least, LayerProblems problems)
    {
        int value = options.Int(argument);
        if (value < least)
            problems.Add(Ids.ArgumentOutOfRange, argument, Invariant($"{argument} must be at least {least}; got {value}"),
                "Give a number of steps.");
    }
}
