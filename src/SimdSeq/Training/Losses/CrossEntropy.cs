using System.Numerics;
using System.Numerics.Tensors;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>
/// <c>-Σ t[k] log p[k]</c> for each step. Logits z: <c>log p[k] = z[k] - m - log Σ exp(z - m)</c> with m the largest, so that nothing
/// overflows. Probabilities: p divided by its sum and clipped. What goes over all classes is done by <see cref="ClassRow{T}"/> for all
/// lanes at once. Smoothed targets are <c>(1 - ε) t[k] + ε / K</c>.
/// </summary>
internal sealed unsafe class CrossEntropy<T>(bool fromLogits, bool isSparse, double smoothing, int? ignored, string name)
    : LossFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Targets come rounded, from a file for instance; a float sum of thousands of them is farther from 1 than any of them is wrong.
    private const double SumTolerance = 1e-3;

    public override double Sum(in LossTile<T> tile)
    {
        int lanes = Tile<T>.Lanes, width = tile.Features * lanes;
        T* largest = stackalloc T[lanes], sums = stackalloc T[lanes], scales = stackalloc T[lanes];
        int* right = stackalloc int[lanes];
        double sum = 0;
        for (int step = 0; step < tile.Steps; step++)
        {
            var answers = tile.Outputs.Slice(step * width, width);
            var targets = TargetsOf(tile, step);
            fixed (T* values = answers) ClassRow<T>.Normalizer(values, tile.Features, fromLogits, largest, sums);
            if (isSparse || !tile.ClassWeights.IsEmpty) FindRight(tile, step, targets, right);
            for (int lane = 0; lane < tile.Samples; lane++)
            {
                if (!Counts(tile, step, lane)) continue;
                double weight = tile.WeightOf(step, lane, right[lane]);
                sum += weight * Term(tile, step, answers, targets, lane, right[lane], largest[lane], sums[lane]);
                scales[lane] = T.CreateTruncating(tile.Scale * weight);
            }

            if (tile.Gradient.IsEmpty) continue;
            var gradient = tile.Gradient.Slice(step * width, width);
            WriteDistribution(tile, step, targets, right, gradient);
            fixed (T* values = answers, distribution = gradient)
                ClassRow<T>.Gradient(values, tile.Features, fromLogits, largest, sums, scales, distribution);
            ClearWhatIsNotThere(tile, step, gradient);
        }

        return sum;
    }

    public override int Correct(in LossTile<T> tile)
    {
        int lanes = Tile<T>.Lanes, width = tile.Features * lanes, correct = 0;
        T* largest = stackalloc T[lanes], answered = stackalloc T[lanes];
        int* right = stackalloc int[lanes];
        for (int step = 0; step < tile.Steps; step++)
        {
            fixed (T* values = tile.Outputs.Slice(step * width, width)) ClassRow<T>.Largest(values, tile.Features, largest, answered);
            FindRight(tile, step, TargetsOf(tile, step), right);
            for (int lane = 0; lane < tile.Samples; lane++)
            {
                if (Counts(tile, step, lane) && answered[lane] == T.CreateTruncating(right[lane])) correct++;
            }
        }

        return correct;
    }

    public override bool Counts(in LossTile<T> tile, int step, int lane) => tile.IsThere(step, lane)
        && (ignored is not { } none || tile.Targets[step * Tile<T>.Lanes + lane] != T.CreateTruncating(none));

    public override int CountSteps(in LossTile<T> tile)
    {
        if (ignored is null) return base.CountSteps(tile);
        int count = 0;
        for (int lane = 0; lane < tile.Samples; lane++) count += CountSteps(tile, lane);
        return count;
    }

    private ReadOnlySpan<T> TargetsOf(in LossTile<T> tile, int step)
    {
        int width = (isSparse ? 1 : tile.Features) * Tile<T>.Lanes;
        return tile.Targets.Slice(step * width, width);
    }

    private void FindRight(in LossTile<T> tile, int step, ReadOnlySpan<T> targets, int* right)
    {
        T* largest = stackalloc T[Tile<T>.Lanes], numbers = stackalloc T[Tile<T>.Lanes];
        if (!isSparse)
        {
            fixed (T* values = targets) ClassRow<T>.Largest(values, tile.Features, largest, numbers);
        }

        for (int lane = 0; lane < tile.Samples; lane++)
        {
            if (!isSparse) right[lane] = int.CreateTruncating(numbers[lane]);
            else if (Counts(tile, step, lane)) right[lane] = IndexOf(targets[lane], tile, step, lane);
        }
    }

    private int IndexOf(T target, in LossTile<T> tile, int step, int lane)
    {
        double index = double.CreateTruncating(target);
        if (index >= 0 && index < tile.Features && index == Math.Floor(index)) return (int)index;
        throw WrongTarget.Of(tile, step, -1, lane, target, name, $"the index of a class, a whole number from 0 to {tile.Features - 1}");
    }

    private double Term(
        in LossTile<T> tile, int step, ReadOnlySpan<T> answers, ReadOnlySpan<T> targets, int lane, int right, T largest, T sum)
    {
        if (!T.IsFinite(sum)) return double.NaN;
        int lanes = Tile<T>.Lanes;
        double shift = double.CreateTruncating(largest) + Math.Log(double.CreateTruncating(sum));
        double term = 0, all = 0;
        if (isSparse)
        {
            term = Surprise(answers[right * lanes + lane]);
            return smoothing == 0 ? term : (1 - smoothing) * term + smoothing * MeanSurprise(answers, lane, shift, sum);
        }

        for (int i = lane; i < targets.Length; i += lanes)
        {
            if (T.IsZero(targets[i])) continue;
            if (!(targets[i] >= T.Zero && targets[i] <= T.One))
                throw WrongTarget.Of(tile, step, i / lanes, lane, targets[i], name, "a probability from 0 to 1 for each class");
            double target = double.CreateTruncating(targets[i]);
            all += target;
            term += target * Surprise(answers[i]);
        }

        if (!(Math.Abs(all - 1) <= SumTolerance)) throw WrongTarget.OfSum(tile, step, lane, all, name);
        return smoothing == 0 ? term : (1 - smoothing) * term + smoothing * MeanSurprise(answers, lane, shift, sum);

        double Surprise(T answer) => SurpriseOf(answer, shift, sum);
    }

    private double MeanSurprise(ReadOnlySpan<T> answers, int lane, double shift, T sum)
    {
        double all = 0;
        for (int i = lane; i < answers.Length; i += Tile<T>.Lanes) all += SurpriseOf(answers[i], shift, sum);
        return all / (answers.Length / Tile<T>.Lanes);
    }

    private double SurpriseOf(T answer, double shift, T sum) => fromLogits
        ? shift - double.CreateTruncating(answer)
        : -Math.Log(double.CreateTruncating(ProbabilityBounds<T>.Clip(answer / sum)));

    private void WriteDistribution(in LossTile<T> tile, int step, ReadOnlySpan<T> targets, int* right, Span<T> distribution)
    {
        if (isSparse)
        {
            distribution.Clear();
            for (int lane = 0; lane < tile.Samples; lane++)
            {
                if (Counts(tile, step, lane)) distribution[right[lane] * Tile<T>.Lanes + lane] = T.One;
            }
        }
        else
        {
            targets.CopyTo(distribution);
        }

        if (smoothing == 0) return;
        TensorPrimitives.Multiply(distribution, T.CreateTruncating(1 - smoothing), distribution);
        TensorPrimitives.Add(distribution, T.CreateTruncating(smoothing / tile.Features), distribution);
    }

    private void ClearWhatIsNotThere(in LossTile<T> tile, int step, Span<T> gradient)
    {
        for (int lane = 0; lane < Tile<T>.Lanes; lane++)
        {
            if (lane < tile.Samples && Counts(tile, step, lane)) continue;
            for (int i = lane; i < gradient.Length; i += Tile<T>.Lanes) gradient[i] = T.Zero;
        }
    }
}
