using System.Numerics;

namespace SimdSeq;

/// <summary>What an encoder-decoder generates from: a source, and how the answer begins.</summary>
/// <example><code>
/// var options = new GenerateOptions { StartToken = 2, EndToken = 3, Beams = 4, MaxTokens = 40 };
/// int[] english = model.Generate(new DecoderInput&lt;float&gt;(german), options);
/// </code></example>
/// <param name="Source">All inputs of a sample but the last sequence, one behind the other, as <c>OpenDecoder</c> takes them.</param>
/// <typeparam name="T">The model's precision.</typeparam>
public sealed record DecoderInput<T>(ReadOnlyMemory<T> Source) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many of its first steps each input has; empty when all have all.</summary>
    public ReadOnlyMemory<int> Lengths { get; init; }

    /// <summary>
    /// Ids that the answer begins with, which are no part of what is returned; empty: <see cref="GenerateOptions.StartToken"/>.
    /// </summary>
    public ReadOnlyMemory<int> Prompt { get; init; }
}
