using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Serialization;

public sealed class RoundTripTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void EveryBitComesBack(int seed)
    {
        var (single, other) = (new SmallGru(seed), new SmallGru(seed + 100));
        Assert.NotEqual(single.ParameterSha256(), other.ParameterSha256());
        other.Load(new MemoryStream(Saved.Bytes(single)));
        Assert.Equal(single.ParameterSha256(), other.ParameterSha256());

        var (wide, otherWide) = (new SmallGruInDouble(seed), new SmallGruInDouble(seed + 100));
        otherWide.Load(new MemoryStream(Saved.Bytes(wide)));
        Assert.Equal(wide.ParameterSha256(), otherWide.ParameterSha256());
    }

    [Fact]
    public void SpecialValuesKeepTheirBits()
    {
        float[] special =
            [float.NaN, BitConverter.Int32BitsToSingle(0x7FA00001), float.PositiveInfinity, -0f, float.Epsilon, float.MaxValue];
        var model = new SmallGru(1);
        float[] values = [.. Enumerable.Range(0, model.ParameterCount).Select(i => special[i % special.Length])];
        model.Parameters.Set(values);
        var loaded = new SmallGru(2);
        loaded.Load(new MemoryStream(Saved.Bytes(model)), new LoadOptions { AnyValues = true });
        Samples.Same<float>(values, loaded.Parameters.ToArray());
    }

    [Fact]
    public void ALoadedModelAnswersWithItsNewParameters()
    {
        var (model, loaded) = (new SmallGru(1), new SmallGru(2));
        float[] inputs = Samples.Values<float>(3 * 21, 5), before = loaded.Predict(inputs);
        loaded.Load(new MemoryStream(Saved.Bytes(model)));
        Samples.Same<float>(model.Predict(inputs), loaded.Predict(inputs));
        Assert.NotEqual(before, loaded.Predict(inputs));
    }

    [Fact]
    public void TheNameOfTheClassDoesNotCount()
    {
        var (model, loaded) = (new SmallGru(1), new SameLayers(2));
        loaded.Load(new MemoryStream(Saved.Bytes(model)));
        Assert.Equal(model.ParameterSha256(), loaded.ParameterSha256());
    }

    [Fact]
    public void AStreamStaysOpenAndMayGiveByteByByte()
    {
        var model = new SmallGru(1);
        var loaded = new SmallGru(2);
        using var stream = new OneByteStream(Saved.Bytes(model));
        loaded.Load(stream);
        Assert.Equal(model.ParameterSha256(), loaded.ParameterSha256());
        Assert.True(stream.CanRead);
    }

    [Fact]
    public void TheFormatIsTheDocumentedOne()
    {
        var model = new LinearInDouble(3);
        byte[] file = Saved.Bytes(model);
        var expected = new List<byte>();
        expected.AddRange([0x89, .. "SIMDSEQ"u8]);
        Int(2);
        Int(8);
        Text("LinearInDouble");
        Int(2);
        Text("flatten");
        Text("Flatten");
        Text("dense");
        Text("Dense(1)");
        Int(2);
        Text("dense/kernel");
        Int(2);
        Int(2);
        Int(1);
        Text("dense/bias");
        Int(1);
        Int(1);
        foreach (double value in model.Parameters.ToArray())
        {
            var bytes = new byte[8];
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
            expected.AddRange(bytes);
        }

        expected.AddRange(SHA256.HashData(expected.ToArray()));
        Assert.Equal(expected, file);

        void Int(int value)
        {
            var bytes = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
            expected.AddRange(bytes);
        }

        void Text(string text)
        {
            Int(text.Length);
            expected.AddRange(Encoding.UTF8.GetBytes(text));
        }
    }

    private sealed class OneByteStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);
    }
}
