using System.Numerics;
using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>A value of the data that is not finite. Training looks for one when it has failed, so no step pays for it.</summary>
/// <param name="Sample">Number of its sample.</param>
/// <param name="Place">Which value of the sample, in words.</param>
/// <param name="Value">What it is.</param>
internal sealed record NotFiniteValue(int Sample, string Place, double Value)
{
    /// <summary>
    /// The first of some samples: in their order, inputs before targets. What lies beyond a sample's end or behind the mask does not count.
    /// </summary>
    public static NotFiniteValue? In<T>(SequenceModel<T> model, Dataset<T> data, OutputLoss<T>[] losses, ReadOnlySpan<int> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var worker = new TileWorker<T>(model.Layout);
        var states = new AlignedBuffer<T>(model.Layout.KeptStateValues); // of its own: the mask does not depend on them
        for (int first = 0; first < samples.Length; first += Tile<T>.Lanes)
        {
            var numbers = samples[first..Math.Min(first + Tile<T>.Lanes, samples.Length)];
            worker.Load(data, numbers, withTargets: true);
            for (int lane = 0; lane < numbers.Length; lane++)
            {
                if (InInputs(model, worker.Inputs, lane, numbers[lane]) is { } input) return input;
            }

            if (model.Layout.Outputs.Any(output => output.MaskOffset >= 0)) model.PredictAlone(worker, states); // which writes the masks
            foreach (var loss in losses)
            {
                var answered = worker.Answered(loss.Place, numbers.Length);
                for (int lane = 0; lane < numbers.Length; lane++)
                {
                    if (InTargets(answered, loss.Place, losses.Length > 1, lane) is { } target) return target;
                }
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Place} of sample {Sample} is {Value}");

    private static NotFiniteValue? InInputs<T>(SequenceModel<T> model, ReadOnlySpan<T> inputs, int lane, int sample)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < model.SampleValues; i++)
        {
            T value = inputs[i * Tile<T>.Lanes + lane];
            if (!T.IsFinite(value)) return new NotFiniteValue(sample, PlaceOf(model.Layout, i), double.CreateTruncating(value));
        }

        return null;
    }

    private static string PlaceOf(ModelLayout layout, int value)
    {
        foreach (var input in layout.Inputs)
        {
            string name = layout.Inputs.Length == 1 ? "" : $" of {input.Name}";
            if (value < input.Length)
                return input.Steps is null ? $"feature {value}{name}" : $"feature {value % input.Features}{OfStep(input, value)}{name}";
            value -= input.Length;
        }

        return $"value {value} of the initial states";
    }

    private static string OfStep(InputInfo input, int value)
    {
        int step = value / input.Features, steps = input.RowsOfGroup;
        return input.Groups is null ? $" of step {step}" : $" of step {step % steps} of group {step / steps}";
    }

    private static NotFiniteValue? InTargets<T>(in LossTile<T> tile, OutputTargets place, bool isNamed, int lane)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = Math.Max(1, place.Count / tile.Steps);
        for (int i = 0; i < place.Count; i++)
        {
            T value = tile.Targets[i * Tile<T>.Lanes + lane];
            if (T.IsFinite(value) || !tile.IsThere(i / width, lane)) continue;
            string target = (tile.Steps == 1 ? $"target {i}" : $"target {i % width} of step {i / width}")
                + (isNamed ? $" of {place.Output.Name}" : "");
            return new NotFiniteValue(tile.NumberOf(lane), target, double.CreateTruncating(value));
        }

        return null;
    }
}
