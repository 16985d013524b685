using SimdSeq.Datasets;
using static SimdSeq.Layers;

namespace SimdSeq.Cli;

/// <summary>
/// A hierarchical attention network (Yang et al. 2016) on film reviews: words make sentences, and sentences the review, each time by a
/// GRU from both ends and attention to a learned context.
/// </summary>
[SequenceModel]
internal sealed partial class ImdbHan
{
    private const int Sentences = 24, Words = 32, Numbers = 20_000;

    public static Recipe Recipe { get; } = new(
        "imdb-han",
        "Sentiment of film reviews by sentences: Embedding(64), Bidirectional(Gru(32)) and attention on words, then on sentences",
        request => ImdbDocuments.Open(request, Limits),
        seed => new ImdbHan(seed))
    {
        Epochs = 6,
        StepsPerEpoch = null,
        BatchSize = 64,
        LearningRate = 0.002,
        Optimizer = OptimizerChoice.Adam,
        WarmupSteps = 100,
        Decays = true,
        GlobalClipNorm = 1,
        Review = (request, model, text) => AttendedText.Of(model, ImdbDocuments.Vocabulary(request, Limits), text, Words),
    };

    /// <summary>How long documents are, and which words have numbers.</summary>
    public static DocumentOptions Limits =>
        new() { Words = Numbers, LeastFrequency = 4, SentenceLength = Words, Sentences = Sentences };

    private static SymbolicTensor Forward([Input(groups: Sentences, steps: Words, features: 1)] SymbolicTensor review)
    {
        var words = Dropout(0.5)(Embedding(Numbers, 64, maskZero: true)(review));
        return Dense(1, Activation.Sigmoid)(Dropout(0.5)(Encode(Dropout(0.3)(Each(Encode)(words)))));
    }

    private static SymbolicTensor Encode(SymbolicTensor x) => AttentionPooling(64)(Bidirectional(Gru(32, returnSequences: true))(x));
}
