using SimdSeq.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace SimdSeq.Peers;

[SequenceModel(steps: 120, features: 14)]
[Gru(32)]
[Dense(1)]
internal sealed partial class Gru32;

/// <summary>A model in both libraries, with the same weights, batch, loss and optimizer.</summary>
/// <param name="Name">As the table shows it.</param>
/// <param name="Check">The largest difference of the outputs, for the same weights.</param>
/// <param name="Ours">One training step.</param>
/// <param name="Theirs">One training step.</param>
internal sealed record Row(string Name, Func<double> Check, Action Ours, Action Theirs, Action Dispose);

internal static class Rows
{
    private const int Batch = 128;

    public static IEnumerable<Row> All(int threads)
    {
        yield return Gru(threads);
    }

    private static Row Gru(int threads)
    {
        var model = new Gru32(seed: 1);
        var (inputs, targets) = RandomData(model.Steps, model.Features);
        set_num_threads(threads);
        var gru = nn.GRU(model.Features, 32, batchFirst: true);
        var dense = nn.Linear(32, 1);
        Torch.CopyGru(gru, model.Parameters);
        Torch.CopyDense(dense, model.Parameters);
        return Create($"GRU 32, {model.Steps} steps, {model.Features} features, Dense 1, batch {Batch}", model, threads, inputs, targets,
            x => dense.forward(gru.call(x).Item1.select(1, model.Steps - 1)), [.. gru.parameters(), .. dense.parameters()]);
    }

    private static Row Create(
        string name, SequenceModel<float> model, int threads, float[] inputs, float[] targets, Func<Tensor, Tensor> forward, TorchSharp.Modules.Parameter[] parameters)
    {
        var x = tensor(inputs).reshape(Batch, model.Steps, model.Features);
        var t = tensor(targets).reshape(Batch, model.Outputs);
        var optimizer = optim.RMSProp(parameters, lr: 0.001, alpha: 0.9, eps: 1e-7);
        var loss = nn.L1Loss();
        var trainer = model.OpenTrainer(
            new ArrayDataset<float>(inputs, targets, model.Steps, model.Features, model.Outputs),
            new FitOptions { BatchSize = Batch, Loss = Loss.MeanAbsoluteError, Threads = threads });
        return new Row(
            name,
            () =>
            {
                using var scope = NewDisposeScope();
                using var _ = no_grad();
                float[] theirs = forward(x).data<float>().ToArray(), ours = model.Predict(inputs);
                return ours.Zip(theirs, (a, b) => Math.Abs((double)a - b)).Max();
            },
            () => trainer.Step(),
            () =>
            {
                using var scope = NewDisposeScope();
                optimizer.zero_grad();
                loss.forward(forward(x), t).backward();
                optimizer.step();
            },
            trainer.Dispose);
    }

    private static (float[] Inputs, float[] Targets) RandomData(int steps, int features)
    {
        var random = new Random(1);
        return (Draw(Batch * steps * features), Draw(Batch));

        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(2 * random.NextDouble() - 1))];
    }
}
