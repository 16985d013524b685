using System.Globalization;
using BenchmarkDotNet.Running;
using SimdSeq.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// "kernels", "convolutions", "attention", "models", "predictions", "losses", "serving", "breakdown" and "generator" print their figures
// within minutes, "steps FILE.svg" does and draws them; "recipes FOLDER" makes a table of what "train --json" wrote there; "readme
// --update", in the root of the repository, puts the committed reports into it. Everything else goes to BenchmarkDotNet (try "--list
// flat").
if (args is ["kernels"])
    KernelReport.Print();
else if (args is ["convolutions"])
    KernelReport.PrintConvolutions();
else if (args is ["attention"])
    AttentionReport.Print();
else if (args is ["models"])
    ModelReport.Print();
else if (args is ["predictions"])
    PredictionReport.Print();
else if (args is ["losses"])
    LossReport.Print();
else if (args is ["serving"])
    ServingReport.Print();
else if (args is ["breakdown"])
    Breakdown.Print();
else if (args is ["generator"])
    GeneratorReport.Print();
else if (args is ["steps", var image])
    StepCostReport.Print(image);
else if (args is ["recipes", var folder])
    RecipeReport.Print(folder);
else if (args is ["readme", "--update"])
    ReadmeTables.Update();
else
    BenchmarkSwitcher.FromAssembly(typeof(KernelReport).Assembly).Run(args);
