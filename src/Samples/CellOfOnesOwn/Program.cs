// A recurrent cell that no library has, written as its equations: the minimal gated unit (Zhou et al. 2016) beside the built-in GRU and
// SimpleRNN on the adding problem. A sample has 50 random numbers, two of them marked; the answer is the sum of those two. Who always
// answers with the mean has an error of 1/6.
using SimdSeq;
using SimdSeq.Data;
using static SimdSeq.CellMath;

bool quick = args.Contains("--quick");
var train = Adding(quick ? 500 : 8000, seed: 1);
var test = Adding(1000, seed: 2);
Console.WriteLine($"the mean alone: {1.0 / 6:F4}");
Try("SimpleRNN", new WithSimpleRnn(seed: 42));
Try("GRU", new WithGru(seed: 42));
Try("own cell", new WithOwnCell(seed: 42));

void Try(string name, SequenceModel<float> model)
{
    model.Fit(train, new FitOptions { Epochs = quick ? 1 : 12, BatchSize = 32, Optimizer = new Adam(0.005), GlobalClipNorm = 1 });
    Console.WriteLine($"{name}: mean squared error {model.Evaluate(test).Loss:F4} with {model.ParameterCount} parameters");
}

static ArrayDataset<float> Adding(int count, int seed)
{
    var random = new Random(seed);
    float[] inputs = new float[count * 50 * 2], targets = new float[count];
    for (int sample = 0; sample < count; sample++)
    {
        var steps = inputs.AsSpan(sample * 100, 100);
        for (int step = 0; step < 50; step++) steps[2 * step] = random.NextSingle();
        foreach (int marked in (int[])[random.Next(0, 25), random.Next(25, 50)])
        {
            steps[2 * marked + 1] = 1;
            targets[sample] += steps[2 * marked];
        }
    }

    return new ArrayDataset<float>(inputs, targets, steps: 50, features: 2);
}

/// <summary>One gate that both forgets and resets. Its gradient is derived when the project is compiled.</summary>
internal sealed class MinimalGatedUnit : ICell
{
    public static CellValue Step(
        CellInput x, CellValue h,
        [Weight] CellKernel wf, [Weight] CellRecurrentKernel uf, [Weight] CellVector bf,
        [Weight] CellKernel wn, [Weight] CellRecurrentKernel un, [Weight] CellVector bn)
    {
        var f = Sigmoid(x * wf + h * uf + bf);
        var n = Tanh(x * wn + (f * h) * un + bn);
        return (1 - f) * h + f * n;
    }
}

[SequenceModel(steps: 50, features: 2)]
[SimpleRnn(32)]
[Dense(1)]
internal sealed partial class WithSimpleRnn;

[SequenceModel(steps: 50, features: 2)]
[Gru(32)]
[Dense(1)]
internal sealed partial class WithGru;

[SequenceModel(steps: 50, features: 2)]
[Recurrent<MinimalGatedUnit>(32)]
[Dense(1)]
internal sealed partial class WithOwnCell;
