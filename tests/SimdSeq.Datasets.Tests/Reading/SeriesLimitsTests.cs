using System.IO.Compression;
using System.Text;

namespace SimdSeq.Datasets.Tests;

/// <summary>Small files cannot make the reader of series spend much memory, nor write long messages.</summary>
public sealed class SeriesLimitsTests : IDisposable
{
    private const long Modest = 128 << 20; // bytes allocated, most of them for the fields of the longest record

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("date,a\n2020-01-01,1\n", ",", 3)]
    [InlineData("", ",", 1)]
    [InlineData("date", ",a", 1)]
    [InlineData("date,a\n2020-01-01,1\n", "\"\n\",", 3)] // a record of many lines
    [InlineData("date,a\n2020-01-01,1\n", " ", 3)]
    [InlineData("date,a\n2020-01-01,\"1", "\n", 2)]
    [InlineData("date,a\n2020-01-01,\"1", "\"\"", 2)]
    [InlineData("", "date", 1)]
    [InlineData("date,a\n2020-01-01,1\n", "\n", 3)] // lines without anything are passed over
    public void ARecordWithoutEndIsRefusedWhereItBegins(string beginning, string repeated, int line)
    {
        string path = WritePacked(beginning, repeated, 64 << 20);
        Assert.InRange(new FileInfo(path).Length, 1, 1 << 20);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var e = Assert.Throws<SeriesFormatException>(() => SeriesReader.Read(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Modest);
        Assert.Equal(line, e.Line);
        Assert.InRange(e.Message.Length, 1, 1000);
    }

    [Fact]
    public void AsManyColumnsAsALineHoldsAreRead()
    {
        const int Columns = 120_000;
        string names = string.Concat(Enumerable.Range(0, Columns).Select(i => $",c{i}"));
        string values = string.Concat(Enumerable.Repeat(",1", Columns));
        string path = _folder.Write("a.csv", $"date{names}\n2020-01-01{values}\n2020-01-02{values}\n");
        Assert.Equal(Columns, SeriesReader.Read(path).Series.Features);
    }

    [Fact]
    public void MessagesQuoteTheBeginningOfWhatIsLong()
    {
        string name = new('n', 4000);
        foreach (string text in (string[])
            [
                $"date,{name}\n2020-01-01,x\n", $"date,a\n2020-01-01,{name}\n", $"date,a\n{name},1\n", $"{name},a\n1,2\n",
                $"date,{name},{name}\n",
                $"date,a\n2020-01-01,\"{name}\"x\n", $"{name}\n", $"date;{name};\n",
            ])
        {
            string path = _folder.Write("a.csv", text);
            Assert.InRange(Assert.Throws<SeriesFormatException>(() => SeriesReader.Read(path)).Message.Length, 1, path.Length + 700);
        }

        string zip = _folder.WriteZip("a.zip", null, (name + ".txt", "x"), (name + "2.txt", "x"));
        Assert.InRange(Assert.Throws<SeriesFormatException>(() => SeriesReader.Read(zip)).Message.Length, 1, zip.Length + 1000);
    }

    [Fact]
    public void WhatComesOutOfAPackedFileIsBounded()
    {
        string text = "date,a\n" + string.Concat(Enumerable.Range(1, 28).Select(day => $"2020-01-{day:00},1\n"));
        foreach (string path in (string[])[_folder.WriteGzip("a.csv.gz", text), _folder.WriteZip("a.zip", null, ("a.csv", text))])
        {
            Assert.Equal(28, SeriesReader.Read(path, new CsvSeriesOptions(), new ReadingLimits { Unpacked = text.Length }).Series.Rows);
            var e = Assert.Throws<SeriesFormatException>(
                () => SeriesReader.Read(path, new CsvSeriesOptions(), new ReadingLimits { Unpacked = text.Length - 1 }));
            Assert.Contains("when unpacked", e.Message, StringComparison.Ordinal);
        }

        string plain = _folder.Write("a.csv", text);
        Assert.Equal(28, SeriesReader.Read(plain, new CsvSeriesOptions(), new ReadingLimits { Unpacked = 1, Values = 28 }).Series.Rows);
        var tooMany = Assert.Throws<SeriesFormatException>(
            () => SeriesReader.Read(plain, new CsvSeriesOptions(), new ReadingLimits { Values = 27 }));
        Assert.Equal(29, tooMany.Line);
        Assert.Contains("at most 27 values", tooMany.Message, StringComparison.Ordinal);
    }

    private string WritePacked(string beginning, string repeated, int length)
    {
        string path = Path.Combine(_folder.Path, "a.csv.gz");
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Optimal);
        gzip.Write(Encoding.UTF8.GetBytes(beginning));
        byte[] block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(repeated, 1 << 16)));
        for (int written = 0; written < length; written += block.Length) gzip.Write(block);
        return path;
    }
}
