using System.Globalization;
using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>Tells losses of one kind apart by what they do: its name, and its sums over a tile of answers near and far.</summary>
internal static class LossProbe
{
    private static readonly double[] Spreads = [1, 16]; // answers within (0, 1), as probabilities are, and from -8 to 8

    /// <summary>For instance <c>huber (1.25, 50.5)</c>.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="features">Features of a step of the answer.</param>
    public static string Describe<T>(Loss loss, int features) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lanes = Tile<T>.Lanes;
        var targets = new T[loss.TargetsFor(1, features) * lanes];
        for (int lane = 0; lane < lanes; lane++) // class 0 and class 1, in turn; of one value, 0 and 1
        {
            if (targets.Length == lanes) targets[lane] = T.CreateTruncating(lane % 2);
            else targets[lane % 2 * lanes + lane] = T.One;
        }

        return $"{loss.Name} ({string.Join(", ", Spreads.Select(spread => Sum(spread)))})";

        string Sum(double spread)
        {
            var answers = new T[features * lanes];
            for (int i = 0; i < answers.Length; i++)
                answers[i] = T.CreateTruncating(0.5 + spread * ((i * 7 + i / lanes) % 31 - 15) / 31.0);
            double sum = loss.In<T>().Sum(new LossTile<T> { Outputs = answers, Targets = targets, Features = features, Samples = lanes });
            return sum.ToString("G7", CultureInfo.InvariantCulture);
        }
    }
}
