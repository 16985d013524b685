namespace SimdSeq.Datasets;

/// <summary>Stand-ins for MNIST's files: digits of seven bars, as a pocket calculator shows them, moved about and speckled.</summary>
public static class SyntheticDigits
{
    // Bars of each digit: top, upper left, upper right, middle, lower left, lower right, bottom.
    private static readonly string[] Bars =
        ["abcefg", "cf", "acdeg", "acdfg", "bcdf", "abdfg", "abdefg", "acf", "abcdefg", "abcdfg"];

    /// <summary>Draws digits, the same everywhere.</summary>
    /// <param name="training">How many to train on.</param>
    /// <param name="test">How many to test with.</param>
    public static DigitData Generate(int training = 2000, int test = 500)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(training, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(test, 1);
        var random = new SplitMix64(7);
        return new DigitData(Draw(training, random), Draw(test, random));
    }

    private static DigitSet Draw(int count, SplitMix64 random)
    {
        var images = new byte[count * MnistDigits.Pixels];
        var labels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)random.Below(MnistDigits.Classes);
            Draw(images.AsSpan(i * MnistDigits.Pixels, MnistDigits.Pixels), Bars[labels[i]], random);
        }

        return new DigitSet(images, labels);
    }

    private static void Draw(Span<byte> image, string bars, SplitMix64 random)
    {
        const int Length = 8, Speckles = 10, Specks = 40;
        int left = 6 + random.Below(8), top = 3 + random.Below(5);
        foreach (char bar in bars)
        {
            (int x, int y, bool lies) = bar switch
            {
                'a' => (0, 0, true),
                'b' => (0, 0, false),
                'c' => (Length, 0, false),
                'd' => (0, Length, true),
                'e' => (0, Length, false),
                'f' => (Length, Length, false),
                _ => (0, 2 * Length, true),
            };
            for (int i = 0; i <= Length; i++)
            {
                int row = top + y + (lies ? 0 : i), column = left + x + (lies ? i : 0);
                image[row * MnistDigits.Side + column] = (byte)(255 - random.Below(Specks));
                image[row * MnistDigits.Side + column + 1] = (byte)(200 - random.Below(Specks)); // two pixels wide
            }
        }

        for (int i = 0; i < Speckles; i++) image[random.Below(image.Length)] = (byte)random.Below(256);
    }
}
