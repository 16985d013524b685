using System.Numerics;

namespace SimdSeq;

/// <summary><c>y - t log(y + 1e-7)</c>, gradient <c>1 - t / (y + 1e-7)</c>.</summary>
internal sealed class PoissonLoss : Loss
{
    private const double Epsilon = 1e-7;

    public override string Name => "poisson";

    internal override string? Objection(Activation answers, int features) =>
        answers is Activation.Softplus or Activation.Exponential or Activation.Relu or Activation.Relu6 or Activation.Sigmoid
            or Activation.HardSigmoid or Activation.Softmax ? null
        : $"takes the mean of a count, above 0; the answers are those of Activation.{answers}. End the model with "
            + $"[Dense({features}, Activation.Softplus)], or take Activation.Exponential.";

    internal override LossFunction<T> In<T>() => new ValueLoss<T, Value<T>>(default, Name);

    private readonly struct Value<T> : IValueLoss<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static string? RangeOfTargets => "a count, at least 0";

        public static bool Takes(T target) => target >= T.Zero;

        public double Of(T answer, T target, T scale, out T gradient)
        {
            double y = double.CreateTruncating(answer), t = double.CreateTruncating(target);
            gradient = T.CreateTruncating(double.CreateTruncating(scale) * (1 - t / (y + Epsilon)));
            return y - t * LossMath.Log(y + Epsilon);
        }
    }
}
