using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

/// <summary>Event files, read back with Google's own reader of protocol buffers and a checksum of the tests' own.</summary>
public sealed class TensorBoardLogTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("simdseq-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("", 0x00000000u)]
    [InlineData("123456789", 0xe3069283u)] // the check value of CRC-32C
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 0x8a9136aau)] // RFC 3720, B.4
    public void TheChecksumIsThatOfTheStandard(string text, uint crc)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        Assert.Equal(crc, Crc32C(bytes));
        Assert.Equal(Masked(crc), EventFile.MaskedChecksum(bytes));
    }

    [Fact]
    public void TheFilesHaveTheFiguresOfTheHistory()
    {
        var model = new SmallGru(1);
        var data = Samples.For(model, 40);
        var history = model.Fit(data, new FitOptions { Epochs = 3, Validation = data, Callbacks = [new TensorBoardLog(_folder.FullName)] });
        (long, string, float)[] train = [.. history.Epochs.SelectMany(epoch => new (long, string, float)[]
        {
            (epoch.Epoch - 1, "epoch_loss", (float)epoch.TrainLoss),
            (epoch.Epoch - 1, "epoch_learning_rate", (float)epoch.LearningRate),
            (epoch.Epoch - 1, "epoch_gradient_norm", (float)epoch.GradientNorm),
        })];
        (long, string, float)[] validation = [.. history.Epochs.SelectMany(epoch => new (long, string, float)[]
        {
            (epoch.Epoch - 1, "epoch_loss", (float)epoch.Validation!.Loss),
            (epoch.Epoch - 1, "epoch_mean_absolute_error", (float)epoch.Validation!.MeanAbsoluteError),
        })];
        Assert.All(history.Epochs, epoch => Assert.InRange(epoch.GradientNorm, 1e-6, 1e6));
        Assert.Equal(train, Read("train"));
        Assert.Equal(validation, Read("validation"));
        model.Fit(data, new FitOptions { Callbacks = [new TensorBoardLog(_folder.FullName)] }); // another run adds a file
        Assert.Equal(2, Directory.GetFiles(Path.Combine(_folder.FullName, "train"), "events.out.tfevents.*").Length);
    }

    [Fact]
    public void ClassesHaveTheirAccuracyAndAFailureClosesTheFiles()
    {
        var model = new ThreeClasses(1);
        var inputs = Samples.Values<double>(30 * 21, 1);
        double[] targets = [.. Enumerable.Range(0, 30).Select(i => (double)(i % 3))];
        var data = new Data.ArrayDataset<double>(inputs, targets, 7, 3);
        var options = new FitOptions
        {
            Epochs = 2,
            Loss = Loss.SparseCategoricalCrossEntropy(fromLogits: true),
            Callbacks = [new TensorBoardLog(_folder.FullName)],
            OnEpoch = _ => throw new IOException("full"),
        };
        Assert.Throws<IOException>(() => model.Fit(data, options));
        Assert.Contains("epoch_accuracy", Read("train").Select(figure => figure.Tag));
        Directory.Delete(_folder.FullName, recursive: true); // nothing holds a file
        _folder.Create();
    }

    private List<(long Step, string Tag, float Value)> Read(string part)
    {
        var figures = new List<(long, string, float)>();
        byte[] file = File.ReadAllBytes(Directory.GetFiles(Path.Combine(_folder.FullName, part)).Order(StringComparer.Ordinal).First());
        string? version = null;
        for (int at = 0; at < file.Length;)
        {
            int length = (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(at));
            Assert.Equal(Masked(Crc32C(file.AsSpan(at, 8))), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 8)));
            byte[] data = file[(at + 12)..(at + 12 + length)];
            Assert.Equal(Masked(Crc32C(data)), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 12 + length)));
            at += 16 + length;
            Event(data);
        }

        Assert.Equal("brain.Event:2", version);
        return figures;

        void Event(byte[] data)
        {
            var input = new CodedInputStream(data);
            long step = 0;
            double time = 0;
            for (uint tag; (tag = input.ReadTag()) != 0;)
            {
                switch (WireFormat.GetTagFieldNumber(tag))
                {
                    case 1: time = input.ReadDouble(); break;
                    case 2: step = input.ReadInt64(); break;
                    case 3: version = input.ReadString(); break;
                    case 5: Summary(input.ReadBytes(), step); break;
                    default: Assert.Fail($"field {tag}"); break;
                }
            }

            Assert.InRange(DateTime.UnixEpoch.AddSeconds(time), DateTime.UtcNow.AddMinutes(-5), DateTime.UtcNow.AddMinutes(1));
        }

        void Summary(ByteString summary, long step)
        {
            var input = summary.CreateCodedInput();
            Assert.Equal(WireFormat.MakeTag(1, WireFormat.WireType.LengthDelimited), input.ReadTag());
            var value = input.ReadBytes().CreateCodedInput();
            Assert.Equal(WireFormat.MakeTag(1, WireFormat.WireType.LengthDelimited), value.ReadTag());
            string name = value.ReadString();
            Assert.Equal(WireFormat.MakeTag(2, WireFormat.WireType.Fixed32), value.ReadTag());
            figures.Add((step, name, value.ReadFloat()));
            Assert.True(value.IsAtEnd && input.IsAtEnd);
        }
    }

    private static uint Masked(uint crc) => unchecked((crc >> 15 | crc << 17) + 0xa282ead8);

    // Bit by bit, after the definition: the polynomial 0x1edc6f41, its bits in reverse.
    private static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte one in bytes)
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0x82f63b78;
        }

        return ~crc;
    }
}
