using System.Globalization;
using SimdSeq.Peers;

// dotnet run -c Release --project benchmarks/SimdSeq.Peers -- check
// dotnet run -c Release --project benchmarks/SimdSeq.Peers -- train [--threads 1,2] [--rounds 30] [--rows LSTM]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (!Torch.TryLoad(out string reason))
{
    Console.WriteLine($"libtorch: not loaded, no comparison ({reason})");
    return 1;
}

Console.WriteLine($"SimdSeq {typeof(SimdSeq.Loss).Assembly.GetName().Version} ({SimdSeq.Kernels.SimdLevel.Bits} bits), libtorch through {typeof(TorchSharp.torch).Assembly.GetName().Name} "
    + $"{typeof(TorchSharp.torch).Assembly.GetName().Version}, .NET {Environment.Version}.");
Console.WriteLine();
if (args is ["check"]) return Equality.Print([.. Pairs.All, .. Pairs.CheckedOnly]) ? 0 : 1;

int rounds = int.Parse(Option("--rounds", "30"), CultureInfo.InvariantCulture);
string wanted = Option("--rows", "");
Console.WriteLine($"Medians of {rounds} interleaved rounds.");
Console.WriteLine();
TrainingTimes.Print(Pairs.All.Where(create => wanted == "" || create().Name.Contains(wanted, StringComparison.OrdinalIgnoreCase)),
    [.. Option("--threads", "1,2").Split(',').Select(int.Parse)], rounds);
return 0;

string Option(string name, string fallback)
{
    int at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : fallback;
}
