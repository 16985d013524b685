using System;
using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary>Steps that ask (queries) and steps that are asked (keys), each of which has a value: the answer is a mean of values.</summary>
internal sealed class Attention(string name, string declared, Value query, Value key, Value value, AttentionOptions options)
    : Operation(name, declared, [query, key, value], query.Shape with { Features = options.Heads * options.ValueDim })
{
    /// <summary>Memory that the kernels work in.</summary>
    public const string Scratch = "Scratch";

    /// <summary>The same in the pass of the gradients.</summary>
    public const string GradientScratch = "GradientScratch";

    /// <summary>In a stream, the number of the next step.</summary>
    public const string Position = "Position";

    /// <summary>In a stream, the keys of earlier steps.</summary>
    public const string Keys = "Keys";

    /// <summary>Their values.</summary>
    public const string Values = "Values";

    /// <summary>Which of them are there.</summary>
    public const string There = "There";

    /// <summary>Room for scores.</summary>
    public const string Scores = "Scores";

    /// <summary>Room for a query.</summary>
    public const string ScaledQuery = "ScaledQuery";

    private const int Whole = 16, GroupBlocks = 8; // as in the library's AttentionShape, which a test compares

    public AttentionOptions Options { get; } = options;

    /// <summary>Whether queries and keys are the same steps.</summary>
    public bool IsOfItself { get; } = query.Shape.Rows == key.Shape.Rows && query.Mask == key.Mask;

    public int QuerySteps => Inputs[0].DeclaredShape.Rows;

    public int KeySteps => Inputs[1].DeclaredShape.Rows;

    public override string? AnswersOf(IReadOnlyList<string?> inputs) => null;

    public override bool IsCausal => Options.IsCausal && IsOfItself;

    public override bool TakesWhole(int input) => input > 0;

    /// <summary>Steps that the cache of a stream holds.</summary>
    public int Slots => ReadsWholeInStream || Options.Window == 0 ? Pad(KeySteps) : Pad(Math.Min(Options.Window, KeySteps) + Whole - 1);

    /// <summary>How many steps a stream can have: without a window the cache does not forget.</summary>
    public override int? MostStepsInStream =>
        ReadsWholeInStream ? null : Options.Window == 0 || Options.Window > KeySteps ? KeySteps : null;

    // Each pair of a query and a key that it sees: a product for the score, one for the answer.
    public override long MultiplyAdds => Pairs * Options.Heads * (Options.KeyDim + Options.ValueDim);

    public override long GradientMultiplyAdds(bool withInput) => 2 * MultiplyAdds;

    public override bool GradientReadsInputs => true;

    public override bool GradientReadsOutput => true;

    public override bool AddsInputGradients => true;

    public override bool ReadsWholeVectors => false;

    public override IReadOnlyList<OwnBuffer> Buffers
    {
        get
        {
            int queries = Pad(QuerySteps), keys = Pad(KeySteps), keyDim = Options.KeyDim, valueDim = Options.ValueDim;
            long both = OfAllSamples(queries, Pad(keyDim)) + OfAllSamples(queries, Pad(valueDim)) + OfAllSamples(keys, Pad(keyDim))
                + OfAllSamples(keys, Pad(valueDim)) + OfOneSample(keys, keyDim) + keyDim + valueDim;
            return
            [
                new(Scratch, both + queries + 3L * keys, Lifetime.ForwardOnly),
                new(GradientScratch, both + OfOneSample(keys, valueDim) + OfOneSample(queries, keyDim) + (long)keys * (keyDim + valueDim)
                    + 3L * queries + (4L + 2 * GroupBlocks) * keys, Lifetime.GradientsOnly),
            ];
        }
    }

    private static long OfAllSamples(int rows, int columns) => ((long)rows * columns / Whole | 1) * Whole;

    private static long OfOneSample(int rows, int columns) => (long)rows * columns / 8;

    public override IReadOnlyList<(string Name, long Values)> StreamBuffers =>
    [
        (Position, 2), (Keys, (long)Slots * Options.KeyHeads * Options.KeyDim), (Values, (long)Slots * Options.KeyHeads * Options.ValueDim),
        (There, Slots), (Scores, (long)Slots * Options.Heads), (ScaledQuery, Options.KeyDim),
    ];

    private long Pairs
    {
        get
        {
            long pairs = 0;
            for (int query = 0; query < QuerySteps; query++)
            {
                int to = Options.IsCausal ? Math.Min(query + 1, KeySteps)
                    : Options.Window == 0 ? KeySteps : (int)Math.Min((long)query + Options.Window, KeySteps);
                pairs += Math.Max(0, to - (Options.Window == 0 ? 0 : Math.Max(0, query - Options.Window + 1)));
            }

            return pairs;
        }
    }

    private static int Pad(int size) => (size + Whole - 1) / Whole * Whole;
}

/// <summary>What attention is asked for.</summary>
/// <param name="Heads">Heads of the queries.</param>
/// <param name="KeyHeads">Heads of the keys and values.</param>
/// <param name="KeyDim">Features of a head's query and key.</param>
/// <param name="ValueDim">Features of a head's value.</param>
/// <param name="Scale">Factor of the scores.</param>
/// <param name="IsCausal">Whether a query sees no later key.</param>
/// <param name="Window">Steps that a query sees; 0: all.</param>
/// <param name="IsAlibi">Whether scores sink with the distance.</param>
/// <param name="Dropout">Share of the weights that training drops.</param>
internal sealed record AttentionOptions(
    int Heads, int KeyHeads, int KeyDim, int ValueDim, double Scale, bool IsCausal, int Window, bool IsAlibi, double Dropout);
