using BenchmarkDotNet.Running;
using SimdSeq.Benchmarks;

// "kernels" prints the rates of the kernels within a minute; everything else goes to BenchmarkDotNet (try "--list flat").
if (args is ["kernels"])
    KernelReport.Print();
else
    BenchmarkSwitcher.FromAssembly(typeof(KernelReport).Assembly).Run(args);
