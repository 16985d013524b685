namespace SimdSeq.Datasets;

/// <summary>
/// MNIST (LeCun, Cortes and Burges 1998): 60,000 handwritten digits to train on and 10,000 to test with, 28 x 28 pixels, from the four idx
/// files.
/// </summary>
public static class MnistDigits
{
    /// <summary>Rows and columns of an image.</summary>
    public const int Side = 28;

    /// <summary>Pixels of an image.</summary>
    public const int Pixels = Side * Side;

    /// <summary>Different labels.</summary>
    public const int Classes = 10;

    private const string Train = "train", Test = "t10k";

    /// <summary>Reads all four files.</summary>
    /// <param name="path">The folder that holds them, or one of them; each is <c>.gz</c> or unpacked.</param>
    /// <exception cref="FileNotFoundException">One of them is not there.</exception>
    /// <exception cref="DataFormatException">One of them is something else, truncated or damaged, or they do not fit together.</exception>
    public static DigitData Load(string path) => Load(path, ReadingLimits.Default);

    /// <summary>The same with other limits.</summary>
    internal static DigitData Load(string path, ReadingLimits limits)
    {
        ArgumentNullException.ThrowIfNull(path);
        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        return new DigitData(Read(folder, Train, limits), Read(folder, Test, limits));
    }

    private static DigitSet Read(string folder, string part, ReadingLimits limits)
    {
        string images = Find(folder, $"{part}-images-idx3-ubyte"), labels = Find(folder, $"{part}-labels-idx1-ubyte");
        (int[] shape, ReadOnlyMemory<byte> pixels) = IdxFile.Read(images, "MNIST's images", 3, limits);
        if (shape[1] != Side || shape[2] != Side)
            throw new DataFormatException(images, null, 8, $"expected images of {Side} x {Side} pixels, got {shape[1]} x {shape[2]}.");
        (int[] count, ReadOnlyMemory<byte> digits) = IdxFile.Read(labels, "MNIST's labels", 1, limits);
        if (count[0] != shape[0])
            throw new DataFormatException(labels, null, 4,
                $"expected {shape[0]} labels for as many images, got {count[0]}. The files are not of one set.");
        int wrong = digits.Span.IndexOfAnyExceptInRange((byte)0, (byte)(Classes - 1));
        if (wrong >= 0)
            throw new DataFormatException(labels, null, 8 + wrong,
                $"expected a digit from 0 to 9, got {digits.Span[wrong]}. The file is damaged.");
        return new DigitSet(pixels, digits);
    }

    private static string Find(string folder, string name)
    {
        string plain = Path.Combine(folder, name), packed = plain + ".gz";
        return File.Exists(plain) ? plain : packed; // the reader says when neither is there
    }
}
