// Training that is killed and goes on: a run, a process of its own, is killed twice in the middle, and in the end has the bits of one
// that was never killed: ResumeAfterKill [--quick]
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SimdSeq;
using SimdSeq.Data;

if (args is ["train", var backup, var steps]) return Train(backup, int.Parse(steps));

int stepsOfEpoch = args.Contains("--quick") ? 40 : 400;
string folder = Directory.CreateTempSubdirectory("simdseq-sample-").FullName;
try
{
    string whole = Finish(Path.Combine(folder, "whole.backup"), kills: 0);
    string killed = Finish(Path.Combine(folder, "killed.backup"), kills: 2);
    Console.WriteLine($"never killed: {whole}");
    Console.WriteLine($"killed twice: {killed}");
    Console.WriteLine(whole == killed ? "the same bits" : "they differ");
    return whole == killed ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

// Starts the training until it has come to its end, and ends it some lines earlier as often as it is told to.
string Finish(string backup, int kills)
{
    for (; ; kills--)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "ResumeAfterKill.dll");
        using var training = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [program, "train", backup, $"{stepsOfEpoch}"])
        {
            RedirectStandardOutput = true,
        })!;
        string last = "";
        for (int lines = 0; training.StandardOutput.ReadLine() is { } line; last = line)
        {
            Console.WriteLine(line);
            if (kills <= 0 || ++lines < 3) continue;
            training.Kill();
            Console.WriteLine("killed");
            break;
        }

        training.WaitForExit();
        if (kills <= 0) return last;
    }
}

// Says the hash of the parameters at the end. Where it goes on, it does so by itself: the backup is there.
static int Train(string backup, int stepsOfEpoch)
{
    var random = new Random(1);
    float[] inputs = [.. Enumerable.Range(0, 2_000 * 20).Select(_ => (float)random.NextDouble())];
    float[] sums = [.. Enumerable.Range(0, 2_000).Select(sample => inputs.AsSpan(sample * 20, 20).ToArray().Sum())];
    var model = new Summing(seed: 42);
    var history = model.Fit(new ArrayDataset<float>(inputs, sums, steps: 20, features: 1), new FitOptions
    {
        Epochs = 4,
        StepsPerEpoch = stepsOfEpoch,
        BatchSize = 32,
        Loss = Loss.MeanSquaredError,
        Optimizer = new Adam(0.003),
        Callbacks = [new BackupAndRestore(backup, saveSteps: stepsOfEpoch / 4)],
        OnStep = step => { if (step.Step % (step.Steps / 4) == 0) Console.WriteLine($"epoch {step.Epoch}, step {step.Step}"); },
    });
    float[] parameters = [.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray())];
    string hash = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(parameters.AsSpan())));
    Console.WriteLine($"loss {history.Epochs[^1].TrainLoss:F6}, SHA-256 {hash[..16]}");
    return 0;
}

[SequenceModel(steps: 20, features: 1)]
[Gru(24)]
[Dense(1)]
internal sealed partial class Summing;
