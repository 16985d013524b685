using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace SimdSeq;

/// <summary>
/// Tells optimizers of one kind apart by what they do: a few steps on a few values of each parameter, with gradients that rise and fall.
/// Whatever an optimizer is set to shows in them, and no optimizer has to say it.
/// </summary>
internal static class OptimizerProbe
{
    private const int ValuesOfParameter = 4;
    private const double Rate = 0.01; // the rates themselves are compared elsewhere
    private static readonly double[] Gradients = [1, -0.5, 2, 1e-3, -3, 1e-6];

    /// <summary>The hash of the values after each step.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="parameters">The parameters, by whose names it may tell them apart.</param>
    public static string Hash<T>(Optimizer optimizer, ParameterInfo[] parameters) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ParameterInfo[] small =
            [.. parameters.Select((parameter, i) => parameter with { Shape = [ValuesOfParameter], Offset = i * ValuesOfParameter })];
        var state = optimizer.Start<T>(small.Length * ValuesOfParameter, small);
        T[] values = [.. Enumerable.Range(0, small.Length * ValuesOfParameter).Select(i => T.CreateTruncating(0.5 + 0.25 * (i % 7)))];
        var gradient = new T[values.Length];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int step = 0; step < Gradients.Length; step++)
        {
            for (int i = 0; i < gradient.Length; i++) gradient[i] = T.CreateTruncating(Gradients[step] * (1 + i % ValuesOfParameter));
            state.Begin(Rate, step);
            state.Step(values, gradient, 0);
            gradient.CopyTo(values.AsSpan());
            Append(hash, values);
        }

        foreach (T[] memory in state.Memory) Append(hash, [.. memory]);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append<T>(IncrementalHash hash, T[] values) where T : unmanaged
    {
        T[] copy = [.. values];
        LittleEndian.Swap(copy.AsSpan());
        hash.AppendData(MemoryMarshal.AsBytes(copy.AsSpan()));
    }
}
