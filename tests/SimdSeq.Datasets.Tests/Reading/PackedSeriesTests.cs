using System.Diagnostics;
using System.IO.Compression;
using SimdSeq.Data;

namespace SimdSeq.Datasets.Tests;

/// <summary>Records in archives: whole, of several parts, damaged, cut, or from a pipe.</summary>
public sealed class PackedSeriesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void AChangedByteOfAZipIsAnErrorOrWithoutEffect(CompressionLevel level)
    {
        byte[] zip = TemporaryFolder.Zip(level, ("a.csv", Text(0, 20)));
        float[] expected = Values(zip);
        for (int position = 0; position < zip.Length; position++)
        {
            foreach (byte change in (byte[])[1, 4, 0x80])
            {
                byte[] changed = [.. zip];
                changed[position] ^= change;
                float[]? actual = null;
                Exception? e = Record.Exception(() => actual = Values(changed));
                Assert.True(
                    e is SeriesFormatException || (e is null && expected.SequenceEqual(actual!)), $"Byte {position} ^ {change}: {e}");
            }
        }
    }

    [Fact]
    public void AGzipOfSeveralMembersIsReadToItsEnd()
    {
        // The sizes put the border of two members at every place relative to the buffers.
        for (int first = 1; first < 1500; first += 97)
        {
            byte[] joined =
                [.. TemporaryFolder.Gzip(Text(0, first)), .. TemporaryFolder.Gzip(Text(first, 3)),
                    .. TemporaryFolder.Gzip(Text(first + 3, 700))];
            Assert.Equal(Enumerable.Range(0, first + 703).Select(i => (float)i), Values(joined));
        }
    }

    [Fact]
    public void AGzipThatEndsInsideAMemberIsAnError()
    {
        byte[] first = TemporaryFolder.Gzip(Text(0, 50)), second = TemporaryFolder.Gzip(Text(50, 50)), whole = [.. first, .. second];
        for (int length = 3; length < whole.Length; length++)
        {
            if (length == first.Length) continue; // a whole gzip: nothing tells that there was more
            Assert.Throws<SeriesFormatException>(() => Values(whole[..length]));
        }

        Assert.Throws<SeriesFormatException>(() => Values([.. whole, 0]));
    }

    [Fact]
    public void APipeOrAFolderIsExplained()
    {
        Assert.Contains("got a folder", Assert.Throws<SeriesFormatException>(() => SeriesReader.Read(_folder.Path)).Message);
        if (OperatingSystem.IsWindows()) return; // no pipes with a path there
        string path = Path.Combine(_folder.Path, "pipe");
        using (Process make = Process.Start("mkfifo", [path])) make.WaitForExit();
        foreach (Action load in (Action[])[() => SeriesReader.Read(path), () => ImdbReviews.Load(path)])
        {
            using Process writer = Process.Start("sh", ["-c", $"echo data > '{path}'"]);
            Assert.Contains("got a pipe", Assert.ThrowsAny<FormatException>(load).Message);
            writer.WaitForExit();
        }
    }

    private float[] Values(byte[] file)
    {
        TimeSeries series = SeriesReader.Read(_folder.WriteBytes("a", file)).Series;
        return series.Values.ToArray();
    }

    // Without a header when it is no beginning.
    private static string Text(int first, int rows) =>
        (first == 0 ? "date,a\n" : "") + string.Concat(Enumerable.Range(first, rows).Select(i =>
        FormattableString.Invariant($"{new DateTime(2020, 1, 1).AddHours(i):yyyy-MM-dd HH:mm:ss},{i}\n")));
}
