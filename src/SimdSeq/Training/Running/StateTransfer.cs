using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace SimdSeq;

/// <summary>
/// The state of a training run on its way into or out of a backup: the same calls in the same order write it and read it. What is moved
/// is handed over by reference: it is written as it is, or replaced by what was written.
/// </summary>
/// <remarks>
/// The file ends with the SHA-256 of all before it, which is compared before anything is read: what is read is what was written.
/// </remarks>
public abstract class StateTransfer
{
    private protected StateTransfer()
    {
    }

    /// <summary>Whether what is moved is replaced by what was written.</summary>
    public abstract bool IsReading { get; }

    /// <summary>A whole number.</summary>
    /// <param name="value">It.</param>
    public abstract void Move(ref long value);

    /// <summary>Values in place, as many as were written.</summary>
    /// <param name="values">They.</param>
    public abstract void Move<T>(Span<T> values) where T : unmanaged;

    /// <summary>A whole number.</summary>
    /// <param name="value">It.</param>
    public void Move(ref int value)
    {
        long whole = value;
        Move(ref whole);
        value = (int)whole;
    }

    /// <summary>Yes or no.</summary>
    /// <param name="value">It.</param>
    public void Move(ref bool value)
    {
        long whole = value ? 1 : 0;
        Move(ref whole);
        value = whole != 0;
    }

    /// <summary>A number, to the bit.</summary>
    /// <param name="value">It.</param>
    public void Move(ref double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        Move(ref bits);
        value = BitConverter.Int64BitsToDouble(bits);
    }

    /// <summary>A number that may not be there.</summary>
    /// <param name="value">It.</param>
    public void Move(ref double? value)
    {
        bool isThere = value is not null;
        double number = value ?? 0;
        Move(ref isThere);
        Move(ref number);
        value = isThere ? number : null;
    }

    /// <summary>Values, in an array of as many as were written; null stays null.</summary>
    /// <param name="values">They.</param>
    public void Move<T>(ref T[]? values) where T : unmanaged
    {
        long length = values?.Length ?? -1;
        Move(ref length);
        if (IsReading) values = length < 0 ? null : new T[length];
        if (values is not null) Move(values.AsSpan());
    }

    /// <summary>A text; null stays null.</summary>
    /// <param name="text">It.</param>
    public void Move(ref string? text)
    {
        byte[]? bytes = text is null ? null : Encoding.UTF8.GetBytes(text);
        Move(ref bytes);
        text = bytes is null ? null : Encoding.UTF8.GetString(bytes);
    }

    /// <summary>What has to be the same in the run that goes on.</summary>
    /// <param name="what">Its name.</param>
    /// <param name="value">It.</param>
    internal abstract void Same(string what, string value);

    /// <summary>The same of a number.</summary>
    internal void Same(string what, long value) => Same(what, FormattableString.Invariant($"{value}"));
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

    internal override void Same(string what, string value)
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
