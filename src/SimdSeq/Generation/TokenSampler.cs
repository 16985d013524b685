namespace SimdSeq;

/// <summary>Draws a token: of all, of the likeliest, or of the fewest that have a share of the probability.</summary>
internal sealed class TokenSampler
{
    private readonly TokenRanking? _ranking;
    private readonly int[] _kept;
    private readonly int _topK;
    private readonly double _topP;

    /// <summary>Makes room.</summary>
    public TokenSampler(int tokens, GenerateOptions options)
    {
        _topK = Math.Min(options.TopK ?? tokens, tokens);
        _topP = options.TopP ?? 1;
        if (_topK == tokens && _topP == 1) _kept = [];
        else
        {
            _ranking = new TokenRanking(tokens);
            _kept = new int[_topK];
        }
    }

    /// <summary>A token.</summary>
    /// <param name="probabilities">Those of all tokens.</param>
    /// <param name="uniform">A number from 0 to less than 1.</param>
    public int Draw(ReadOnlySpan<double> probabilities, double uniform)
    {
        if (_ranking is null) return DrawOfAll(probabilities, uniform);
        int count = Keep(probabilities);
        double sum = 0;
        for (int i = 0; i < count; i++) sum += probabilities[_kept[i]];
        double rest = uniform * sum;
        for (int i = 0; i < count; i++)
        {
            rest -= probabilities[_kept[i]];
            if (rest < 0) return _kept[i];
        }

        return _kept[0]; // what roundings left over
    }

    // Fills what is kept, likeliest first. Where all may be kept, only as many are ranked as have the share.
    private int Keep(ReadOnlySpan<double> probabilities)
    {
        _ranking!.Begin(probabilities);
        double total = 0;
        if (_topK == probabilities.Length)
        {
            foreach (double probability in probabilities) total += probability;
            return Rank(probabilities, _topP * total);
        }

        int count = Rank(probabilities, double.PositiveInfinity);
        if (_topP == 1) return count;
        for (int i = 0; i < count; i++) total += probabilities[_kept[i]];
        double share = 0;
        for (int i = 0; i < count; i++)
        {
            share += probabilities[_kept[i]];
            if (share >= _topP * total) return i + 1;
        }

        return count;
    }

    private int Rank(ReadOnlySpan<double> probabilities, double least)
    {
        double share = 0;
        int count = 0;
        while (count < _topK && share < least)
        {
            _kept[count] = _ranking!.Take(probabilities);
            share += probabilities[_kept[count++]];
        }

        return count;
    }

    private static int DrawOfAll(ReadOnlySpan<double> probabilities, double uniform)
    {
        double sum = 0;
        foreach (double probability in probabilities) sum += probability;
        double rest = uniform * sum;
        int last = 0; // with a probability above 0: what roundings leave over is its
        for (int i = 0; i < probabilities.Length; i++)
        {
            if (probabilities[i] == 0) continue;
            last = i;
            rest -= probabilities[i];
            if (rest < 0) break;
        }

        return last;
    }
}
