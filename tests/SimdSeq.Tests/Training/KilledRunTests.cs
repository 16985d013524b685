using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace SimdSeq.Tests.Training;

/// <summary>
/// A process that trains is killed at random moments and started again: what it ends with, files and all, has the bits of one that was
/// left alone. <c>SIMDSEQ_KILLS</c> sets the number of runs that are killed, <c>SIMDSEQ_SEED</c> repeats their moments as far as a
/// machine's speed lets it.
/// </summary>
public sealed class KilledRunTests(ITestOutputHelper output)
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("SIMDSEQ_KILLS") ?? "6", CultureInfo.InvariantCulture);

    private static readonly int Seed = int.Parse(
        Environment.GetEnvironmentVariable("SIMDSEQ_SEED") ?? $"{Environment.TickCount & 0xffff}", CultureInfo.InvariantCulture);

    [Fact]
    public async Task AKilledAndResumedRunHasTheBitsOfAWholeOne()
    {
        string whole = await Whole(threads: 2, out TimeSpan training);
        var random = new Random(Seed);
        int kills = 0, resumed = 0;
        for (int run = 0; run < Kills; run++)
        {
            var folder = Directory.CreateTempSubdirectory("simdseq-");
            int threads = 1 + run % 2, killsOfRun = 0;
            string result;
            for (double chance = 1; ; chance = 0.5) // the first process is killed, those after it perhaps
            {
                using var process = Start(folder.FullName, threads);
                string? first = await process.StandardOutput.ReadLineAsync(); // with its first step, or when all was done
                if (killsOfRun > 0 && first is not "trains from epoch 1, step 1") resumed++;
                if (random.NextDouble() < chance)
                {
                    await Task.Delay(training * random.NextDouble());
                    killsOfRun += process.HasExited ? 0 : 1;
                    process.Kill(); // SIGKILL
                }

                result = await process.StandardOutput.ReadToEndAsync();
                string error = await process.StandardError.ReadToEndAsync();
                await process.WaitForExitAsync();
                Assert.Equal("", error);
                if (process.ExitCode != 0) continue;
                if (first!.StartsWith("parameters", StringComparison.Ordinal)) result = $"{first}\n{result}";
                break;
            }

            kills += killsOfRun;
            Assert.True(whole == result, $"SIMDSEQ_SEED={Seed}, run {run}: expected\n{whole}\ngot\n{result}");
            folder.Delete(recursive: true);
        }

        output.WriteLine($"SIMDSEQ_SEED={Seed}: {Kills} runs, killed {kills} times, resumed {resumed} times");
        Assert.True(kills >= Kills * 2 / 3, $"SIMDSEQ_SEED={Seed}: killed {kills} times in {Kills} runs, too late to prove anything.");
        Assert.True(resumed >= Kills / 2, $"SIMDSEQ_SEED={Seed}: resumed {resumed} times in {Kills} runs, too seldom to prove anything.");
    }

    private static Task<string> Whole(int threads, out TimeSpan training)
    {
        var folder = Directory.CreateTempSubdirectory("simdseq-");
        using var process = Start(folder.FullName, threads);
        process.StandardOutput.ReadLine();
        long start = Stopwatch.GetTimestamp();
        string result = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        training = Stopwatch.GetElapsedTime(start);
        Assert.Equal(0, process.ExitCode);
        folder.Delete(recursive: true);
        return Task.FromResult(result);
    }

    private static Process Start(string folder, int threads) => Process.Start(new ProcessStartInfo(
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "SimdSeq.KilledRun.dll"), folder, $"{threads}"])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
