using BenchmarkDotNet.Attributes;
using SimdSeq.Kernels;

namespace SimdSeq.Benchmarks;

/// <summary>Activations over 4096 values at each vector width, and a dropout mask of 32 units.</summary>
[MemoryDiagnoser]
public class ElementBenchmarks
{
    private const int Count = 4096;
    private readonly Slab<float> _x = Values.Random(Count, scale: 10);
    private readonly Slab<float> _y = Values.Random(Count);

    [Benchmark]
    public void Tanh512() => ElementLoops.Tanh<Vector512Of<float>>(_x, _y, Count);

    [Benchmark]
    public void Tanh256() => ElementLoops.Tanh<Vector256Of<float>>(_x, _y, Count);

    [Benchmark]
    public void Sigmoid512() => ElementLoops.Sigmoid<Vector512Of<float>>(_x, _y, Count);

    [Benchmark]
    public void Sigmoid256() => ElementLoops.Sigmoid<Vector256Of<float>>(_x, _y, Count);

    [Benchmark]
    public void Mask() => DropoutMask.Fill(_y, 32, 0.5, 1, 2, 3, 4);
}
