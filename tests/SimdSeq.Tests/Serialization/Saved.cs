using System.Numerics;
using System.Security.Cryptography;

namespace SimdSeq.Tests.Serialization;

/// <summary>The bytes of saved models, and damage to them.</summary>
internal static class Saved
{
    public static byte[] Bytes<T>(SequenceModel<T> model) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    /// <summary>Gives changed bytes a checksum that fits, so that only what they say is wrong.</summary>
    public static byte[] Sealed(byte[] file)
    {
        SHA256.HashData(file.AsSpan(..^32)).CopyTo(file, file.Length - 32);
        return file;
    }

    /// <summary>Loading has to fail and to leave every bit of the model.</summary>
    public static ModelFormatException Refused<T>(SequenceModel<T> model, byte[] file, string what = "")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string before = model.ParameterSha256();
        var thrown = Record.Exception(() => model.Load(new MemoryStream(file)));
        Assert.True(before == model.ParameterSha256(), $"{what}: the model changed");
        return thrown as ModelFormatException ?? throw new Xunit.Sdk.XunitException($"{what}: {thrown?.ToString() ?? "loaded"}");
    }
}
