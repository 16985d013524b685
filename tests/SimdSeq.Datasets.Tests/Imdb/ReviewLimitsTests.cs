using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace SimdSeq.Datasets.Tests;

/// <summary>Small archives cannot make the reader of reviews spend much memory, nor write long messages.</summary>
public sealed class ReviewLimitsTests : IDisposable
{
    private const long Modest = 64 << 20; // bytes allocated

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(TarEntryFormat.Pax, 'x')]
    [InlineData(TarEntryFormat.Pax, 'g')]
    [InlineData(TarEntryFormat.Gnu, 'L')]
    [InlineData(TarEntryFormat.Gnu, 'K')]
    public void AttributesOfATarAreBounded(TarEntryFormat format, char type)
    {
        byte[] tar = SmallReviews.Tar(format: format);
        tar[156] = (byte)type;
        "14000000000\0"u8.CopyTo(tar.AsSpan(124)); // 1.5 GB
        FailsModestly(SmallReviews.Gzip(tar), "bytes of attributes");
        ((ReadOnlySpan<byte>)[0x80, 0, 0, 0, 0, 0, 0, 0, 0x60, 0, 0, 0]).CopyTo(tar.AsSpan(124)); // the same as a number of base 256
        FailsModestly(SmallReviews.Gzip(tar), "bytes of attributes");
    }

    [Fact]
    public void AReviewIsBounded()
    {
        Dictionary<string, string> files = new(SmallReviews.Files) { ["aclImdb/train/pos/11_8.txt"] = new string('x', (1 << 20) + 1) };
        FailsModestly(SmallReviews.Gzip(SmallReviews.Tar(files)), "bytes in a review");
        string folder = SmallReviews.WriteDirectory(_folder, files);
        Assert.Contains(
            "bytes in a review", Assert.Throws<DataFormatException>(() => ImdbReviews.Load(folder)).Message, StringComparison.Ordinal);
        files["aclImdb/train/pos/11_8.txt"] = new string('x', 1 << 20);
        Assert.Equal(4, ImdbReviews.Load(_folder.WriteBytes("a.tar.gz", SmallReviews.Gzip(SmallReviews.Tar(files)))).Training.Count);
        Assert.Equal(4, ImdbReviews.Load(SmallReviews.WriteDirectory(_folder, files)).Training.Count);
    }

    [Fact]
    public void AllReviewsTogetherAreBounded()
    {
        string path = _folder.WriteBytes("a.tar.gz", SmallReviews.Gzip(SmallReviews.Tar()));
        int bytes = SmallReviews.Files.Where(
            file => file.Key.Contains("pos", StringComparison.Ordinal) || file.Key.Contains("neg", StringComparison.Ordinal))
            .Sum(file => Encoding.UTF8.GetByteCount(file.Value));
        Check(new ReadingLimits { Reviews = bytes - 1 }, "bytes of reviews");
        Check(new ReadingLimits { Words = 2 }, "different words");
        Check(new ReadingLimits { Unpacked = SmallReviews.Tar().Length - 1 }, "when unpacked");
        Assert.Equal(
            3, ImdbReviews.Load(path, new ReviewOptions(), new ReadingLimits { Reviews = bytes, Unpacked = SmallReviews.Tar().Length })
                .Training.Count);

        void Check(ReadingLimits limits, string says)
        {
            var e = Assert.Throws<DataFormatException>(() => ImdbReviews.Load(path, new ReviewOptions(), limits));
            Assert.Contains(says, e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("damaged", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void MessagesQuoteTheBeginningOfLongNames()
    {
        string name = string.Concat(Enumerable.Repeat("n/", 50_000));
        foreach (string file in (string[])["train/pos/9_7x.txt", "train/pos/" + new string('0', 9000) + "1_7.txt"])
        {
            Dictionary<string, string> files = new() { [name + file] = "text" };
            FailsModestly(SmallReviews.Gzip(SmallReviews.Tar(files, TarEntryFormat.Pax)), "ID_RATING.txt");
        }

        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            for (int i = 0; i < 2000; i++) zip.CreateEntry(i + new string('n', 5000));
        }

        FailsModestly(memory.ToArray(), "and 1995 more");
        FailsModestly(SmallReviews.Npz("y_train", SmallReviews.Npy([1], descr: "'" + new string('d', 60_000) + "'")), "one dimension");
    }

    [Fact]
    public void AnArrayIsAsLongAsItsPackedBytesCanHold()
    {
        byte[] npz = SmallReviews.Npz("y_train", SmallReviews.Npy([1], shape: "(100000000,)"));
        FailsModestly(npz, "for 100000000 integers");
        // The zip says the same length as the array does, of a few packed bytes.
        const int Length = 128 + 4 * 100_000_000;
        FailsModestly(WithLength(npz, "y_train.npy", Length), "cannot hold");
        FailsModestly(SmallReviews.Npz("y_train", SmallReviews.Npy([1], shape: "(2000000000,)")), "at most");
    }

    [Fact]
    public void AnArrayThatIsThereTwiceIsRefused()
    {
        using var memory = new MemoryStream(SmallReviews.Npz().ToArray());
        using var twice = new MemoryStream();
        memory.CopyTo(twice);
        using (var zip = new ZipArchive(twice, ZipArchiveMode.Update, leaveOpen: true))
        {
            using Stream stream = zip.CreateEntry("y_train.npy").Open();
            stream.Write(SmallReviews.Npy([0, 0, 1]));
        }

        FailsModestly(twice.ToArray(), "more than once");
    }

    private static byte[] WithLength(byte[] zip, string name, int length)
    {
        byte[] changed = [.. zip];
        ReadOnlySpan<byte> wanted = Encoding.ASCII.GetBytes(name);
        for (int at = 0; at < zip.Length - 46; at++)
        {
            if (zip.AsSpan(at).StartsWith("PK\x01\x02"u8) && zip.AsSpan(at + 46).StartsWith(wanted))
                BitConverter.TryWriteBytes(changed.AsSpan(at + 24), length);
        }

        return changed;
    }

    private void FailsModestly(byte[] bytes, string says)
    {
        string path = _folder.WriteBytes("a", bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var e = Assert.Throws<DataFormatException>(() => ImdbReviews.Load(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Modest);
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
        Assert.InRange(e.Message.Length, 1, 1500);
    }
}
