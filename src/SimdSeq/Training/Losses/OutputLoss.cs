using System.Numerics;

namespace SimdSeq;

/// <summary>An output with the place of its targets among those of a sample.</summary>
/// <param name="Output">The output.</param>
/// <param name="First">Its first target.</param>
/// <param name="Count">How many it has.</param>
internal sealed record OutputTargets(OutputInfo Output, int First, int Count);

/// <summary>The loss of one output; that of a model is the weighted sum over its outputs.</summary>
/// <param name="place">The output and its targets.</param>
/// <param name="loss">Its loss.</param>
/// <param name="weight">The factor of it.</param>
internal sealed class OutputLoss<T>(OutputTargets place, Loss loss, double weight) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public OutputTargets Place => place;

    public Loss Loss => loss;

    public double Weight => weight;

    public LossFunction<T> Function { get; } = loss.In<T>();

    /// <summary>Losses of one step.</summary>
    public int LossesOfStep { get; } = loss.LossesOfStep(place.Output.Features);

    public bool HasClasses { get; } = loss.ClassesFor(place.Output.Features) > 0;

    /// <summary>Losses of a sample.</summary>
    public int Losses => place.Output.Rows * LossesOfStep;

    /// <summary>The losses of a model's outputs, in order.</summary>
    /// <param name="layout">The model.</param>
    /// <param name="losses">One for all of them, or one for each.</param>
    /// <param name="weights">A factor for each; null: 1.</param>
    public static OutputLoss<T>[] Of(ModelLayout layout, IReadOnlyList<Loss> losses, IReadOnlyList<double>? weights = null)
    {
        var all = new OutputLoss<T>[layout.Outputs.Length];
        int first = 0;
        for (int i = 0; i < all.Length; i++)
        {
            var (output, loss) = (layout.Outputs[i], losses.Count == 1 ? losses[0] : losses[i]);
            int count = loss.TargetsFor(output.Rows, output.Features);
            all[i] = new OutputLoss<T>(new(output, first, count), loss, weights is null ? 1 : weights[i]);
            first += count;
        }

        return all;
    }
}
