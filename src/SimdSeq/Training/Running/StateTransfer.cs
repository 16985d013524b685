using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace SimdSeq;

/// <summary>
/// The state of a training run on its way into or out of a stream: the same calls in the same order write it and read it. It ends with the
/// SHA-256
/// of all before it, which is compared before anything is read.
/// </summary>
internal abstract class StateTransfer
{
    /// <summary>Whether what is moved is replaced by what was written.</summary>
    public abstract bool IsReading { get; }

    /// <summary>A whole number.</summary>
    public abstract void Move(ref long value);

    /// <summary>Values, as many as were written.</summary>
    public abstract void Move<T>(Span<T> values) where T : unmanaged;

    /// <summary>A number, to the bit.</summary>
    public void Move(ref double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        Move(ref bits);
        value = BitConverter.Int64BitsToDouble(bits);
    }

    /// <summary>What has to be the same in the run that goes on.</summary>
    /// <param name="what">Its name.</param>
    /// <param name="value">It.</param>
    public abstract void Same(string what, string value);

    /// <summary>The same of a number.</summary>
    public void Same(string what, long value) => Same(what, FormattableString.Invariant($"{value}"));
}

/// <summary>Into a stream.</summary>
internal sealed class StateWriter : StateTransfer, IDisposable
{
    private readonly Stream _destination;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public StateWriter(Stream destination)
    {
        _destination = destination;
        Write(StateReader.Magic);
    }

    public override bool IsReading => false;

    public override void Move(ref long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        Write(bytes);
    }

    public override void Move<T>(Span<T> values)
    {
        LittleEndian.Swap(values);
        Write(MemoryMarshal.AsBytes(values));
        LittleEndian.Swap(values);
    }

    public override void Same(string what, string value)
    {
        Span<byte> text = Encoding.UTF8.GetBytes(value);
        long length = text.Length;
        Move(ref length);
        Write(text);
    }

    /// <summary>Writes the checksum.</summary>
    public void End() => _destination.Write(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _destination.Write(bytes);
    }
}
