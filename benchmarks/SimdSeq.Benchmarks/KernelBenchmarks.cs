using BenchmarkDotNet.Attributes;
using SimdSeq.Kernels;

namespace SimdSeq.Benchmarks;

/// <summary>The matrix kernels of a GRU(32) training step at each vector width; 512 runs in software where AVX-512 is missing.</summary>
[MemoryDiagnoser]
public class KernelBenchmarks
{
    private const int Rows = 120, Features = 14, Gates = 96, Lanes = 16;
    private readonly Slab<float> _x = Values.Random(Rows * Features * Lanes);
    private readonly Slab<float> _weights = Values.Random(Features * Gates);
    private readonly Slab<float> _bias = Values.Random(Gates);
    private readonly Slab<float> _scratch = Values.Random(WeightGradient.Scratch<float>());
    private readonly Slab<float> _y = Values.Random(Rows * Gates * Lanes);

    [Params(512, 256, 128)]
    public int Bits { get; set; }

    [Benchmark]
    public void InputProjection()
    {
        switch (Bits)
        {
            case 512:
                MatMul.Affine<Vector512Of<float>, float>(_x, Features, _weights, Gates, _bias, _y, Gates, Rows, Features, Gates);
                break;
            case 256:
                MatMul.Affine<Vector256Of<float>, float>(_x, Features, _weights, Gates, _bias, _y, Gates, Rows, Features, Gates);
                break;
            default:
                MatMul.Affine<Vector128Of<float>, float>(_x, Features, _weights, Gates, _bias, _y, Gates, Rows, Features, Gates);
                break;
        }
    }

    [Benchmark]
    public void InputWeightGradient()
    {
        switch (Bits)
        {
            case 512:
                WeightGradient.OfMatrix<Vector512Of<float>, float>(
                    _x, Features, _y, Gates, _weights, Gates, Rows, Features, Gates, _scratch);
                break;
            case 256:
                WeightGradient.OfMatrix<Vector256Of<float>, float>(
                    _x, Features, _y, Gates, _weights, Gates, Rows, Features, Gates, _scratch);
                break;
            default:
                WeightGradient.OfMatrix<Vector128Of<float>, float>(
                    _x, Features, _y, Gates, _weights, Gates, Rows, Features, Gates, _scratch);
                break;
        }
    }
}
