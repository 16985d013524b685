using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;

namespace SimdSeq.Benchmarks;

/// <summary>Time to the first prediction in a new process, compiling included: no iteration comes before the one that counts.</summary>
[SimpleJob(RunStrategy.ColdStart, launchCount: 7, warmupCount: 0, iterationCount: 1)]
public class FirstPredictionBenchmarks
{
    private readonly float[] _input = new float[120 * 14];

    [Benchmark]
    public float[] MakeAndPredict() => new Gru32(seed: 1).Predict(_input);
}
