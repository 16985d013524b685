using System.Globalization;
using System.Text;

namespace SimdSeq.Datasets;

/// <summary>
/// A generated stand-in for the movie reviews, for trying things out without a download. It is synthetic: nobody wrote these reviews, and
/// results on them say nothing about the real ones.
/// </summary>
/// <remarks>
/// A review has 5 to 9 opinions among sentences that tell nothing. An opinion praises or finds fault, plainly ("the acting was superb") or
/// by denying the opposite ("the acting was not dull"); about nine of ten are of the review's side, and one of five is a denial. The label
/// is the side of most opinions, so it can be read off the text without error, but only with the order of words: counting the words
/// alone takes denials for their opposite. A perceptron over word counts gets 88 % of the test reviews right, the best single word 57 %.
/// </remarks>
public static class SyntheticReviews
{
    private const int FewestOpinions = 5;
    private const int MostOpinions = 9;
    private const int OfTheSide = 88; // percent
    private const int Denied = 20; // percent

    private const int PositiveRating = 9;
    private const int NegativeRating = 2;

    /// <summary>Generates reviews, half of them positive, and serves them like the real ones: through the same tokeniser, with the same
    /// ids and in the same kind of order.</summary>
    /// <param name="training">Reviews to train on, an even number of at least 2.</param>
    /// <param name="test">Reviews to test with, likewise.</param>
    /// <param name="seed">Same seed, same reviews.</param>
    /// <param name="options">Number of words and order of rows; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of reviews is odd or less than 2.</exception>
    public static ReviewData Generate(int training = 2000, int test = 1000, ulong seed = 42, ReviewOptions? options = null)
    {
        options ??= new ReviewOptions();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Words, ImdbReviews.IdOffset);
        var corpus = new ReviewCorpus("synthetic reviews", new ReadingLimits { Reviews = long.MaxValue });
        Write(training, test, seed, corpus);
        return corpus.Build(ReviewSource.Synthetic, options);
    }

    /// <summary>Writes so many reviews into a reader.</summary>
    internal static void Write(int training, int test, ulong seed, ReviewReader reader)
    {
        CheckCount(training, nameof(training));
        CheckCount(test, nameof(test));
        var random = new SplitMix64(seed);
        for (int i = 0; i < training + test; i++)
        {
            bool isTraining = i < training, positive = i % 2 == 0;
            string file = string.Create(CultureInfo.InvariantCulture, $"{i / 2}_{(positive ? PositiveRating : NegativeRating)}.txt");
            reader.Add(new ReviewName(isTraining, positive, file), Encoding.UTF8.GetBytes(Write(random, positive)));
        }
    }

    /// <summary>Writes a review.</summary>
    /// <param name="random">The source of chance.</param>
    /// <param name="positive">The side of most of its opinions.</param>
    internal static string Write(SplitMix64 random, bool positive)
    {
        Span<bool> praises = stackalloc bool[FewestOpinions + random.Below(MostOpinions - FewestOpinions + 1)];
        do
        {
            foreach (ref bool praise in praises) praise = random.Happens(OfTheSide) == positive;
        }
        while (praises.Count(positive) * 2 <= praises.Length);

        var text = new StringBuilder();
        foreach (bool praise in praises)
        {
            while (random.Happens(45)) Append(text, ReviewPhrases.Story(random), random);
            Append(text, random.Happens(Denied) ? ReviewPhrases.Denial(random, !praise) : ReviewPhrases.Opinion(random, praise), random);
        }

        return text.ToString();
    }

    /// <summary>Adds a sentence with a capital, a stop and sometimes the line break of the real reviews.</summary>
    private static void Append(StringBuilder text, string sentence, SplitMix64 random)
    {
        if (text.Length > 0) text.Append(random.Happens(15) ? "<br /><br />" : " ");
        text.Append(char.ToUpperInvariant(sentence[0])).Append(sentence, 1, sentence.Length - 1).Append(random.Happens(10) ? '!' : '.');
    }

    private static void CheckCount(int count, string argument)
    {
        if (count < 2 || count % 2 != 0)
            throw new ArgumentOutOfRangeException(argument, $"Expected an even number of reviews, at least 2, got {count}.");
    }
}
