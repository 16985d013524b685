using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FsCheck.Xunit;
using SimdSeq.Data;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Serialization;

/// <summary>The preparation inside a model's file: what travels, and what is refused.</summary>
public sealed class PreparationFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Property(MaxTest = 60)]
    public void ALoadedModelForecastsWithTheSameBits(int seed)
    {
        var random = new Random(seed);
        var series = ForecastTests.Series(random, 40);
        var window = ForecastTests.Window(random.Next(2) == 0) with { Stride = TimeSpan.FromHours(2) };
        var preparation = Preparation.Fit(series, new RowRange(0, 25), window, ForecastTests.Options(random));
        var loaded = new SmallForecaster(99);
        loaded.Load(new MemoryStream(Saved.Bytes(new SmallForecaster(seed) { Preparation = preparation })));
        var saved = new SmallForecaster(seed) { Preparation = preparation };
        Assert.Equal(saved.Forecast(series).Values.ToArray(), loaded.Forecast(series).Values.ToArray());
        Assert.Equal(saved.Forecast(series).Start, loaded.Forecast(series).Start);
        Assert.Equal(preparation.Inputs, loaded.Preparation!.Inputs);
        Assert.Equal(preparation.Targets, loaded.Preparation.Targets);
        Assert.Equal(Saved.Bytes(saved).Length, Saved.Bytes(loaded).Length);
        Assert.Equal(Saved.Bytes(saved), Saved.Bytes(loaded)); // saved again it is the same file
    }

    [Fact]
    public void SamplesThatAreNoWindowsHaveOneToo()
    {
        var preparation = Preparation.FitSamples([1, 2, 3, 4, 5, 7, 9, 8, 7], ["x", "y", "z"], new() { Scaling = Scaling.MinMax });
        var model = new SmallForecaster(1) { Preparation = preparation };
        float[] raw = [1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3];
        var loaded = new SmallForecaster(2);
        loaded.Load(new MemoryStream(Saved.Bytes(model)));
        Assert.Equal(model.Predict(preparation.Prepare(raw)), loaded.Forecast(raw));
        Assert.Null(loaded.Preparation!.Window);
        Assert.Contains(
            "fitted on samples", Assert.Throws<InvalidOperationException>(() => loaded.Forecast(ForecastTests.Series(new(1), 9))).Message);
    }

    [Fact]
    public void AFileWithoutOneIsOfTheVersionBeforeAndTakesItAway()
    {
        byte[] without = Saved.Bytes(new SmallForecaster(1));
        Assert.Equal(2, without[8]);
        Assert.Equal(3, Whole()[8]);
        var model = Prepared(5);
        model.Load(new MemoryStream(without));
        Assert.Null(model.Preparation); // the file is what the model is
        Assert.Equal(new SmallForecaster(1).ParameterSha256(), model.ParameterSha256());
    }

    [Fact]
    public void ALoadThatFailsLeavesThePreparation()
    {
        var model = Prepared(5);
        var before = model.Preparation;
        byte[] file = Whole();
        file[^40] ^= 1;
        Saved.Refused(model, file);
        Assert.Same(before, model.Preparation);
    }

    [Fact]
    public void EveryFlippedBitIsNoticed()
    {
        byte[] whole = Whole();
        var model = Prepared(5);
        for (int bit = 0; bit < 8 * whole.Length; bit++)
        {
            byte[] file = [.. whole];
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            Saved.Refused(model, file, $"bit {bit}");
        }
    }

    [Fact]
    public void EveryShorterFileIsRefused()
    {
        byte[] whole = Whole();
        var model = Prepared(5);
        for (int length = 0; length < whole.Length; length++) Saved.Refused(model, whole[..length], $"cut to {length} bytes");
    }

    /// <summary>
    /// Bytes of the section that anybody may have written: with checksums that fit it loads as what it says, or is refused.
    /// </summary>
    [Property(MaxTest = 400)]
    public void AnySectionIsOneOrIsRefused(int seed)
    {
        var random = new Random(seed);
        byte[] section = PreparationSection.Write(Prepared(5).Preparation!);
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int at = random.Next(section.Length);
            if (random.Next(2) == 0) section[at] = (byte)random.Next(256);
            else if (at + 4 <= section.Length)
                BinaryPrimitives.WriteInt32LittleEndian(
                    section.AsSpan(at), (int[])[-1, 0, int.MaxValue, 1 << 30] is var odd ? odd[random.Next(4)] : 0);
        }

        if (random.Next(8) == 0) section = section[..random.Next(section.Length)];
        byte[] file = WithSection(Whole(), section);
        var model = new SmallForecaster(2);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var thrown = Record.Exception(() => model.Load(new MemoryStream(file)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        if (thrown is not null) Assert.IsType<ModelFormatException>(thrown);
        else model.Forecast(new float[12]); // works, whatever it answers
    }

    [Fact]
    public void WhatItSaysMustGoTogether()
    {
        var good = Prepared(5).Preparation!;
        var column = new ColumnPreparation("a", Scaling.Standard, 1, 2);
        Refused(Of([column with { Scale = -1 }]), "finite shift and scale");
        Refused(Of([column with { Shift = double.NaN }]), "finite shift and scale");
        Refused(Of([column with { Scaling = (Scaling)9 }]), "scaling of a");
        Refused(Of([column, column]), "different names");
        Refused(PreparationSection.Write(good)[..^1], "the flags");
        Refused([.. PreparationSection.Write(good), 0], "a preparation of");
        var own = good.Inputs.Select(its => its with { Scaling = Scaling.PerWindow }).ToArray();
        Refused(PreparationSection.Write(new Preparation(own, [], good.Targets, good.Window, good.Period)), "as its column");
        Refused(PreparationSection.Write(new Preparation(good.Inputs, [], [], good.Window, good.Period)), "has targets");

        // A preparation of another size, in a file that is whole.
        var other = Preparation.FitSamples([1, 2, 3, 4], ["x", "y"]);
        Refused(PreparationSection.Write(other), "4 x 2");

        static byte[] Of(ColumnPreparation[] inputs)
        {
            var bytes = new MemoryStream();
            using var writer = new BinaryWriter(bytes);
            writer.Write(inputs.Length);
            foreach (var its in inputs)
            {
                writer.Write(its.Column.Length);
                writer.Write(Encoding.UTF8.GetBytes(its.Column));
                writer.Write((int)its.Scaling);
                writer.Write(its.Shift);
                writer.Write(its.Scale);
            }

            writer.Write(0L); // neither columns known ahead nor targets
            writer.Write((byte)0);
            return bytes.ToArray();
        }

        static void Refused(byte[] section, string says) =>
            Assert.Contains(says, Saved.Refused(Prepared(5), WithSection(Whole(), section)).Message);
    }

    [Fact]
    public void ANewerSectionSaysSo()
    {
        byte[] file = Whole();
        int at = Start(file) - 8; // its version
        file[at] = 3;
        Assert.Contains("update the package", Saved.Refused(Prepared(5), Saved.Sealed(file)).Message);
        file = Whole();
        file[at - 1] = (byte)'m'; // its name
        Assert.Contains("'preparatiom'", Saved.Refused(Prepared(5), Saved.Sealed(file)).Message);
    }

    [Fact]
    public void ItsOwnHashIsCheckedWithoutTheRest()
    {
        byte[] file = Whole();
        file[Start(file) + 4] ^= 1;
        string path = Path.Combine(_folder.FullName, "model.bin");
        File.WriteAllBytes(path, file);
        Assert.Contains("a section with the SHA-256", Assert.Throws<ModelFormatException>(() => ModelFile.ReadPreparation(path)).Message);
        Assert.Contains("a section with the SHA-256", Saved.Refused(Prepared(5), Saved.Sealed(file)).Message);
        File.WriteAllBytes(path, Whole());
        Assert.Equal(Prepared(5).Preparation!.Inputs, ModelFile.ReadPreparation(path)!.Inputs);
    }

    [Fact]
    public void AFileTellsWhatItIs()
    {
        string path = Path.Combine(_folder.FullName, "model.bin");
        var model = Prepared(5);
        model.Save(path);
        var file = ModelFile.Inspect(path);
        Assert.Equal(("SmallForecaster", 3, 4), (file.Name, file.Version, file.ValueBytes));
        Assert.Equal(new FileInfo(path).Length, file.Bytes);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), file.Sha256);
        Assert.Equal(model.ParameterSha256(), file.ParameterSha256);
        Assert.Equal(["gru: Gru(5)", "dense: Dense(6)"], file.Layers.Select(layer => layer.ToString()));
        Assert.Equal(model.Parameters.Select(parameter => parameter.Name), file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(model.ParameterCount, file.ParameterCount);
        Assert.Equal(model.Parameters[0].Shape.ToArray(), file.Tensors[0].Shape);
        Assert.Equal("b", file.Preparation!.Targets[1].Column);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^50] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Throws<ModelFormatException>(() => ModelFile.Inspect(path));
    }

    private static SmallForecaster Prepared(int seed) => new(seed)
    {
        Preparation = Preparation.Fit(
            ForecastTests.Series(new Random(1), 40), new RowRange(0, 25), ForecastTests.Window(differences: true)),
    };

    private static byte[] Whole() => Saved.Bytes(Prepared(5));

    /// <summary>Where the bytes of the section begin.</summary>
    private static int Start(byte[] file) => file.AsSpan().IndexOf("preparation"u8) + "preparation".Length + 8;

    /// <summary>The file with another section, and checksums that fit.</summary>
    private static byte[] WithSection(byte[] file, byte[] section)
    {
        int start = Start(file), length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(start - 4));
        byte[] changed =
            [.. file[..(start - 4)], .. BitConverter.GetBytes(section.Length), .. section, .. SHA256.HashData(section),
                .. file[(start + length + 32)..]];
        return Saved.Sealed(changed);
    }
}
