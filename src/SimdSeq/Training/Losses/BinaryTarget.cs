using System.Numerics;

namespace SimdSeq;

/// <summary>What a target of the binary cross-entropies may be.</summary>
internal static class BinaryTarget
{
    public const string Range = "a class, 0 or 1, or a probability between them";

    public static bool IsIn<T>(T target) where T : unmanaged, IBinaryFloatingPointIeee754<T> => target >= T.Zero && target <= T.One;
}
