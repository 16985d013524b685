using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Serialization;

/// <summary>A file of format version 1, as its writer left it: it tells no layers, so any with the same parameters take it.</summary>
public sealed class FirstFormatTests : IDisposable
{
    private const string OfLinearInDouble =
        "iVNJTURTRVEBAAAACAAAAA4AAABMaW5lYXJJbkRvdWJsZQIAAAAMAAAAZGVuc2Uva2VybmVsAgAAAAIAAAABAAAACgAAAGRlbnNlL2JpYXMBAAAAAQAAALlQhbIqV/G/"
        + "lVuyLoUB6D8AAAAAAAAAAEFKcFNmh6qQZaz+WaObh4Whxv6goVZTqbcjE/mfcP7g";

    private static readonly double[] Values = [-1.0837809537379555, 0.7501855766339413, 0];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void ItLoads()
    {
        LinearInDouble model = new(1);
        model.Load(new MemoryStream(Convert.FromBase64String(OfLinearInDouble)));
        Assert.Equal(Values, model.Parameters.ToArray());
        SigmoidInDouble other = new(1);
        other.Load(new MemoryStream(Convert.FromBase64String(OfLinearInDouble)));
        Assert.Equal(Values, other.Parameters.ToArray());
    }

    [Fact]
    public void ItTellsItsNameAndNoLayers()
    {
        string path = Path.Combine(_folder.FullName, "model.bin");
        File.WriteAllBytes(path, Convert.FromBase64String(OfLinearInDouble));
        Assert.Equal("LinearInDouble", ModelFile.ReadName(path));
        Assert.Empty(ModelFile.ReadLayers(path));
    }

    [Fact]
    public void ItsParametersAndValuesAreChecked()
    {
        byte[] file = Convert.FromBase64String(OfLinearInDouble);
        Assert.Equal("double (8 bytes)", Saved.Refused(new LinearInSingle(1), file).Got);
        BitConverter.TryWriteBytes(file.AsSpan(file.Length - 32 - 16), double.NaN);
        Assert.Equal("NaN at dense/kernel[1, 0]", Saved.Refused(new LinearInDouble(1), Saved.Sealed(file)).Got);
    }

    [Fact]
    public void DamageIsNoticed()
    {
        byte[] whole = Convert.FromBase64String(OfLinearInDouble);
        for (int length = 0; length < whole.Length; length++)
            Saved.Refused(new LinearInDouble(1), whole[..length], $"cut to {length} bytes");
        for (int bit = 0; bit < 8 * whole.Length; bit++)
        {
            byte[] file = [.. whole];
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            Saved.Refused(new LinearInDouble(1), file, $"bit {bit}");
        }
    }
}

/// <summary>The parameters of <see cref="LinearInDouble"/>.</summary>
[SequenceModel(steps: 1, features: 2, precision: Precision.Double)]
[Flatten]
[Dense(1, Activation.Sigmoid)]
public sealed partial class SigmoidInDouble;
