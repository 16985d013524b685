using System.Formats.Tar;

namespace SimdSeq.Datasets;

/// <summary>Texts in a gzip of a tar, and in tars within it, read in one pass and not unpacked to disk.</summary>
internal sealed class TextArchive : IDisposable
{
    private readonly string _path, _what;
    private readonly Stream _content;
    private readonly TarReader _tar;

    /// <summary>Opens an archive.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it should be, for messages.</param>
    /// <exception cref="DataFormatException">It is no gzip of a tar.</exception>
    public TextArchive(string path, string what)
    {
        (_path, _what) = (path, what);
        FileStream file = File.OpenRead(path);
        try
        {
            Span<byte> magic = stackalloc byte[2];
            magic = magic[..file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false)];
            file.Position = 0;
            if (!magic.SequenceEqual((ReadOnlySpan<byte>)[0x1f, 0x8b]))
                throw Wrong(null, $"{FileKind.Of(file).Name}. Is this the right file?");
            var unpacked = new HeadStream(new GzipFileStream(file));
            _content = Checked(unpacked);
            FileKind kind = Try(() => FileKind.Of(unpacked.Head));
            if (!kind.IsTar) throw Wrong(null, $"a gzip of {kind.Name}. Is this the right file?");
            _tar = new TarReader(_content);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The next member; null at the end.</summary>
    public TarEntry? Next() => Next(_tar);

    /// <summary>All of a member, of moderate size.</summary>
    public byte[] ReadText(TarEntry member)
    {
        int most = ReadingLimits.Default.File;
        if (member.Length > most) throw Wrong(member.Name, $"more than {most:N0} bytes. Is this the right archive?");
        var content = new byte[member.Length];
        Try(() =>
        {
            member.DataStream?.ReadExactly(content);
            return content;
        });
        return content;
    }

    /// <summary>Reads the texts of a member that is a tar itself.</summary>
    /// <param name="member">The member.</param>
    /// <param name="read">Is given each <c>.txt</c>.</param>
    /// <param name="goesOn">Whether to read another one.</param>
    public void ReadNested(TarEntry member, Action<WordReader> read, Func<bool> goesOn) => Try(() =>
    {
        var content = new TarHeaderStream(member.DataStream ?? Stream.Null, ReadingLimits.Default.Attributes);
        using var tar = new TarReader(content, leaveOpen: true);
        while (goesOn() && Next(tar) is { } text)
        {
            if (text.DataStream is null || !text.Name.EndsWith(".txt", StringComparison.Ordinal)) continue;
            read(new WordReader(text.DataStream, _path, text.Name, _what));
        }

        return true;
    });

    /// <summary>Reads what is behind the members, where the gzip has its hash.</summary>
    public void ReadToEnd() => Try(() =>
    {
        _content.CopyTo(Stream.Null);
        return true;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        _tar.Dispose();
        _content.Dispose();
    }

    private TarHeaderStream Checked(Stream unpacked)
    {
        long most = ReadingLimits.Default.Unpacked;
        return new TarHeaderStream(
            new BoundedStream(unpacked, most, () => Wrong(null, $"more than {most:N0} bytes when unpacked. Is this the right archive?")),
            ReadingLimits.Default.Attributes);
    }

    // The reader of tars ends in exceptions of many kinds; all but those of the file itself come from bytes that make no sense.
    private TarEntry? Next(TarReader tar) => Try(() =>
    {
        try
        {
            return tar.GetNextEntry();
        }
        catch (Exception e) when (e is not (IOException or DataFormatException))
        {
            throw new InvalidDataException(e.Message, e);
        }
    });

    private T Try<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new DataFormatException(_path, null, -1,
                $"expected {_what}, got what cannot be read ({e.Message}). It is truncated or damaged; download it again.", e);
        }
    }

    private DataFormatException Wrong(string? member, string got) => new(_path, member, -1, $"expected {_what}, got {got}");
}
