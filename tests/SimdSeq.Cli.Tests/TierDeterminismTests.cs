using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace SimdSeq.Cli.Tests;

/// <summary>The vector width changes no bit: the program once as the machine is and once with its widest vectors switched off.</summary>
public sealed class TierDeterminismTests(SmallRecord record) : IClassFixture<SmallRecord>
{
    [Theory]
    [InlineData("jena-gru")]
    [InlineData("jena-dense")]
    public async Task TwoHundredStepsEndInTheSameParametersAtEveryWidthAndThreadCount(string recipe)
    {
        // Without AVX2 there is no fused multiply-add, and the promise does not reach there.
        if (!Vector256.IsHardwareAccelerated) return;
        using var folder = new TemporaryFolder();
        var wide = await Train(folder, recipe, threads: 1, avx512: true);
        var narrow = await Train(folder, recipe, threads: 4, avx512: false);
        Assert.Equal(256, narrow.Simd);
        Assert.Equal(Vector512.IsHardwareAccelerated ? 512 : 256, wide.Simd);
        Assert.Equal(wide.Sha, narrow.Sha);
    }

    private async Task<(string Sha, int Simd)> Train(TemporaryFolder folder, string recipe, int threads, bool avx512)
    {
        string json = folder.File($"{recipe}-{threads}.json");
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "SimdSeq.Cli.dll"), "train", recipe, "--data", record.Path, "--epochs", "1",
            "--steps-per-epoch", "200",
            "--batch-size", "40", "--threads", $"{threads}", "--json", json,
        ];
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (!avx512) start.Environment["DOTNET_EnableAVX512"] = "0";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(json));
        return (report.RootElement.GetProperty("parameter_sha256").GetString()!, report.RootElement.GetProperty("simd").GetInt32());
    }
}
