using System.Numerics;
using System.Runtime.CompilerServices;

namespace SimdSeq;

/// <summary>A loss whose equation is the user's.</summary>
internal sealed class EquationLoss<TEquation>(string name, TEquation equation) : Loss where TEquation : struct, ILossEquation
{
    public override string Name => name;

    internal override LossFunction<T> In<T>() => new ValueLoss<T, Value<T>>(new Value<T>(equation), Name);

    private readonly struct Value<T>(TEquation equation) : IValueLoss<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public double Of(T answer, T target, T scale, out T gradient)
        {
            T loss = equation.Of(answer, target, out T slope);
            gradient = scale * slope;
            return double.CreateTruncating(loss);
        }
    }
}
