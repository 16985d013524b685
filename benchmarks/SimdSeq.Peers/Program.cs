using System.Globalization;
using SimdSeq.Peers;

// dotnet run -c Release --project benchmarks/SimdSeq.Peers -- check
// dotnet run -c Release --project benchmarks/SimdSeq.Peers -- train|predict [--threads 1,2] [--rounds 30] [--rows LSTM] [--allocator
// best|system|both]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string allocator = Option("--allocator", "best");
if (allocator is not ("best" or "system" or "both"))
{
    Console.WriteLine($"--allocator: expected best, system or both; got '{allocator}'.");
    return 2;
}

if (args is ["train" or "predict", ..] && allocator != "system" && Allocator.RunAtItsBest([.. args, "--allocator", "best"]) is { } done
    && (allocator == "best" || done != 0))
{
    return done;
}

bool isLoaded = Torch.TryLoad(out string reason);
Console.WriteLine($"SimdSeq {VersionOf<SimdSeq.Loss>()} ({SimdSeq.Kernels.SimdLevel.Bits} bits), "
    + $"libtorch through TorchSharp {VersionOf<TorchSharp.torch.Tensor>()}, "
    + $"ONNX Runtime {VersionOf<Microsoft.ML.OnnxRuntime.InferenceSession>()}, .NET {Environment.Version}.");
Console.WriteLine();
if (!isLoaded && args is not ["predict", ..])
{
    Console.WriteLine($"libtorch: not loaded, no comparison ({reason})");
    return 1;
}

if (args is ["check"]) return Equality.Print([.. Pairs.All, .. Pairs.CheckedOnly]) ? 0 : 1;

int rounds = int.Parse(Option("--rounds", "30"), CultureInfo.InvariantCulture);
string wanted = Option("--rows", "");
Console.WriteLine($"Medians of {rounds} interleaved rounds.");
Console.WriteLine();
if (isLoaded)
{
    Console.WriteLine(Allocator.Description);
    if (allocator != "system" && Allocator.Missing is { } missing) Console.WriteLine(missing);
    Console.WriteLine();
}

int[] threads = [.. Option("--threads", "1,2").Split(',').Select(int.Parse)];
if (args is ["predict", ..])
{
    PredictionTimes.Print(threads, rounds, wanted, isLoaded ? null : reason);
    if (ConvolutionPredictionTimes.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase)) ConvolutionPredictionTimes.Print(rounds);
    if (TransformerTokenTimes.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase)) TransformerTokenTimes.Print(rounds);
    return 0;
}

return TrainingTimes.Print(Pairs.All.Where(create => wanted == "" || create().Name.Contains(wanted, StringComparison.OrdinalIgnoreCase)),
    threads, rounds) ? 0 : 1;

static Version? VersionOf<T>() => typeof(T).Assembly.GetName().Version;

string Option(string name, string fallback)
{
    int at = Array.LastIndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : fallback;
}
