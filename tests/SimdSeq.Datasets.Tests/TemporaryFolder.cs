using System.IO.Compression;
using System.Text;

namespace SimdSeq.Datasets.Tests;

/// <summary>A folder for one test, with files in the forms the readers know.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("simdseq-").FullName;

    public string Write(string name, string text)
    {
        string path = System.IO.Path.Combine(Path, name);
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(text));
        return path;
    }

    public string WriteGzip(string name, string text, int? cutTo = null) => WriteBytes(name, Cut(Gzip(text), cutTo));

    public string WriteZip(string name, int? cutTo = null, params (string Name, string Text)[] entries) =>
        WriteBytes(name, Cut(Zip(entries), cutTo));

    public string WriteBytes(string name, byte[] bytes)
    {
        string path = System.IO.Path.Combine(Path, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public static byte[] Gzip(string text)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return memory.ToArray();
    }

    public static byte[] Zip(params (string Name, string Text)[] entries) => Zip(CompressionLevel.Optimal, entries);

    public static byte[] Zip(CompressionLevel level, params (string Name, string Text)[] entries)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            foreach ((string name, string text) in entries)
            {
                using Stream stream = zip.CreateEntry(name, level).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return memory.ToArray();
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static byte[] Cut(byte[] bytes, int? length) => length is { } n ? bytes[..n] : bytes;
}
