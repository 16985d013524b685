using BenchmarkDotNet.Running;
using SimdSeq.Benchmarks;

// "kernels" and "models" print their rates within a minute; everything else goes to BenchmarkDotNet (try "--list flat").
if (args is ["kernels"])
    KernelReport.Print();
else if (args is ["models"])
    ModelReport.Print();
else
    BenchmarkSwitcher.FromAssembly(typeof(KernelReport).Assembly).Run(args);
