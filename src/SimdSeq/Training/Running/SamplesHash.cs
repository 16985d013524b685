using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>
/// The SHA-256 of a data set: of inputs, targets, lengths and weights of its samples. Where these are more than 2^24 values, it is that of
/// so many, in samples that lie evenly over the set, the first and the last among them: it takes a fraction of a second.
/// </summary>
internal static class SamplesHash
{
    private const long MostValues = 1 << 24;

    /// <summary>The hash, in hexadecimal digits.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="layout">The model that takes it.</param>
    public static string Of<T>(Dataset<T> data, ModelLayout layout) where T : unmanaged
    {
        int inputs = layout.InputValues + layout.InitialStates.Sum(state => state.Units);
        long looked = Math.Min(data.Count, Math.Max(Tile<T>.Lanes, MostValues / Math.Max(1, inputs + data.Targets)));
        var tile = new T[inputs * Tile<T>.Lanes];
        var targets = new T[data.Targets * Tile<T>.Lanes];
        var samples = new int[Tile<T>.Lanes];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long at = 0; at < looked; at += samples.Length)
        {
            int count = (int)Math.Min(samples.Length, looked - at);
            for (int i = 0; i < count; i++) samples[i] = looked == 1 ? 0 : (int)((at + i) * (data.Count - 1L) / (looked - 1));
            data.Fill(samples.AsSpan(0, count), tile, targets);
            Append(hash, tile);
            Append(hash, targets);
            for (int i = 0; i < count; i++) AppendLengths(hash, data, samples[i], layout);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void AppendLengths<T>(IncrementalHash hash, Dataset<T> data, int sample, ModelLayout layout) where T : unmanaged
    {
        if (data.HasWeights) Append(hash, [data.WeightOf(sample)]);
        if (!data.HasLengths) return;
        for (int input = 0; input < layout.Inputs.Length; input++)
        {
            Append(hash, [data.LengthOf(sample, input)]);
            for (int group = 0; group < (layout.Inputs[input].Groups ?? 0); group++)
                Append(hash, [data.LengthOf(sample, input, group)]);
        }
    }

    private static void Append<T>(IncrementalHash hash, Span<T> values) where T : unmanaged
    {
        LittleEndian.Swap(values);
        hash.AppendData(MemoryMarshal.AsBytes(values));
    }
}
