using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace SimdSeq.Cli.Tests;

public sealed partial class ReportFileTests
{
    [Fact]
    public void FailureLeavesTheOldFileAlone()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("report.json", "old");
        JsonTypeInfo<Unwritable> type = Json.Default.Unwritable;
        Assert.ThrowsAny<ArgumentException>(() => ReportFile.Write(path, new Unwritable(double.NaN), type)); // JSON has no NaN
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["report.json"], folder.Files);

        ReportFile.Write(path, new Unwritable(1), type);
        Assert.Equal("{\"Value\":1}\n", File.ReadAllText(path));
        Assert.Equal(["report.json"], folder.Files);
    }

    internal sealed record Unwritable(double Value);

    [JsonSerializable(typeof(Unwritable))]
    internal sealed partial class Json : JsonSerializerContext;
}
