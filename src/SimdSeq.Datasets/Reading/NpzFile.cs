using System.IO.Compression;
using System.Runtime.InteropServices;

namespace SimdSeq.Datasets;

/// <summary>Reads arrays out of NumPy's <c>.npz</c>, a zip of <c>.npy</c> files, and checks the hash of every one that is read.</summary>
internal sealed class NpzFile : IDisposable
{
    private const string Extension = ".npy";

    private const int MostUnpacked = 1032; // bytes that deflate makes of one

    private readonly string _path;
    private readonly ReadingLimits _limits;
    private readonly ZipArchive _zip;

    private NpzFile(string path, ReadingLimits limits, ZipArchive zip)
    {
        _path = path;
        _limits = limits;
        _zip = zip;
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It is no zip, or a truncated one.</exception>
    public static NpzFile Open(string path, ReadingLimits limits)
    {
        try
        {
            return new NpzFile(path, limits, ZipFile.OpenRead(path));
        }
        catch (InvalidDataException e)
        {
            throw new DataFormatException(path, null, -1,
                $"expected an npz (a zip of npy arrays), got {new FileInfo(path).Length} bytes that are truncated or something else "
                + $"({e.Message}). Download or make it again.", e);
        }
    }

    /// <summary>Reads an array of one dimension of 32-bit integers.</summary>
    /// <param name="name">Name of the array, that of its file without <c>.npy</c>.</param>
    /// <exception cref="DataFormatException">There is none of this name, it is another kind of array, or it is truncated or
    /// damaged.</exception>
    public int[] ReadIntegers(string name)
    {
        string member = name + Extension;
        try
        {
            ZipArchiveEntry entry = _zip.GetEntry(member) ?? throw new DataFormatException(_path, null, -1,
                $"expected a member '{member}', got {Excerpt.Of([.. _zip.Entries.Select(e => e.FullName)])}. Is this the right file?");
            if (_zip.Entries.Count(e => e.FullName == member) > 1)
                throw new DataFormatException(_path, member, -1, "expected this member once, got it more than once. Make the file again.");
            using ZipEntryStream stream = OpenMember(entry);
            int count = ReadHeader(stream, member);
            if (count > _limits.Array)
                throw new DataFormatException(_path, member, NpyHeader.PrefixLength,
                    $"expected at most {_limits.Array:N0} values, got {count:N0}. Is this the right file?");
            long wanted = stream.Count + (long)count * sizeof(int);
            if (entry.Length != wanted)
                throw new DataFormatException(_path, member, Math.Min(entry.Length, wanted),
                    $"expected {wanted} bytes for {count} integers, got {entry.Length}. The array is truncated; make the file again.");
            if (entry.Length > entry.CompressedLength * MostUnpacked + MostUnpacked)
                throw new InvalidDataException($"{entry.CompressedLength} packed bytes cannot hold {entry.Length}");
            var values = new int[count];
            stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            if (!BitConverter.IsLittleEndian) System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(values, values);
            return values;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new DataFormatException(_path, member, -1,
                $"expected an array, got something that cannot be unpacked ({e.Message}): the file is damaged. Download or make it "
                + "again.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private ZipEntryStream OpenMember(ZipArchiveEntry entry)
    {
        string? reason = entry.IsEncrypted ? "it is encrypted" : null;
        try
        {
            if (reason is null) return new ZipEntryStream(entry);
        }
        catch (InvalidDataException e)
        {
            reason = e.Message;
        }

        throw new DataFormatException(_path, entry.FullName, -1,
            $"expected a member that can be unpacked, got one that cannot ({reason}). Save the arrays with NumPy's savez.");
    }

    /// <summary>Reads up to the first value and returns how many values there are.</summary>
    private int ReadHeader(ZipEntryStream stream, string member)
    {
        Span<byte> prefix = stackalloc byte[NpyHeader.PrefixLength];
        stream.ReadExactly(prefix);
        int rest = NpyHeader.ReadLength(prefix);
        if (rest < 0)
            throw new DataFormatException(_path, member, 0,
                $"expected an npy array of version 1.0, which begins with 934E554D50590100; got {Convert.ToHexString(prefix)}.");
        var header = new byte[rest];
        stream.ReadExactly(header);
        return NpyHeader.ReadCount(header, out string text) ?? throw new DataFormatException(_path, member, prefix.Length,
            "expected an array of one dimension of little-endian 32-bit integers, {'descr': '<i4', 'fortran_order': False, 'shape': "
            + $"(count,), }}; got {Excerpt.Of(text)}. "
                + $"{(text.Contains("|O", StringComparison.Ordinal) ? "It holds pickled Python objects. " : "")}"
            + "Save it with NumPy as int32, flat.");
    }
}
