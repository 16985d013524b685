using System.Numerics;

namespace SimdSeq;

/// <summary>What a target of the binary cross-entropies may be.</summary>
internal interface IBinaryTarget
{
    /// <summary>That in words.</summary>
    static abstract string Range { get; }

    /// <summary>Whether a target is of that kind.</summary>
    static abstract bool Takes<T>(T target) where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>A class.</summary>
internal readonly struct HardTarget : IBinaryTarget
{
    public static string Range => "a class, 0 or 1; with softTargets: true a probability between them as well";

    public static bool Takes<T>(T target) where T : unmanaged, IBinaryFloatingPointIeee754<T> => target == T.Zero || target == T.One;
}

/// <summary>The probability of a class.</summary>
internal readonly struct SoftTarget : IBinaryTarget
{
    public static string Range => "a probability from 0 to 1";

    public static bool Takes<T>(T target) where T : unmanaged, IBinaryFloatingPointIeee754<T> => target >= T.Zero && target <= T.One;
}
