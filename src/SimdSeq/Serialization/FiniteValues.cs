using System.Numerics;

namespace SimdSeq;

/// <summary>Whether the values of a file are numbers that a model can compute with.</summary>
internal static class FiniteValues
{
    public static void Check<T>(string file, IReadOnlyList<StoredTensor> table, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int at = 0;
        foreach (var tensor in table)
        {
            var own = values.Slice(at, (int)tensor.Length);
            at += own.Length;
            for (int i = 0; i < own.Length; i++)
            {
                if (T.IsFinite(own[i])) continue;
                throw new ModelFormatException(
                    file, "finite values", FormattableString.Invariant($"{own[i]} at {tensor.At(i)}"),
                    "A training that diverged was saved: take an earlier file or, to look at it, load it with new LoadOptions { "
                        + "AnyValues = true }.");
            }
        }
    }
}
