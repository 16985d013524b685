using System.Buffers.Binary;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Serialization;

public sealed class DamagedFileTests
{
    private static readonly byte[] Whole = Saved.Bytes(new SmallGru(1));

    private readonly SmallGru _model = new(2);

    [Fact]
    public void EveryShorterFileIsRefused()
    {
        for (int length = 0; length < Whole.Length; length++)
        {
            var refusal = Saved.Refused(_model, Whole[..length], $"cut to {length} bytes");
            Assert.Equal($"the end after {length} bytes", refusal.Got);
        }
    }

    [Fact]
    public void EveryFlippedBitIsNoticed()
    {
        for (int bit = 0; bit < 8 * Whole.Length; bit++)
        {
            byte[] file = [.. Whole];
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            Saved.Refused(_model, file, $"bit {bit}");
        }
    }

    [Fact]
    public void BytesAfterTheEndAreRefused()
    {
        var refusal = Saved.Refused(_model, [.. Whole, 0]);
        Assert.Equal("more bytes", refusal.Got);
        Assert.Equal($"the end after {Whole.Length} bytes", refusal.Expected);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    [InlineData(1 << 30)]
    public void AbsurdNumbersAskForNoMemory(int number)
    {
        _model.ParameterSha256();
        for (int at = 0; at + 4 <= Whole.Length; at++)
        {
            byte[] file = [.. Whole];
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), number);
            Saved.Sealed(file);
            if (file.AsSpan().SequenceEqual(Whole)) continue;
            var loaded = new SmallGru(2);
            using var stream = new MemoryStream(file);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Record.Exception(() => loaded.Load(stream)); // a changed value with a new checksum is a good file
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 18);
        }
    }

    [Fact]
    public void OtherFilesAreRefusedByTheirFirstBytes()
    {
        var refusal = Saved.Refused(_model, "PK\u0003\u0004 some archive"u8.ToArray());
        Assert.Equal(
            "the stream: expected the mark of a SimdSeq model (8953494D44534551); "
                + "got 504B030420736F6D. It is no file of SequenceModel.Save, or it is damaged.", refusal.Message);
    }

    [Fact]
    public void AFileThatSaysItIsOlderIsRefused()
    {
        byte[] file = [.. Whole];
        file[8] = 1;
        Saved.Refused(_model, Saved.Sealed(file));
    }

    [Fact]
    public void ANewerVersionSaysSo()
    {
        byte[] file = [.. Whole];
        file[8] = 4;
        var refusal = Saved.Refused(_model, Saved.Sealed(file));
        Assert.Equal("the stream: expected format version 3 or an older one; got version 4. A newer SimdSeq wrote it: update the "
            + "package, or save the model again with this one.", refusal.Message);
    }
}
