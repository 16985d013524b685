using System.Globalization;
using SimdSeq.Peers;

// dotnet run -c Release --project benchmarks/SimdSeq.Peers -- [--threads 1,2] [--rounds 30]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int[] threads = Option("--threads", "1,2").Split(',').Select(int.Parse).ToArray();
int rounds = int.Parse(Option("--rounds", "30"), CultureInfo.InvariantCulture);

if (!Torch.TryLoad(out string reason))
{
    Console.WriteLine($"libtorch: not loaded, no comparison ({reason})");
    return 1;
}

Console.WriteLine($"SimdSeq {typeof(SimdSeq.Loss).Assembly.GetName().Version} ({SimdSeq.Kernels.SimdLevel.Bits} bits), libtorch through {typeof(TorchSharp.torch).Assembly.GetName().Name} "
    + $"{typeof(TorchSharp.torch).Assembly.GetName().Version}, .NET {Environment.Version}. Medians of {rounds} interleaved rounds.");
Console.WriteLine();
Console.WriteLine("| training step | threads | SimdSeq ms | libtorch ms | ratio | outputs differ by |");
Console.WriteLine("|---|---|---|---|---|---|");
foreach (int count in threads)
{
    foreach (var row in Rows.All(count))
    {
        double difference = row.Check();
        if (difference > 1e-4) throw new InvalidOperationException($"{row.Name}: outputs differ by {difference:E1}; nothing is timed.");
        var (ours, theirs, ratio) = Interleaved.Measure(row.Ours, row.Theirs, rounds);
        Console.WriteLine($"| {row.Name} | {count} | {ours:F2} | {theirs:F2} | {ratio:F2}x | {difference:E1} |");
        row.Dispose();
    }
}

return 0;

string Option(string name, string fallback)
{
    int at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : fallback;
}
