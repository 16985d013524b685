using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace SimdSeq.Kernels;

/// <summary>What attends to what. Query i stands beside key i where both are of one sequence.</summary>
/// <param name="Queries">Steps that ask.</param>
/// <param name="Keys">Steps that are asked.</param>
/// <param name="Heads">Heads of the queries.</param>
/// <param name="KeyHeads">Heads of the keys and values; each serves <c>Heads / KeyHeads</c> neighbouring heads of the queries.</param>
/// <param name="KeyDim">Features of a head's query and key.</param>
/// <param name="ValueDim">Features of a head's value.</param>
/// <param name="Scale">Factor of the scores, as a rule <c>1 / √KeyDim</c>.</param>
/// <param name="Causal">Whether a query reads the keys up to its own step alone.</param>
/// <param name="Window">
/// How many steps a query reads at most: of its own and those before it, and, where it is not causal, as many after it. 0: all.
/// </param>
/// <param name="Alibi">
/// Whether head h of n lowers a score by <c>2^(-8 (h + 1) / n)</c> for each step between query and key (Press, Smith and Lewis 2022).
/// </param>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public readonly record struct AttentionShape(
    int Queries, int Keys, int Heads, int KeyHeads, int KeyDim, int ValueDim, double Scale, bool Causal = false, int Window = 0,
    bool Alibi = false)
{
    /// <summary>Sizes in scratch memory are whole vectors of any width.</summary>
    private const int Whole = 16;

    /// <summary>Blocks of queries whose weights are turned and multiplied together in the pass of the gradients.</summary>
    internal const int GroupBlocks = 8;

    internal int QueryRows => Pad(Queries);

    internal int KeyRows => Pad(Keys);

    internal int KeyColumns => Pad(KeyDim);

    internal int ValueColumns => Pad(ValueDim);

    /// <summary>Query heads that share a head of keys and values.</summary>
    internal int HeadsPerKeyHead => Heads / KeyHeads;

    /// <summary>Scratch memory of the forward pass, in features.</summary>
    internal long ForwardScratch => OfAllSamples(QueryRows, KeyColumns) + OfAllSamples(QueryRows, ValueColumns)
        + OfAllSamples(KeyRows, KeyColumns) + OfAllSamples(KeyRows, ValueColumns) + OfOneSample(KeyRows, KeyDim)
        + KeyDim + ValueDim + QueryRows + 3L * KeyRows;

    /// <summary>Scratch memory of the pass of the gradients, in features.</summary>
    internal long GradientScratch => OfAllSamples(QueryRows, KeyColumns) + OfAllSamples(QueryRows, ValueColumns)
        + OfAllSamples(KeyRows, KeyColumns) + OfAllSamples(KeyRows, ValueColumns) + OfOneSample(KeyRows, KeyDim)
        + OfOneSample(KeyRows, ValueDim) + OfOneSample(QueryRows, KeyDim) + (long)KeyRows * (KeyDim + ValueDim)
        + KeyDim + ValueDim + 3L * QueryRows + (4L + 2 * GroupBlocks) * KeyRows;

    /// <summary>
    /// Values from a sample to the next where each has a matrix: an odd number of vectors of any width, so that one row of all samples does
    /// not fall into a few sets of the cache.
    /// </summary>
    internal static int SampleStride(int rows, int columns) => checked((int)OfAllSamples(rows, columns));

    /// <summary>Features of memory for a matrix of every sample.</summary>
    internal static long OfAllSamples(int rows, int columns) => ((long)rows * columns / Whole | 1) * Whole;

    /// <summary>Features of memory for a matrix of one sample; a feature has 8 lanes or more.</summary>
    internal static long OfOneSample(int rows, int columns) => (long)rows * columns / 8;

    /// <summary>The keys that a run of queries reads, from a whole number of interleaved sums on.</summary>
    internal (int From, int To) Range(int query, int queries)
    {
        int last = query + queries - 1, to = Causal ? last + 1 : Window == 0 ? Keys : (int)Math.Min((long)last + Window, Keys);
        int from = Window == 0 ? 0 : Math.Max(0, query - Window + 1) / InterleavedSum.Parts * InterleavedSum.Parts;
        return (Math.Min(from, (Keys - 1) / InterleavedSum.Parts * InterleavedSum.Parts), Math.Min(to, Keys));
    }

    /// <summary>By how much a head lowers a score for each step of distance.</summary>
    internal double Slope(int head) => Alibi ? Math.Pow(2, -8.0 * (head + 1) / Heads) : 0;

    internal static int Pad(int size) => (size + Whole - 1) / Whole * Whole;
}

/// <summary>The key of the random numbers by which weights of attention are dropped.</summary>
/// <param name="Rate">Share of the weights; 0: none.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Step">Number of the training step.</param>
/// <param name="Layer">Key of the layer.</param>
/// <param name="FirstSample">Number in the batch of the sample in lane 0.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public readonly record struct AttentionDropout(double Rate, long Seed, long Step, int Layer, int FirstSample);
