using System.Numerics;
using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>The gradients of samples' losses with respect to their inputs, as a norm for each step and sample.</summary>
internal static class StepGradients<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Norms <c>[step][sample]</c> of so many samples, evenly spread over the data.</summary>
    public static double[][] Norms(
        SequenceModel<T> model, Dataset<T> data, Loss loss, int samples, CancellationToken cancellation)
    {
        var norms = new double[model.Steps][];
        for (int step = 0; step < norms.Length; step++) norms[step] = new double[samples];
        using var lease = model.Workers.Rent();
        var worker = lease.Item;
        var parameterGradient = new AlignedBuffer<T>(model.Layout.ParameterValues); // the backward pass adds to it; nobody reads it
        var ofOutput = OutputLoss<T>.Of(model.Layout, [loss])[0];
        double scale = 1.0 / ofOutput.Losses;
        Span<int> tile = stackalloc int[Tile<T>.Lanes];
        Span<double> factors = stackalloc double[Tile<T>.Lanes];
        model.EnsurePacked();
        for (int first = 0; first < samples; first += Tile<T>.Lanes)
        {
            cancellation.ThrowIfCancellationRequested();
            var numbers = tile[..Math.Min(Tile<T>.Lanes, samples - first)];
            for (int i = 0; i < numbers.Length; i++) numbers[i] = (int)((first + i) * (long)data.Count / samples);
            var key = default(PassKey) with { FirstSample = first };
            worker.Load(data, numbers, withTargets: true);
            model.Forward(worker, worker.StatesFromZero(), Tile<T>.Lanes, key);
            var answered = worker.Answered(ofOutput.Place, numbers.Length, scale, withGradient: true) with { Weights = default };
            ofOutput.Function.Sum(answered);
            for (int lane = 0; lane < numbers.Length; lane++) factors[lane] = OfStepsThere(ofOutput.Function, answered, lane);
            model.Backward(worker, parameterGradient, key);
            for (int step = 0; step < norms.Length; step++)
                StepNorms(worker, factors, model.Features, step, norms[step].AsSpan(first, numbers.Length));
        }

        GC.KeepAlive(parameterGradient);
        GC.KeepAlive(model);
        return norms;
    }

    /// <summary>The mean, of the same bits whatever the order: the values are sorted, and added from the smallest up.</summary>
    public static double Mean(double[] values)
    {
        Array.Sort(values);
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum / values.Length;
    }

    // From the mean over all steps of the answer to the mean over those that are there.
    private static double OfStepsThere(LossFunction<T> loss, in LossTile<T> answered, int lane) =>
        loss.CountSteps(answered, lane) is > 0 and var there ? (double)answered.Steps / there : 0;

    private static void StepNorms(TileWorker<T> worker, ReadOnlySpan<double> factors, int features, int step, Span<double> norms)
    {
        var gradient = worker.InputGradient.Slice(step * features * Tile<T>.Lanes, features * Tile<T>.Lanes);
        for (int lane = 0; lane < norms.Length; lane++)
        {
            double squares = 0;
            for (int i = lane; i < gradient.Length; i += Tile<T>.Lanes)
            {
                double value = double.CreateTruncating(gradient[i]);
                squares += value * value;
            }

            norms[lane] = Math.Sqrt(squares) * factors[lane];
        }
    }
}
