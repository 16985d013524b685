using System.Diagnostics;

namespace SimdSeq.Benchmarks;

/// <summary>
/// Requests of one sample from many clients at once, each asking again when it has its answer: answered one by one on the threads they
/// come on, or together by a <see cref="BatchingPredictor{TModel, T}"/>. In turn; the medians of some rounds.
/// </summary>
internal static class ServingReport
{
    private const int Rounds = 9;
    private static readonly int[] Clients = [1, 8, 64, 512];
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(0.5);

    public static void Print()
    {
        Console.WriteLine(
            $"{Measurement.Versions} Medians of {Rounds} interleaved rounds of {Round.TotalSeconds} s, {Environment.ProcessorCount} "
            + "processors, BatchingOptions as they come.");
        Console.WriteLine();
        Console.WriteLine(
            "| one sample a request | clients | direct, requests/s | batched, requests/s | batched / direct | samples a batch |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Print("GRU 32, Dense 1, 120 steps of 14 features", new Gru32(1));
        Print("LSTM 256, Dense 1, 128 steps of 256 features", new Lstm256(1));
    }

    private static void Print<TModel>(string name, TModel model) where TModel : SequenceModel<float>
    {
        float[][] inputs = [.. ModelRow.Values(64 * model.SampleValues, ids: 0).Chunk(model.SampleValues)];
        foreach (int clients in Clients)
        {
            using var predictor = new BatchingPredictor<TModel, float>(model);
            Func<float[], float[], Task> direct = (input, output) =>
            {
                model.Predict(input, output);
                return Task.CompletedTask;
            };
            Func<float[], float[], Task> batched = (input, output) => predictor.PredictAsync(input, default, output);
            RequestsPerSecond(direct); // warm
            RequestsPerSecond(batched);
            long batches = predictor.Batches, samples = predictor.Samples;
            (double Direct, double Batched)[] rounds =
                [.. Enumerable.Range(0, Rounds).Select(_ => (RequestsPerSecond(direct), RequestsPerSecond(batched)))];
            double each = (double)(predictor.Samples - samples) / (predictor.Batches - batches);
            Console.WriteLine($"| {name} | {clients} | {Median(rounds.Select(round => round.Direct)):N0} "
                + $"| {Median(rounds.Select(round => round.Batched)):N0} "
                + $"| {Median(rounds.Select(round => round.Batched / round.Direct)):F2} "
                + $"| {each:F1} |");

            double RequestsPerSecond(Func<float[], float[], Task> ask)
            {
                long answered = 0, start = Stopwatch.GetTimestamp();
                Task[] all = [.. Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
                {
                    float[] input = inputs[client % inputs.Length], output = new float[model.Outputs];
                    long own = 0;
                    while (Stopwatch.GetElapsedTime(start) < Round)
                    {
                        await ask(input, output).ConfigureAwait(false);
                        own++;
                        if (own % 8 == 0) await Task.Yield(); // as a server does between requests: nobody keeps a thread
                    }

                    Interlocked.Add(ref answered, own);
                }))];
                Task.WaitAll(all);
                return answered / Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
