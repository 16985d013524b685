using System.Runtime.CompilerServices;

namespace SimdSeq;

public abstract partial class SequenceModel<T>
{
    /// <summary>
    /// Goes on with a text. The model takes ids (one input of one feature, an Embedding first), looks at no later step, and answers each
    /// token with a row of values, one for each token that may come next: logits, or probabilities or their logarithms where its last
    /// activation says so.
    /// </summary>
    /// <param name="prompt">Ids of the tokens to go on from, at least one.</param>
    /// <param name="options">How; null for the defaults: 100 tokens, each drawn by its probability.</param>
    /// <param name="cancellation">Stops after the present token.</param>
    /// <returns>The new tokens, without the prompt.</returns>
    /// <exception cref="ArgumentException">An option or the prompt does not fit the model; the message says what would.</exception>
    /// <exception cref="InvalidOperationException">The model does not generate, or it is being changed.</exception>
    /// <exception cref="OperationCanceledException">It is cancelled.</exception>
    public int[] Generate(ReadOnlySpan<int> prompt, GenerateOptions? options = null, CancellationToken cancellation = default)
    {
        using var generator = OpenGenerator(options);
        using var use = Use.Read();
        generator.Start(prompt, 0, cancellation);
        return All(generator, cancellation);
    }

    /// <summary>Goes on with several texts. Each has the tokens that it has alone, but that each draws its own.</summary>
    /// <param name="prompts">Ids of the tokens of each.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="threads">Threads; null means one for each processor. They change no token.</param>
    /// <param name="cancellation">Stops after the present token.</param>
    /// <returns>The new tokens of each.</returns>
    /// <inheritdoc cref="Generate(ReadOnlySpan{int}, GenerateOptions?, CancellationToken)" path="/exception"/>
    public int[][] Generate(
        IReadOnlyList<int[]> prompts, GenerateOptions? options = null, int? threads = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        options ??= new GenerateOptions();
        foreach (int[] prompt in prompts) CheckGeneration(prompt, options); // before any work
        return Batch((generator, i) => generator.Start(prompts[i], i, cancellation), prompts.Count, options, threads, cancellation);
    }

    /// <summary>
    /// Decodes a source: what an encoder-decoder answers to it, a token at a time. The last sequence of the model takes ids and needs no
    /// later step; everything else is the source.
    /// </summary>
    /// <param name="input">The source, and how the answer begins.</param>
    /// <param name="options">How; null for the defaults: 100 tokens, each drawn by its probability.</param>
    /// <param name="cancellation">Stops after the present token.</param>
    /// <returns>The tokens, without the prompt.</returns>
    /// <exception cref="ArgumentException">An option, the source or the prompt does not fit the model.</exception>
    /// <exception cref="InvalidOperationException">The model does not decode, or it is being changed.</exception>
    /// <exception cref="OperationCanceledException">It is cancelled.</exception>
    public int[] Generate(DecoderInput<T> input, GenerateOptions? options = null, CancellationToken cancellation = default)
    {
        using var generator = OpenGenerator(options);
        using var use = Use.Read();
        generator.Start(input, 0, cancellation);
        return All(generator, cancellation);
    }

    /// <summary>Decodes several sources. Each has the tokens that it has alone, but that each draws its own.</summary>
    /// <param name="inputs">The sources.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="threads">Threads; null means one for each processor. They change no token.</param>
    /// <param name="cancellation">Stops after the present token.</param>
    /// <returns>The tokens of each.</returns>
    /// <inheritdoc cref="Generate(DecoderInput{T}, GenerateOptions?, CancellationToken)" path="/exception"/>
    public int[][] Generate(
        IReadOnlyList<DecoderInput<T>> inputs, GenerateOptions? options = null, int? threads = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        options ??= new GenerateOptions();
        foreach (var input in inputs) CheckGeneration(input, options);
        return Batch((generator, i) => generator.Start(inputs[i], i, cancellation), inputs.Count, options, threads, cancellation);
    }

    /// <summary>Goes on with a text, a token at a time as they are asked for.</summary>
    /// <inheritdoc cref="Generate(ReadOnlySpan{int}, GenerateOptions?, CancellationToken)"/>
    public IEnumerable<int> GenerateTokens(
        ReadOnlyMemory<int> prompt, GenerateOptions? options = null, CancellationToken cancellation = default)
    {
        CheckGeneration(prompt.Span, options);
        return Tokens();

        IEnumerable<int> Tokens()
        {
            using var generator = OpenGenerator(options);
            generator.Start(prompt.Span, 0, cancellation);
            while (generator.TryNext(out int token, cancellation)) yield return token;
        }
    }

    /// <summary>Decodes a source, a token at a time as they are asked for.</summary>
    /// <inheritdoc cref="Generate(DecoderInput{T}, GenerateOptions?, CancellationToken)"/>
    public IEnumerable<int> GenerateTokens(
        DecoderInput<T> input, GenerateOptions? options = null, CancellationToken cancellation = default)
    {
        CheckGeneration(input, options);
        return Tokens();

        IEnumerable<int> Tokens()
        {
            using var generator = OpenGenerator(options);
            generator.Start(input, 0, cancellation);
            while (generator.TryNext(out int token, cancellation)) yield return token;
        }
    }

    /// <summary>
    /// Goes on with a text, a token at a time. Each is computed on a thread of the pool, so that the caller's is free meanwhile.
    /// </summary>
    /// <inheritdoc cref="Generate(ReadOnlySpan{int}, GenerateOptions?, CancellationToken)"/>
    public IAsyncEnumerable<int> GenerateAsync(
        ReadOnlyMemory<int> prompt, GenerateOptions? options = null, CancellationToken cancellation = default)
    {
        CheckGeneration(prompt.Span, options);
        return TokensAsync(generator => generator.Start(prompt.Span, 0, cancellation), options, cancellation);
    }

    /// <summary>
    /// Decodes a source, a token at a time. Each is computed on a thread of the pool, so that the caller's is free meanwhile.
    /// </summary>
    /// <inheritdoc cref="Generate(DecoderInput{T}, GenerateOptions?, CancellationToken)"/>
    public IAsyncEnumerable<int> GenerateAsync(
        DecoderInput<T> input, GenerateOptions? options = null, CancellationToken cancellation = default)
    {
        CheckGeneration(input, options);
        return TokensAsync(generator => generator.Start(input, 0, cancellation), options, cancellation);
    }

    /// <summary>Opens a generator, which goes on with one prompt after another and allocates nothing for a token.</summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option does not fit the model.</exception>
    /// <exception cref="InvalidOperationException">The model does not generate.</exception>
    public TokenGenerator<T> OpenGenerator(GenerateOptions? options = null) => new(this, options ?? new GenerateOptions());

    internal static int[] All(TokenGenerator<T> generator, CancellationToken cancellation)
    {
        var tokens = new List<int>();
        while (generator.TryNext(out int token, cancellation)) tokens.Add(token);
        return [.. tokens];
    }

    // What is wrong is said at the call, not at the first token.
    private void CheckGeneration(ReadOnlySpan<int> prompt, GenerateOptions? options, bool hasSource = false)
    {
        options ??= new GenerateOptions();
        var layout = TokenLayout.Of(Layout);
        options.Check(layout);
        layout.CheckSource(hasSource);
        layout.Check(prompt.IsEmpty && options.StartToken is { } start ? [start] : prompt, options);
    }

    private void CheckGeneration(DecoderInput<T> input, GenerateOptions? options)
    {
        ArgumentNullException.ThrowIfNull(input);
        CheckGeneration(input.Prompt.Span, options, hasSource: true);
        new DecoderSource<T>(this, []).Take(input.Source.Span, input.Lengths.Span);
    }

    private int[][] Batch(
        Action<TokenGenerator<T>, int> start, int count, GenerateOptions options, int? threads, CancellationToken cancellation)
    {
        options.Check(TokenLayout.Of(Layout));
        int workers = FitOptions.CheckedThreads(threads, nameof(threads));
        if (count == 0) return [];
        using var use = Use.Read();
        return IdleTeam.Lend(workers, count, team =>
        {
            var work = new GenerationWork<T>(this, start, count, options, team, cancellation);
            team.Run(work);
            return work.Answers;
        });
    }

    private async IAsyncEnumerable<int> TokensAsync(
        Action<TokenGenerator<T>> start, GenerateOptions? options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var generator = OpenGenerator(options);
        int token = 0;
        Func<bool> next = () => generator.TryNext(out token, cancellation); // one for all tokens
        var pauses = OperatingSystem.IsBrowser() ? new PagePauses() : null;
        await Task.Run(() => start(generator), cancellation).ConfigureAwait(false);
        while (await Task.Run(next, cancellation).ConfigureAwait(false))
        {
            yield return token;
            if (pauses is not null) await pauses.RestAsync().ConfigureAwait(false);
        }
    }
}
