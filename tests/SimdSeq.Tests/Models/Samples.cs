using System.Numerics;
using System.Runtime.InteropServices;
using SimdSeq.Data;

namespace SimdSeq.Tests.Models;

/// <summary>Random values and data sets, the same for the same seed.</summary>
internal static class Samples
{
    /// <summary>Values in [-1, 1).</summary>
    public static T[] Values<T>(int count, int seed) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        var values = new T[count];
        foreach (ref T value in values.AsSpan()) value = T.CreateTruncating(2 * random.NextDouble() - 1);
        return values;
    }

    /// <summary>Samples that fit the model, with random targets.</summary>
    public static ArrayDataset<T> For<T>(SequenceModel<T> model, int count, int seed = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(Values<T>(count * model.Steps * model.Features, seed), Values<T>(count * model.Outputs, seed + 1), model.Steps, model.Features,
            model.Outputs);

    /// <summary>Equal to the bit.</summary>
    public static void Same<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what = "") where T : unmanaged =>
        Assert.True(
            MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(actual)),
            $"{what}: expected {string.Join(" ", expected.ToArray())}, got {string.Join(" ", actual.ToArray())}");
}
