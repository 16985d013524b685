using System.Numerics;

namespace SimdSeq;

/// <summary>
/// The likeliest sequence by breadth: at each step the best continuations of all hypotheses go on, as many as there are places. One that
/// ends keeps its place (Sutskever, Vinyals and Le 2014), so a search of width 1 is greedy. The search is over when no hypothesis that goes
/// on can become better than the best that has ended, or when all have <see cref="GenerateOptions.MaxTokens"/>.
/// </summary>
internal sealed class BeamSearch<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly GenerateOptions _options;
    private readonly TokenProbabilities<T> _probabilities;
    private readonly int _width;
    private readonly int _tokens;

    // Of the hypotheses that go on, from good to bad: logarithm of the probability, stream, logarithms of all continuations.
    private readonly double[] _scores;
    private readonly ContextStream<T>?[] _streams;
    private readonly double[][] _next;

    // The best continuations, from good to bad.
    private readonly Candidate[] _candidates;
    private readonly int[] _children; // of each hypothesis: how many there are
    private readonly ContextStream<T>?[] _free;
    private readonly ContextStream<T>?[] _before;

    // The last token of each hypothesis at each step, and which hypothesis of the step before it goes on from.
    private readonly int[] _token;
    private readonly int[] _parent;

    private double _bestScore;
    private int _bestLength; // of the best that has ended
    private int _bestParent;
    private int _bestToken;

    public BeamSearch(SequenceModel<T> model, TokenLayout layout, GenerateOptions options)
    {
        _options = options;
        _probabilities = new TokenProbabilities<T>(layout);
        _width = options.Beams!.Value;
        _tokens = layout.Tokens;
        _scores = new double[_width];
        _candidates = new Candidate[_width];
        _children = new int[_width];
        _free = new ContextStream<T>[_width];
        _before = new ContextStream<T>[_width];
        _token = new int[_width * options.MaxTokens];
        _parent = new int[_width * options.MaxTokens];
        _next = new double[_width][];
        _streams = new ContextStream<T>[_width];
        for (int i = 0; i < _width; i++)
        {
            _next[i] = new double[_tokens];
            _streams[i] = new ContextStream<T>(model, layout, options.ContextLength);
        }
    }

    /// <summary>Searches.</summary>
    /// <param name="source">What it is decoded from; null: the model goes on with a text.</param>
    /// <param name="prompt">What to go on with.</param>
    /// <param name="answer">Receives the tokens; as long as the most of them.</param>
    /// <param name="cancellation">Stops after a step of a stream.</param>
    /// <returns>Their number.</returns>
    public int Run(DecoderInput<T>? source, ReadOnlySpan<int> prompt, Span<int> answer, CancellationToken cancellation)
    {
        _bestScore = double.NegativeInfinity;
        _scores[0] = 0;
        _streams[0]!.Begin(source, prompt, cancellation);
        _probabilities.LogOf(_streams[0]!.Next(prompt[^1])).CopyTo(_next[0]);
        int live = 1, places = _width;
        for (int length = 1; live > 0; length++)
        {
            int candidates = Rank(live, places);
            int going = End(candidates, length, isLast: length == _options.MaxTokens);
            places -= candidates - going;
            if (going == 0 || _candidates[0].Score / Penalty(_options.MaxTokens) <= _bestScore) break;
            Assign(live, going);
            live = going;
            for (int i = 0; i < live; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                _token[(length - 1) * _width + i] = _candidates[i].Token;
                _parent[(length - 1) * _width + i] = _candidates[i].Parent;
                _scores[i] = _candidates[i].Score;
                _probabilities.LogOf(_streams[i]!.Next(_candidates[i].Token)).CopyTo(_next[i]);
            }
        }

        answer[_bestLength - 1] = _bestToken;
        for (int at = _bestLength - 2, hypothesis = _bestParent; at >= 0; at--)
        {
            answer[at] = _token[at * _width + hypothesis];
            hypothesis = _parent[at * _width + hypothesis];
        }

        return _bestLength;
    }

    // Equals stay in the order in which they come: by hypothesis, then by token.
    private int Rank(int live, int places)
    {
        int count = 0;
        for (int parent = 0; parent < live; parent++)
        {
            double[] next = _next[parent];
            for (int token = 0; token < next.Length; token++)
            {
                double score = _scores[parent] + next[token];
                if (double.IsNegativeInfinity(score) || (count == places && !(score > _candidates[count - 1].Score))) continue;
                int at = count < places ? count++ : count - 1;
                for (; at > 0 && _candidates[at - 1].Score < score; at--) _candidates[at] = _candidates[at - 1];
                _candidates[at] = new Candidate(score, parent, token);
            }
        }

        return count;
    }

    // Takes out those that end, and says how many go on.
    private int End(int candidates, int length, bool isLast)
    {
        int going = 0;
        for (int i = 0; i < candidates; i++)
        {
            Candidate candidate = _candidates[i];
            if (!isLast && candidate.Token != _options.EndToken)
            {
                _candidates[going++] = candidate;
                continue;
            }

            double score = candidate.Score / Penalty(length);
            if (score > _bestScore) (_bestScore, _bestLength, _bestParent, _bestToken) = (score, length, candidate.Parent, candidate.Token);
        }

        return going;
    }

    // The first that goes on from a hypothesis takes its stream, the others copy it into those that nobody goes on from.
    private void Assign(int live, int going)
    {
        Array.Clear(_children, 0, live);
        for (int i = 0; i < going; i++) _children[_candidates[i].Parent]++;
        int free = 0;
        for (int i = 0; i < _width; i++)
        {
            _before[i] = _streams[i];
            if (i >= live || _children[i] == 0) _free[free++] = _streams[i];
        }

        for (int i = 0; i < going; i++)
        {
            int parent = _candidates[i].Parent;
            if (_children[parent] > 0)
            {
                _children[parent] = 0;
                _streams[i] = _before[parent];
                continue;
            }

            _streams[i] = _free[--free];
            _streams[i]!.CopyFrom(_before[parent]!); // which takes its step when all are assigned
        }

        for (int i = going; i < _width; i++) _streams[i] = _free[--free];
    }

    private double Penalty(int length) =>
        _options.LengthPenalty == 0 ? 1 : NaturalLogarithm.Power((5.0 + length) / (5 + 1), _options.LengthPenalty);

    private readonly record struct Candidate(double Score, int Parent, int Token);
}
