using System.Globalization;
using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>Tells losses of one kind apart by what they do: its name, and its sums over a tile of answers near and far.</summary>
internal static class LossProbe
{
    private static readonly double[] Spreads = [1, 16]; // answers within (0, 1), as probabilities are, and from -8 to 8

    private const int MostClasses = 1024; // that are looked at for one that does not count

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

        string ignored = loss.TargetsAreIndices ? string.Join(", ", Enumerable.Range(-1, MostClasses).Where(IsIgnored)) : "";
        return $"{loss.Name} ({string.Join(", ", Spreads.Select(spread => Sum(spread)))}{(ignored.Length > 0 ? $", not {ignored}" : "")})";

        bool IsIgnored(int target)
        {
            var tile = new LossTile<T> { Outputs = new T[features * lanes], Targets = Filled(target), Features = features, Samples = 1 };
            return !loss.In<T>().Counts(tile, 0, 0);
        }

        T[] Filled(int target)
        {
            var values = new T[lanes];
            values.AsSpan().Fill(T.CreateTruncating(target));
            return values;
        }

        string Sum(double spread)
        {
            var answers = new T[features * lanes];
            for (int i = 0; i < answers.Length; i++)
                answers[i] = T.CreateTruncating(0.5 + spread * ((i * 7 + i / lanes) % 31 - 15) / 31.0);
            var gradient = new T[answers.Length];
            double sum = loss.In<T>().Sum(new LossTile<T>
            {
                Outputs = answers,
                Targets = targets,
                Features = features,
                Samples = lanes,
                Scale = 1,
                Gradient = gradient,
            });
            double slopes = gradient.Select((slope, i) => double.CreateTruncating(slope) * (1 + i % 5)).Sum();
            return string.Create(CultureInfo.InvariantCulture, $"{sum:G6} {slopes:G6}");
        }
    }
}
