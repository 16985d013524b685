using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SimdSeq.Peers;

/// <summary>A model in both libraries, with the same weights.</summary>
/// <param name="Name">As the table shows it.</param>
/// <param name="Ours">The model here.</param>
/// <param name="Forward">The model there: from <c>[batch, steps, features]</c> to <c>[batch, outputs]</c>, step after step.</param>
/// <param name="Weights">Its parameters.</param>
/// <param name="Batch">Samples of a training step.</param>
/// <param name="Ids">Above 0: inputs are ids below it.</param>
internal sealed record Pair(
    string Name, SequenceModel<float> Ours, Func<Tensor, Tensor> Forward, TorchWeights Weights, int Batch = 128, int Ids = 0)
{
    /// <summary>What is trained there, where dropout makes it differ from <see cref="Forward"/>.</summary>
    public Func<Tensor, Tensor> TrainingForward { get; init; } = Forward;

    public PairKind Kind { get; init; } = PairKind.Recurrent;

    /// <summary>Whether a training step drops values at random, so that only the outputs of a prediction can be compared.</summary>
    public bool HasDropout => TrainingForward != Forward;

    public (float[] Inputs, float[] Targets) RandomData(int samples)
    {
        var random = new Random(1);
        float[] inputs =
            [.. Enumerable.Range(0, samples * Ours.Steps * Ours.Features)
                .Select(_ => Ids > 0 ? random.Next(Ids) : (float)(2 * random.NextDouble() - 1))];
        return (inputs, [.. Enumerable.Range(0, samples * Ours.Outputs).Select(_ => (float)(2 * random.NextDouble() - 1))]);
    }

    public Tensor AsTensor(float[] inputs) => tensor(inputs).reshape(-1, Ours.Steps, Ours.Features);
}

/// <summary>Which geometric mean a pair is in.</summary>
internal enum PairKind
{
    Recurrent,
    Convolutional,
    Attention,
    Other,
}

/// <summary>All pairs, each made when its turn comes.</summary>
internal static class Pairs
{
    public static IEnumerable<Func<Pair>> All =>
    [
        () => Recurrent("GRU 32", new Gru32(1), nn.GRU(14, 32, batchFirst: true), "gru", 32),
        () => BothWays("bidirectional GRU 32", new BidirectionalGru32(1), nn.GRU(14, 32, batchFirst: true, bidirectional: true), "gru"),
        () => Stacked("GRU 32 -> GRU 64, dropout 0.1 of their inputs", new StackedDroppingGru(1), rate: 0.1),
        () => Recurrent("LSTM 32", new Lstm32(1), nn.LSTM(14, 32, batchFirst: true), "lstm", 32),
        Embedded,
        () => Recurrent(
            "LSTM 256, 128 steps x 256, batch 64", new Lstm256(1), nn.LSTM(256, 256, batchFirst: true), "lstm", 256) with { Batch = 64 },
        Perceptron,
        .. ConvolutionPairs.All,
        .. AttentionPairs.All,
    ];

    /// <summary>Pairs that are checked but not timed.</summary>
    public static IEnumerable<Func<Pair>> CheckedOnly =>
    [
        () => Recurrent("SimpleRNN 32 tanh", new TanhRnn32(1), nn.RNN(14, 32, batchFirst: true), "simple_rnn", 32),
        () => Recurrent(
            "SimpleRNN 32 relu", new ReluRnn32(1), nn.RNN(14, 32, nonLinearity: nn.NonLinearities.ReLU, batchFirst: true), "simple_rnn",
            32),
        () => Stacked("GRU 32 -> GRU 64", new StackedGru(1), rate: 0),
        () => BothWays("bidirectional LSTM 32", new BidirectionalLstm32(1), nn.LSTM(14, 32, batchFirst: true, bidirectional: true), "lstm"),
        .. LayerPairs.All,
        .. AttentionPairs.CheckedOnly,
    ];

    /// <summary>The pair of one of our models of a recurrent layer with 32 units and Dense 1.</summary>
    public static Pair Recurrent(SequenceModel<float> model) => model is Gru32
        ? Recurrent("", model, nn.GRU(14, 32, batchFirst: true), "gru", 32)
            : Recurrent("", model, nn.LSTM(14, 32, batchFirst: true), "lstm", 32);

    private static Pair Recurrent(string name, SequenceModel<float> ours, nn.Module module, string layer, int units)
    {
        var dense = nn.Linear(units, 1);
        var weights = new TorchWeights();
        AddRecurrent(weights, module, layer, units, "l0");
        weights.AddDense(dense, "dense");
        return new(name, ours, x => dense.forward(Sequence(module, x).select(1, -1)), weights);
    }

    private static Pair BothWays(string name, SequenceModel<float> ours, nn.Module module, string layer)
    {
        const int Units = 32;
        var dense = nn.Linear(2 * Units, 1);
        var weights = new TorchWeights();
        AddRecurrent(weights, module, $"bidirectional/forward_{layer}", Units, "l0");
        AddRecurrent(weights, module, $"bidirectional/backward_{layer}", Units, "l0_reverse");
        weights.AddDense(dense, "dense");
        return new(name, ours, x =>
        {
            var sequence = Sequence(module, x);
            return dense.forward(cat([sequence.select(1, -1).narrow(1, 0, Units), sequence.select(1, 0).narrow(1, Units, Units)], 1));
        }, weights);
    }

    // Dropout as either library has it: one mask for all steps here, one for each step there.
    private static Pair Stacked(string name, SequenceModel<float> ours, double rate)
    {
        var (first, second, dense) = (nn.GRU(14, 32, batchFirst: true), nn.GRU(32, 64, batchFirst: true), nn.Linear(64, 1));
        var weights = new TorchWeights();
        weights.AddGru(first, "gru", 32);
        weights.AddGru(second, "gru_1", 64);
        weights.AddDense(dense, "dense");
        var pair = new Pair(name, ours, x => Forward(x, 0), weights);
        return rate == 0 ? pair : pair with { TrainingForward = x => Forward(x, rate) };

        Tensor Forward(Tensor x, double rate) =>
            dense.forward(Sequence(second, Dropped(Sequence(first, Dropped(x, rate)), rate)).select(1, -1));
    }

    private static Pair Embedded()
    {
        var (embedding, lstm, dense) = (nn.Embedding(10_000, 32), nn.LSTM(32, 32, batchFirst: true), nn.Linear(32, 1));
        var weights = new TorchWeights();
        weights.AddEmbedding(embedding, "embedding");
        weights.AddLstm(lstm, "lstm", 32);
        weights.AddDense(dense, "dense");
        return new("Embedding 10000x32, LSTM 32, 500 steps", new EmbeddedLstm32(1),
            x => dense.forward(Sequence(lstm, embedding.forward(x.squeeze(2).to(ScalarType.Int64))).select(1, -1)), weights, Ids: 10_000);
    }

    private static Pair Perceptron()
    {
        var (first, second) = (nn.Linear(120 * 14, 32), nn.Linear(32, 1));
        var weights = new TorchWeights();
        weights.AddDense(first, "dense");
        weights.AddDense(second, "dense_1");
        return new(
            "Flatten, Dense 32 relu, Dense 1", new Perceptron(1), x => second.forward(nn.functional.relu(first.forward(x.flatten(1)))),
            weights)
        {
            Kind = PairKind.Other,
        };
    }

    private static Tensor Dropped(Tensor x, double rate) => rate > 0 ? nn.functional.dropout(x, rate, training: true) : x;

    private static void AddRecurrent(TorchWeights weights, nn.Module module, string layer, int units, string suffix)
    {
        if (module is GRU) weights.AddGru(module, layer, units, suffix);
        else weights.AddLstm(module, layer, units, gates: module is LSTM ? 4 : 1, suffix);
    }

    private static Tensor Sequence(nn.Module module, Tensor x) => module switch
    {
        GRU gru => gru.call(x).Item1,
        LSTM lstm => lstm.call(x).Item1,
        RNN rnn => rnn.call(x).Item1,
        _ => throw new ArgumentException($"{module.GetName()} is no recurrent layer."),
    };
}
