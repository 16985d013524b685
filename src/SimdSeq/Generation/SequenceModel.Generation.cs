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
        return All(generator, prompt, 0, cancellation);
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
        var layout = TokenLayout.Of(Layout);
        options.Check(layout);
        int count = FitOptions.CheckedThreads(threads, nameof(threads));
        foreach (int[] prompt in prompts) layout.Check(prompt, options); // before any work
        if (prompts.Count == 0) return [];
        using var use = Use.Read();
        return IdleTeam.Lend(count, prompts.Count, team =>
        {
            var work = new GenerationWork<T>(this, prompts, options, team, cancellation);
            team.Run(work);
            return work.Answers;
        });
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

    /// <summary>
    /// Goes on with a text, a token at a time. Each is computed on a thread of the pool, so that the caller's is free meanwhile.
    /// </summary>
    /// <inheritdoc cref="Generate(ReadOnlySpan{int}, GenerateOptions?, CancellationToken)"/>
    public IAsyncEnumerable<int> GenerateAsync(
        ReadOnlyMemory<int> prompt, GenerateOptions? options = null, CancellationToken cancellation = default)
    {
        CheckGeneration(prompt.Span, options);
        return TokensAsync(prompt, options, cancellation);
    }

    /// <summary>Opens a generator, which goes on with one prompt after another and allocates nothing for a token.</summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option does not fit the model.</exception>
    /// <exception cref="InvalidOperationException">The model does not generate.</exception>
    public TokenGenerator<T> OpenGenerator(GenerateOptions? options = null) => new(this, options ?? new GenerateOptions());

    internal static int[] All(TokenGenerator<T> generator, ReadOnlySpan<int> prompt, int sample, CancellationToken cancellation)
    {
        var tokens = new List<int>();
        generator.Start(prompt, sample, cancellation);
        while (generator.TryNext(out int token, cancellation)) tokens.Add(token);
        return [.. tokens];
    }

    // What is wrong is said at the call, not at the first token.
    private void CheckGeneration(ReadOnlySpan<int> prompt, GenerateOptions? options)
    {
        options ??= new GenerateOptions();
        var layout = TokenLayout.Of(Layout);
        options.Check(layout);
        layout.Check(prompt, options);
    }

    private async IAsyncEnumerable<int> TokensAsync(
        ReadOnlyMemory<int> prompt, GenerateOptions? options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var generator = OpenGenerator(options);
        int token = 0;
        Func<bool> next = () => generator.TryNext(out token, cancellation); // one for all tokens
        await Task.Run(() => generator.Start(prompt.Span, 0, cancellation), cancellation).ConfigureAwait(false);
        while (await Task.Run(next, cancellation).ConfigureAwait(false)) yield return token;
    }
}
