using BenchmarkDotNet.Running;
using SimdSeq.Benchmarks;

// "kernels", "models", "breakdown" and "generator" print their figures within a minute; everything else goes to BenchmarkDotNet (try "--list flat").
if (args is ["kernels"])
    KernelReport.Print();
else if (args is ["models"])
    ModelReport.Print();
else if (args is ["breakdown"])
    Breakdown.Print();
else if (args is ["generator"])
    GeneratorReport.Print();
else
    BenchmarkSwitcher.FromAssembly(typeof(KernelReport).Assembly).Run(args);
