using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>
/// Goes on with a prompt, a token at a time. A token allocates nothing, so one generator serves one prompt after another; it is used by one
/// thread at a time, and generators of one model run beside each other. With <see cref="GenerateOptions.Beams"/> the first token waits for
/// the whole search.
/// </summary>
/// <example>
/// <code>
/// using var generator = model.OpenGenerator(new GenerateOptions { Temperature = 0.8, TopK = 200 });
/// generator.Start(prompt);
/// while (generator.TryNext(out int token)) Console.Write(letters[token]);
/// </code>
/// </example>
/// <typeparam name="T">The model's precision.</typeparam>
public sealed class TokenGenerator<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // First values of parameters, dropout and the order of samples draw from other streams of what may be the same seed.
    private const long FirstStream = 3L << 61;

    private readonly SequenceModel<T> _model;
    private readonly GenerateOptions _options;
    private readonly TokenLayout _layout;
    private readonly ContextStream<T>? _stream;
    private readonly TokenProbabilities<T>? _probabilities;
    private readonly TokenSampler? _sampler;
    private readonly BeamSearch<T>? _search;
    private readonly int[] _found = [];
    private readonly int[] _start;
    private int[] _prompt = [];
    private DecoderInput<T>? _source;
    private int _foundCount;
    private PhiloxStream _random;
    private int _changes;
    private int _last;
    private bool _isStarted;
    private bool _isEnded;
    private bool _isClosed;

    internal TokenGenerator(SequenceModel<T> model, GenerateOptions options)
    {
        _layout = TokenLayout.Of(model.Layout);
        options.Check(_layout);
        _model = model;
        _options = options;
        _start = options.StartToken is { } start ? [start] : [];
        if (options.Beams is not null)
        {
            _search = new BeamSearch<T>(model, _layout, options);
            _found = new int[options.MaxTokens];
            return;
        }

        _stream = new ContextStream<T>(model, _layout, options.ContextLength);
        _probabilities = new TokenProbabilities<T>(_layout);
        if (!options.IsGreedy) _sampler = new TokenSampler(_layout.Tokens, options);
    }

    /// <summary>Tokens since the start.</summary>
    public int TokenCount { get; private set; }

    /// <summary>Begins with a prompt, whatever came before.</summary>
    /// <param name="prompt">Ids of the tokens to go on from, at least one.</param>
    /// <param name="sample">Number of the sample: with the same seed, every number draws other tokens.</param>
    /// <param name="cancellation">Stops after the present token of the prompt.</param>
    /// <exception cref="ArgumentException">
    /// The prompt is empty, has an id that the model does not take, or leads beyond what a stream has room for while
    /// <see cref="GenerateOptions.ContextLength"/> is null.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model is being changed.</exception>
    /// <exception cref="ObjectDisposedException">The generator is closed.</exception>
    /// <exception cref="OperationCanceledException">It is cancelled.</exception>
    public void Start(ReadOnlySpan<int> prompt, int sample = 0, CancellationToken cancellation = default) =>
        Start(null, prompt, sample, cancellation);

    /// <summary>Begins with a source, whatever came before: for an encoder-decoder, which makes of it here what its steps read.</summary>
    /// <param name="input">The source, and how the answer begins.</param>
    /// <param name="sample">Number of the sample: with the same seed, every number draws other tokens.</param>
    /// <param name="cancellation">Stops after the present token of the prompt.</param>
    /// <exception cref="ArgumentException">The source or the prompt does not fit the model.</exception>
    /// <exception cref="InvalidOperationException">The model is being changed, or has no decoder.</exception>
    /// <exception cref="ObjectDisposedException">The generator is closed.</exception>
    /// <exception cref="OperationCanceledException">It is cancelled.</exception>
    public void Start(DecoderInput<T> input, int sample = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        Start(input, input.Prompt.Span, sample, cancellation);
    }

    private void Start(DecoderInput<T>? source, ReadOnlySpan<int> prompt, int sample, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        _layout.CheckSource(source is not null);
        if (prompt.IsEmpty) prompt = _start;
        _layout.Check(prompt, _options);
        _isStarted = false;
        _isEnded = false;
        TokenCount = 0;
        _foundCount = 0;
        _changes = _model.Use.Changes;
        _random = new PhiloxStream(_options.Seed, FirstStream + sample);
        if (_search is null)
        {
            _stream!.Begin(source, prompt, cancellation);
            _last = prompt[^1];
        }
        else (_source, _prompt) = (source, prompt.ToArray());

        _isStarted = true;
    }

    /// <summary>The next token.</summary>
    /// <param name="token">Its id; 0 when there is none.</param>
    /// <param name="cancellation">Stops before it; it can then still be had.</param>
    /// <returns>
    /// Whether there is one: false after <see cref="GenerateOptions.EndToken"/>, and after <see cref="GenerateOptions.MaxTokens"/>.
    /// </returns>
    /// <exception cref="InvalidOperationException">
    /// No prompt was given, or the parameters have changed since, or the model answers a value that is no number.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The generator is closed.</exception>
    /// <exception cref="OperationCanceledException">It is cancelled.</exception>
    public bool TryNext(out int token, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (!_isStarted) throw new InvalidOperationException($"A generator goes on from a prompt: call {nameof(Start)} first.");
        token = 0;
        if (_isEnded) return false;
        cancellation.ThrowIfCancellationRequested();
        if (_model.Use.Changes != _changes)
        {
            throw new InvalidOperationException($"The parameters of {_layout.Name} have changed since the prompt, which other ones have "
                + $"read. Call {nameof(Start)} again.");
        }

        token = _search is null ? Choose() : Found(cancellation);
        TokenCount++;
        _isEnded = TokenCount == _options.MaxTokens || token == _options.EndToken;
        return true;
    }

    /// <summary>Closes the generator.</summary>
    public void Dispose()
    {
        _isClosed = true;
        _stream?.Dispose();
    }

    private int Choose()
    {
        var answer = _stream!.Next(_last);
        return _last = _sampler is null
            ? _probabilities!.Largest(answer)
            : _sampler.Draw(_probabilities!.Of(answer, _options.Temperature), _random.NextUniform());
    }

    private int Found(CancellationToken cancellation)
    {
        if (TokenCount == 0) _foundCount = _search!.Run(_source, _prompt, _found, cancellation);
        return TokenCount < _foundCount ? _found[TokenCount] : throw new InvalidOperationException("the search found no more tokens.");
    }
}
