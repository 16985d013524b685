using System.Buffers.Binary;
using System.IO.Compression;

namespace SimdSeq.Datasets.Tests;

public sealed class MnistTests : IDisposable
{
    private const string Images = "train-images-idx3-ubyte", Labels = "train-labels-idx1-ubyte";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FourFilesAreRead(bool packed)
    {
        WriteAll(packed);
        DigitData digits = MnistDigits.Load(_folder.Path);
        Assert.Equal((3, 2), (digits.Training.Count, digits.Test.Count));
        Assert.Equal([3, 4, 5], digits.Training.Labels.ToArray());
        Assert.Equal(7, digits.Training.Images.Span[MnistDigits.Pixels + 5]);
        string one = Path.Combine(_folder.Path, packed ? Images + ".gz" : Images);
        Assert.Equal(3, MnistDigits.Load(one).Training.Count);
        Assert.Equal(one, DataFolder.Find("mnist", Directory.GetParent(_folder.Path)!.FullName) ?? one);
    }

    [Fact]
    public void EveryCutFileIsAnError()
    {
        WriteAll(packed: false);
        byte[] labels = File.ReadAllBytes(Path.Combine(_folder.Path, Labels)), packed = Gzip(labels);
        for (int length = 0; length < labels.Length; length++) Fails(Labels, labels[..length]);
        Fails(Labels, [.. labels, 0], "11: expected 3 values, got 4. The file is damaged, or another one.");
        for (int length = 0; length < packed.Length; length++) Fails(Labels, packed[..length]);
        Fails(Labels, packed[..^1], "truncated or damaged");
    }

    [Fact]
    public void OtherFilesAreCalledWhatTheyAre()
    {
        WriteAll(packed: false);
        Fails(Images, Idx(8, [3], new byte[3]), "got an idx file of type 08 with 1 dimensions");
        Fails(Images, Idx(13, [3, 28, 28], new byte[3 * 784]), "got an idx file of type 0D with 3 dimensions");
        Fails(Images, [.. "<!doctype html><p>Not found</p>"u8], "got a web page");
        Fails(Images, [], "got an empty file");
        Fails(Images, Idx(8, [3, 28, 27], new byte[3 * 28 * 27]), "expected images of 28 x 28 pixels, got 28 x 27");
        Fails(Images, Idx(8, [2, 28, 28], new byte[2 * 784]), "expected 2 labels for as many images, got 3");
        Fails(Images, Idx(8, [-1, 28, 28], []), "byte 4: expected a dimension of at least 1, got -1");
        Fails(Images, Idx(8, [int.MaxValue, int.MaxValue, int.MaxValue], []), "truncated");
        Fails(Labels, Idx(8, [3], [0, 10, 1]), "byte 9: expected a digit from 0 to 9, got 10");
        File.Delete(Path.Combine(_folder.Path, Labels));
        Assert.Contains(Labels, Assert.Throws<FileNotFoundException>(() => MnistDigits.Load(_folder.Path)).Message);
    }

    [Fact]
    public void AFileThatUnpacksToTooMuchIsAnError()
    {
        WriteAll(packed: true);
        var limits = new ReadingLimits { File = 1000 };
        var e = Assert.Throws<DataFormatException>(() => MnistDigits.Load(_folder.Path, limits));
        Assert.Contains("at most 1,000 bytes when unpacked", e.Message);
    }

    [Fact]
    public void ThePermutedOrderIsAPermutationThatStays()
    {
        Assert.Equal(Enumerable.Range(0, 784), PixelDataset.PermutedOrder.Order());
        Assert.NotEqual(Enumerable.Range(0, 784), PixelDataset.PermutedOrder);
        Assert.Equal((350, 199, 444), (PixelDataset.PermutedOrder[0], PixelDataset.PermutedOrder[1], PixelDataset.PermutedOrder[783]));
        WriteAll(packed: false);
        DigitSet digits = MnistDigits.Load(_folder.Path).Training;
        (float[] inputs, float[] targets) = Filled.Of(new PixelDataset(digits), 1);
        (float[] permuted, _) = Filled.Of(new PixelDataset(digits, PixelDataset.PermutedOrder), 1);
        Assert.Equal([4f], targets);
        Assert.Equal((7 / 255f - 0.1307f) / 0.3081f, inputs[5]);
        Assert.Equal(PixelDataset.PermutedOrder.Select(pixel => inputs[pixel]), permuted);
        Assert.Throws<ArgumentException>(() => new PixelDataset(digits, [.. Enumerable.Repeat(1, 784)]));
        Assert.Throws<ArgumentException>(() => new PixelDataset(digits, [0, 1]));
    }

    [Fact]
    public void StandInsAreDigitsThatCanBeTold()
    {
        DigitData digits = SyntheticDigits.Generate(50, 10), again = SyntheticDigits.Generate(50, 10);
        Assert.Equal((50, 10), (digits.Training.Count, digits.Test.Count));
        Assert.Equal(digits.Test.Images.ToArray(), again.Test.Images.ToArray());
        Assert.All(digits.Training.Labels.ToArray(), label => Assert.InRange(label, 0, 9));
        for (int i = 0; i < 50; i++) Assert.InRange(digits.Training.Slice(i, 1).Images.ToArray().Count(pixel => pixel > 150), 10, 250);
    }

    [RealDataFact("mnist/train-images-idx3-ubyte.gz", "mnist/t10k-labels-idx1-ubyte.gz")]
    public void TheRealFilesAreRead()
    {
        DigitData digits = MnistDigits.Load(RealDataFactAttribute.PathOf("mnist"));
        Assert.Equal((60_000, 10_000), (digits.Training.Count, digits.Test.Count));
        Assert.Equal([5, 0, 4, 1, 9], digits.Training.Labels[..5].ToArray());
        double mean = digits.Training.Images.ToArray().Average(pixel => pixel / 255.0);
        Assert.Equal(0.1307, mean, 1e-4);
    }

    private void Fails(string name, byte[] content, string? expected = null)
    {
        string path = Path.Combine(_folder.Path, name);
        byte[] old = File.ReadAllBytes(path);
        File.WriteAllBytes(path, content);
        var e = Assert.Throws<DataFormatException>(() => MnistDigits.Load(_folder.Path));
        Assert.StartsWith(_folder.Path, e.Message);
        if (expected is not null) Assert.Contains(expected, e.Message);
        File.WriteAllBytes(path, old);
    }

    private void WriteAll(bool packed)
    {
        var pixels = new byte[3 * MnistDigits.Pixels];
        pixels[MnistDigits.Pixels + 5] = 7;
        Write(Images, Idx(8, [3, 28, 28], pixels));
        Write(Labels, Idx(8, [3], [3, 4, 5]));
        Write("t10k-images-idx3-ubyte", Idx(8, [2, 28, 28], new byte[2 * MnistDigits.Pixels]));
        Write("t10k-labels-idx1-ubyte", Idx(8, [2], [9, 0]));

        void Write(string name, byte[] content) => _folder.WriteBytes(packed ? name + ".gz" : name, packed ? Gzip(content) : content);
    }

    private static byte[] Idx(byte type, int[] shape, byte[] values)
    {
        var header = new byte[4 + 4 * shape.Length];
        (header[2], header[3]) = (type, (byte)shape.Length);
        for (int i = 0; i < shape.Length; i++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * i), shape[i]);
        return [.. header, .. values];
    }

    private static byte[] Gzip(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest)) gzip.Write(content);
        return memory.ToArray();
    }
}
