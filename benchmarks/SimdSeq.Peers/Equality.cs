using SimdSeq.Conformance.Tests;
using static TorchSharp.torch;

namespace SimdSeq.Peers;

/// <summary>Outputs and every gradient of the same loss, here and there.</summary>
internal static class Equality
{
    public const double Bar = 1e-5;

    /// <summary>Prints a line for each pair. Returns whether all are within the bar.</summary>
    public static bool Print(IEnumerable<Func<Pair>> pairs)
    {
        const int Samples = 32;
        Console.WriteLine($"| model | outputs | worst gradient | of |");
        Console.WriteLine("|---|---|---|---|");
        bool isWithin = true;
        foreach (var create in pairs)
        {
            using var scope = NewDisposeScope();
            var pair = create();
            pair.Weights.Set(pair.Ours);
            var (inputs, weights) = pair.RandomData(Samples);
            var answers = pair.Forward(pair.AsTensor(inputs));
            (answers.flatten() * tensor(weights)).sum().backward();
            float[] theirs = answers.detach().flatten().data<float>().ToArray();

            double output = TorchWeights.RelativeError(pair.Ours.Predict(inputs), theirs);
            isWithin &= output <= Bar;
            if (pair.HasDropout)
            {
                Console.WriteLine($"| {pair.Name} | {output:E1} | drops at random | |");
                continue;
            }

            var (gradient, _) = new Probe<float>(pair.Ours, training: true).Gradients(inputs, weights);
            // What is added to all keys moves all scores of a query alike, and no weight: that gradient is zero but for rounding.
            var worst = pair.Weights.Compare(name => Slice(pair.Ours, gradient, name))
                .Where(compared => !compared.Name.EndsWith("/key/bias", StringComparison.Ordinal)).MaxBy(compared => compared.Error);
            isWithin &= worst.Error <= Bar;
            Console.WriteLine($"| {pair.Name} | {output:E1} | {worst.Error:E1} | {worst.Name} |");
        }

        return isWithin;
    }

    private static float[] Slice(SequenceModel<float> model, float[] gradient, string name)
    {
        int at = model.Parameters.TakeWhile(parameter => parameter.Name != name).Sum(parameter => parameter.Length);
        return gradient[at..(at + model.Parameters[name].Length)];
    }
}
