using BenchmarkDotNet.Attributes;
using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq.Benchmarks;

/// <summary>
/// The data pipeline: a batch of 128 shuffled windows (120 steps of 14 features) from a series of 70,000 rows into tiles.
/// </summary>
[MemoryDiagnoser]
public class DataBenchmarks
{
    private const int Rows = 70_000, Features = 14, Batch = 128;
    private readonly WindowDataset _windows = new(
        new TimeSeries(
            new float[Rows * Features], [.. Enumerable.Range(0, Features).Select(i => $"column {i}")], new DateTime(2009, 1, 1),
            TimeSpan.FromHours(1)),
        WindowOptions.Book(TimeSpan.FromDays(5), every: TimeSpan.FromHours(1), delay: TimeSpan.FromHours(24), "column 1"));

    private readonly float[] _inputs = new float[120 * Features * Tile<float>.Lanes], _targets = new float[Tile<float>.Lanes];
    private int[] _samples = [];

    [GlobalSetup]
    public void Shuffle()
    {
        _samples = [.. Enumerable.Range(0, _windows.Count)];
        new Random(1).Shuffle(_samples);
    }

    [Benchmark(OperationsPerInvoke = Batch)]
    public void Window()
    {
        for (int first = 0; first < Batch; first += Tile<float>.Lanes)
            _windows.Fill(_samples.AsSpan(first, Tile<float>.Lanes), _inputs, _targets);
    }
}
