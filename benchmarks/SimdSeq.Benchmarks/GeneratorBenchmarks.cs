using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SimdSeq.Benchmarks;

/// <summary>The generator: one model, fifty, and the same after an edit in another file, which must cost next to nothing.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private readonly CSharpCompilation _one = GeneratorReport.Models(1), _fifty = GeneratorReport.Models(50);
    private GeneratorDriver _warm = GeneratorReport.Driver();
    private CSharpCompilation? _edited;

    [GlobalSetup]
    public void Warm()
    {
        _warm = GeneratorReport.Driver().RunGenerators(_fifty);
        _edited = _fifty.AddSyntaxTrees(GeneratorReport.Parse("class Other;", "Other.cs"));
    }

    [Benchmark]
    public GeneratorDriver OneModel() => GeneratorReport.Driver().RunGenerators(_one);

    [Benchmark]
    public GeneratorDriver FiftyModels() => GeneratorReport.Driver().RunGenerators(_fifty);

    [Benchmark]
    public GeneratorDriver EditElsewhere() => _warm.RunGenerators(_edited!);
}
