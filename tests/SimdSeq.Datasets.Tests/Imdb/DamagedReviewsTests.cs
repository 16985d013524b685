using System.Formats.Tar;
using System.IO.Compression;

namespace SimdSeq.Datasets.Tests;

public sealed class DamagedReviewsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EveryShorterArchiveIsAnErrorThatNamesThePlace()
    {
        byte[] whole = SmallReviews.Gzip(SmallReviews.Tar());
        for (int length = 0; length < whole.Length; length++)
        {
            DataFormatException e = LoadFails(_folder.WriteBytes("cut.tar.gz", whole[..length]));
            Assert.NotNull(e.Position);
        }
    }

    [Fact]
    public void EveryShorterTarIsAnError()
    {
        byte[] whole = SmallReviews.Tar();
        const int EndMark = 1024; // two blocks of zeros, which some programs leave out
        for (int length = 0; length < whole.Length - EndMark; length += 100)
        {
            LoadFails(_folder.WriteBytes("cut.tar.gz", SmallReviews.Gzip(whole[..length])));
        }
    }

    [Fact]
    public void EveryShorterNpzIsAnError()
    {
        byte[] whole = SmallReviews.Npz();
        for (int length = 0; length < whole.Length; length++) LoadFails(_folder.WriteBytes("cut.npz", whole[..length]));
    }

    [Theory]
    [InlineData("a.npz")]
    [InlineData("a.tar.gz")]
    public void AChangedByteIsAnErrorOrWithoutEffect(string name)
    {
        byte[] bytes = name == "a.npz" ? SmallReviews.Npz(level: CompressionLevel.NoCompression) : SmallReviews.Gzip(SmallReviews.Tar());
        ReviewData expected = ImdbReviews.Load(_folder.WriteBytes(name, bytes));
        ChangeBytes(bytes, name, changed => changed, actual =>
        {
            // What says when a file was packed, or by what, may change.
            Assert.Equal(expected.Training.Sequences, actual.Training.Sequences);
            Assert.Equal(expected.Training.Labels, actual.Training.Labels);
            Assert.Equal(expected.Test.Sequences, actual.Test.Sequences);
            Assert.Equal(expected.Test.Labels, actual.Test.Labels);
        });
    }

    /// <summary>Here gzip's hash tells nothing, so that the change comes to the tar reader.</summary>
    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void AChangedByteOfTheTarNeverEndsInAnotherError(TarEntryFormat format) =>
        ChangeBytes(SmallReviews.Tar(format: format), "a.tar.gz", SmallReviews.Gzip,
            actual => Assert.InRange(actual.Training.Count, 2, 3));

    /// <summary>What the tar reader reports by other exceptions than for other damage.</summary>
    [Theory]
    [InlineData(TarEntryFormat.Pax, 124, "32")] // attributes of 16 GB
    [InlineData(TarEntryFormat.Gnu, 124, "80FFFFFFFFFFFFFFFFFFFFFF")] // a file of 2^88 bytes
    [InlineData(TarEntryFormat.Gnu, 136, "8000000000FFFFFFFFFFFFFF")] // a time in 2 billion years
    [InlineData(TarEntryFormat.Ustar, 156, "53")] // a sparse file
    public void EntriesThatTheTarReaderRefusesAreDamage(TarEntryFormat format, int position, string value)
    {
        byte[] tar = SmallReviews.Tar(format: format);
        Convert.FromHexString(value).CopyTo(tar, position);
        DataFormatException e = LoadFails(_folder.WriteBytes("a.tar.gz", SmallReviews.Gzip(tar)));
        Assert.Contains("truncated or damaged", e.Message, StringComparison.Ordinal);
        Assert.NotNull(e.Position);
    }

    private void ChangeBytes(byte[] bytes, string name, Func<byte[], byte[]> pack, Action<ReviewData> check)
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        string path = Path.Combine(_folder.Path, name);
        for (int position = random.Next(5); position < bytes.Length; position += random.Next(1, 6))
        {
            byte before = bytes[position];
            bytes[position] ^= (byte)random.Next(1, 256);
            _folder.WriteBytes(name, pack(bytes));
            Exception? e = Record.Exception(() => check(ImdbReviews.Load(path)));
            Assert.True(
                e is null or DataFormatException && (e?.Message.StartsWith(path, StringComparison.Ordinal) ?? true),
                $"Seed {seed}, byte {position} from {before:X2} to {bytes[position]:X2}: {e}");
            bytes[position] = before;
        }
    }

    [Theory]
    [InlineData("aclImdb/train/pos/10_8.txt", null, "a rating of 7 to 10", "aclImdb/train/pos/10_3.txt")]
    [InlineData("aclImdb/test/neg/0_1.txt", null, "a rating of 1 to 4", "aclImdb/test/neg/0_5.txt")]
    [InlineData("aclImdb/train/pos/10_8.txt", null, "ID_RATING.txt", "aclImdb/train/pos/x_8.txt")]
    [InlineData("aclImdb/train/pos/10_8.txt", "<!--...-->", "10 bytes without a word", null)]
    [InlineData("aclImdb/test/pos/0_10.txt", null, "test/pos", null)]
    [InlineData("aclImdb/train/neg/0_2.txt", null, "train/neg", null)]
    public void MistakesInTheTextAreNamed(string replaced, string? text, string problem, string? renamed)
    {
        Dictionary<string, string> files = new(SmallReviews.Files);
        if (renamed is not null) files[renamed] = files[replaced];
        if (text is not null) files[replaced] = text;
        else files.Remove(replaced);
        foreach (string path in (string[])
            [SmallReviews.WriteDirectory(_folder, files), _folder.WriteBytes("a.tar.gz", SmallReviews.Gzip(SmallReviews.Tar(files)))])
        {
            DataFormatException e = LoadFails(path);
            Assert.Contains(problem, e.Message, StringComparison.Ordinal);
            if (renamed is not null) Assert.EndsWith(Path.GetFileName(renamed), e.Member);
        }
    }

    [Fact]
    public void AReviewThatIsThereTwiceIsNamed()
    {
        Dictionary<string, string> files = new(SmallReviews.Files) { ["copy/train/pos/9_7.txt"] = "once more" };
        DataFormatException e = LoadFails(_folder.WriteBytes("a.tar.gz", SmallReviews.Gzip(SmallReviews.Tar(files))));
        Assert.Equal("train/pos/9_7.txt", e.Member);
    }

    [Fact]
    public void OtherFilesAndFoldersAreRefused()
    {
        Assert.Contains("train/pos, train/neg, test/pos, test/neg", LoadFails(_folder.Path).Message, StringComparison.Ordinal);
        string page = _folder.Write("a.html", "<html>This is another page.</html>");
        Assert.Contains("begins with 3C68", LoadFails(page).Message, StringComparison.Ordinal);
        LoadFails(_folder.WriteGzip("text.gz", "This is no archive, but some text of more than a block. " + new string('x', 2000)));
        LoadFails(_folder.WriteZip("other.zip", null, ("a.csv", "date")));
        Assert.Throws<FileNotFoundException>(() => ImdbReviews.Load(Path.Combine(_folder.Path, "none", "a.npz")));
    }

    [Theory]
    [InlineData("x_train_tokens", 3, 0, "the rank of a word", "x_train_tokens[3]")]
    [InlineData("x_test_tokens", 0, -7, "got -7", "x_test_tokens[0]")]
    [InlineData("x_train_offsets", 0, 1, "first review at 0", "x_train_offsets[0]")]
    [InlineData("x_train_offsets", 2, 4, "4 after 4", "x_train_offsets[2]")]
    [InlineData("x_train_offsets", 1, -4, "-4 after 0", "x_train_offsets[1]")]
    [InlineData("x_train_offsets", 3, 13, "rise up to 12", "x_train_offsets[3]")]
    [InlineData("x_test_offsets", 2, 4, "end at 5", "x_test_offsets[2]")]
    [InlineData("y_train", 1, 2, "label 0 or 1", "y_train[1]")]
    [InlineData("train_seed113_order", 2, 2, "0..2 once", "train_seed113_order[2]")]
    [InlineData("test_seed113_order", 0, 2, "0..1 once", "test_seed113_order[0]")]
    public void MistakesInTheArraysAreNamed(string array, int index, int value, string problem, string member)
    {
        int[] values = [.. SmallReviews.Arrays[array]];
        values[index] = value;
        DataFormatException e = LoadFails(_folder.WriteBytes("a.npz", SmallReviews.Npz(array, SmallReviews.Npy(values))));
        Assert.Equal(member, e.Member);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y_train", "5 offsets for 4 reviews")]
    [InlineData("x_test_offsets", "3 offsets for 2 reviews")]
    [InlineData("train_seed113_order", "expected 3 rows")]
    public void ArraysOfOtherLengthsAreNamed(string array, string problem)
    {
        byte[] longer = SmallReviews.Npy([.. SmallReviews.Arrays[array], 1]);
        Assert.Contains(problem, LoadFails(_folder.WriteBytes("a.npz", SmallReviews.Npz(array, longer))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyFlatArraysOfIntegersAreRead()
    {
        Check(SmallReviews.Npy([1, 1, 0], descr: "'|O'"), 10, "pickled");
        Check(SmallReviews.Npy([1, 1, 0], descr: "'>i4'"), 10, "'>i4'");
        Check(SmallReviews.Npy([1, 1, 0], descr: "'<f4'"), 10, "'<f4'");
        Check(SmallReviews.Npy([1, 1, 0], shape: "(3, 1)"), 10, "(3, 1)");
        Check(SmallReviews.Npy([1, 1, 0], shape: "(-3,)"), 10, "(-3,)");
        Check(SmallReviews.Npy([1, 1, 0], shape: "(99999999999,)"), 10, "99999999999");
        Check(SmallReviews.Npy([1, 1, 0], version: 2), 0, "version 1.0");
        Check(SmallReviews.Npy([1, 1, 0], shape: "(4,)"), null, "for 4 integers");
        Check(SmallReviews.Npy([1, 1, 0], shape: "(2,)"), null, "for 2 integers");
        Check(SmallReviews.Npy([1, 1, 0])[..40], null, "y_train.npy");
        Check([], null, "y_train.npy");

        void Check(byte[] array, int? position, string problem)
        {
            DataFormatException e = LoadFails(_folder.WriteBytes("a.npz", SmallReviews.Npz("y_train", array)));
            Assert.Equal("y_train.npy", e.Member);
            if (position is not null) Assert.Equal(position, e.Position);
            Assert.Contains(problem, e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AnArrayThatIsLackingIsNamed()
    {
        foreach (string array in SmallReviews.Arrays.Keys)
        {
            string message = LoadFails(_folder.WriteBytes("a.npz", SmallReviews.Npz(array))).Message;
            Assert.Contains($"expected a member '{array}.npy'", message, StringComparison.Ordinal);
        }
    }

    /// <summary>The error of reading a file, which names it.</summary>
    private static DataFormatException LoadFails(string path)
    {
        var e = Assert.Throws<DataFormatException>(() => ImdbReviews.Load(path));
        Assert.StartsWith(path, e.Message);
        Assert.Equal(path, e.File);
        return e;
    }
}
