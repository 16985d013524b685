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
        var random = new Random(Seed);
        var (whole, steps, _, _) = await Run(threads: 2, _ => null, () => 0);
        int kills = 0, resumed = 0;
        for (int run = 0; run < Kills; run++)
        {
            // The first process is killed, those after it perhaps: at a step, and a moment more, or while it starts.
            var (result, _, killsOfRun, resumedOfRun) = await Run(
                threads: 1 + run % 2,
                process => process == 0 || random.Next(2) == 0 ? random.Next(10) == 0 ? 0 : 1 + random.Next(steps - 1) : null,
                () => random.NextDouble() * (random.Next(10) == 0 ? 100 : 3));
            kills += killsOfRun;
            resumed += resumedOfRun;
            Assert.True(whole == result, $"SIMDSEQ_SEED={Seed}, run {run}: expected\n{whole}\ngot\n{result}");
        }

        output.WriteLine($"SIMDSEQ_SEED={Seed}: {Kills} runs, killed {kills} times, gone on from a backup {resumed} times");
        Assert.True(kills >= Kills / 2, $"SIMDSEQ_SEED={Seed}: killed {kills} times in {Kills} runs, too seldom to prove anything.");
        Assert.True(resumed >= Kills / 4, $"SIMDSEQ_SEED={Seed}: gone on {resumed} times in {Kills} runs, too seldom to prove anything.");
    }

    // Starts a process again and again until one ends by itself: what it printed, its last step, how many were killed, and how many went
    // on from a backup.
    private static async Task<(string Result, int Steps, int Kills, int Resumed)> Run(
        int threads, Func<int, int?> stepOfDeath, Func<double> milliseconds)
    {
        var folder = Directory.CreateTempSubdirectory("simdseq-");
        int kills = 0, resumed = 0, steps = 0;
        for (int number = 0; ; number++)
        {
            using var process = Start(folder.FullName, threads);
            int? death = stepOfDeath(number);
            bool isFirst = true;
            string? line = "";
            while (death is not 0 && (line = await process.StandardOutput.ReadLineAsync()) is not null
                && line.StartsWith("step ", StringComparison.Ordinal))
            {
                steps = int.Parse(line[5..], CultureInfo.InvariantCulture);
                if (isFirst && steps > 1) resumed++;
                isFirst = false;
                if (steps >= death) break;
            }

            if (death is not null)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(milliseconds()));
                kills += process.HasExited ? 0 : 1;
                process.Kill(); // SIGKILL
            }

            string result = $"{line}\n{await process.StandardOutput.ReadToEndAsync()}",
                error = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.Equal("", error);
            if (process.ExitCode != 0) continue;
            folder.Delete(recursive: true);
            return (string.Join('\n', result.Split('\n').Where(one => !one.StartsWith("step ", StringComparison.Ordinal))).TrimStart('\n'),
                steps, kills, resumed);
        }
    }

    private static Process Start(string folder, int threads) => Process.Start(new ProcessStartInfo(
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "SimdSeq.KilledRun.dll"), folder, $"{threads}"])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
