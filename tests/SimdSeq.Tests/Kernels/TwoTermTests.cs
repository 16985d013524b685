using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq.Tests.Kernels;

/// <summary>One product of two inputs has the bits of the two products one after the other, at every width and size.</summary>
public sealed class TwoTermTests
{
    [Fact]
    public void Single() => EverySize<float>();

    [Fact]
    public void Double() => EverySize<double>();

    private static void EverySize<T>() where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(23);
        for (int outputs = 1; outputs <= 49; outputs++)
        {
            int inputs = 1 + outputs % 4, units = 1 + outputs % 7, lanes = Tile<T>.Lanes;
            using var memory = new GuardedBuffer<T>(inputs * lanes);
            using var state = new GuardedBuffer<T>(units * lanes);
            using var weights = new GuardedBuffer<T>(inputs * outputs);
            using var recurrent = new GuardedBuffer<T>((units - 1) * (outputs + 3) + outputs);
            using var biases = new GuardedBuffer<T>(outputs);
            using var output = new GuardedBuffer<T>(2 * outputs * lanes);
            Slab<T> x = memory.AtEnd(inputs * lanes), h = state.AtEnd(units * lanes), w = weights.AtEnd(inputs * outputs);
            Slab<T> u = recurrent.AtEnd((units - 1) * (outputs + 3) + outputs), bias = biases.AtEnd(outputs);
            Slab<T> expected = output.AtEnd(2 * outputs * lanes), y = expected + outputs * lanes;
            Reference.Fill(x.Span(inputs * lanes), random);
            Reference.Fill(h.Span(units * lanes), random);
            Reference.Fill(w.Span(inputs * outputs), random);
            Reference.Fill(u.Span((units - 1) * (outputs + 3) + outputs), random);
            Reference.Fill(bias.Span(outputs), random);
            foreach (VectorWidth<T> width in VectorWidth<T>.All)
            {
                foreach (bool withBias in (bool[])[true, false])
                {
                    width.Multiply(withBias ? Start.Bias : Start.Zero, x, inputs, w, outputs, bias, expected, outputs, 1, inputs, outputs);
                    width.Multiply(Start.Output, h, units, u, outputs + 3, default, expected, outputs, 1, units, outputs);
                    y.Span(outputs * lanes).Fill(T.NaN);
                    width.MultiplyTwo(withBias, x, inputs, w, outputs, h, units, u, outputs + 3, bias, y, outputs);
                    Assert.True(
                        expected.Span(outputs * lanes).SequenceEqual(y.Span(outputs * lanes)),
                        $"{width.Lanes} lanes, {inputs} + {units} to {outputs}, bias {withBias}");
                }
            }
        }
    }
}
