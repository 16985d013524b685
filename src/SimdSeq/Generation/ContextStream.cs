using System.Numerics;

namespace SimdSeq;

/// <summary>A stream of tokens that begins anew with the last ones when it is full.</summary>
/// <param name="model">The model.</param>
/// <param name="layout">Its tokens.</param>
/// <param name="contextLength">How many of the last tokens it begins anew with; null where the limit is not reached.</param>
internal sealed class ContextStream<T>(SequenceModel<T> model, TokenLayout layout, int? contextLength) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ModelStream<T> _stream = layout.IsDecoder ? model.NewDecoder() : model.OpenStream();

    // The last tokens, in a ring: a model without a limit needs none.
    private readonly int[] _last = new int[layout.MostSteps == long.MaxValue ? 0 : contextLength ?? 0];
    private long _count;

    /// <summary>Takes a source, if there is one, and a prompt without its last token: <see cref="Next"/> takes that.</summary>
    public void Begin(DecoderInput<T>? source, ReadOnlySpan<int> prompt, CancellationToken cancellation)
    {
        if (source is null) _stream.Reset();
        else _stream.Reset(source.Source.Span, source.Lengths.Span);
        _count = 0;
        if (prompt.Length > layout.MostSteps) prompt = prompt[^contextLength!.Value..];
        foreach (int token in prompt[..^1])
        {
            cancellation.ThrowIfCancellationRequested();
            Next(token);
        }
    }

    /// <summary>Takes a token. The answer for it is valid until the next one.</summary>
    public ReadOnlySpan<T> Next(int token)
    {
        if (_last.Length > 0) _last[_count++ % _last.Length] = token;
        if (_stream.StepCount < layout.MostSteps) return Step(token);
        _stream.Reset();
        ReadOnlySpan<T> answer = default;
        for (long i = _count - _last.Length; i < _count; i++) answer = Step(_last[i % _last.Length]);
        return answer;
    }

    /// <summary>As if it had had the tokens of another stream of the model.</summary>
    public void CopyFrom(ContextStream<T> other)
    {
        _stream.CopyFrom(other._stream);
        other._last.CopyTo(_last, 0);
        _count = other._count;
    }

    public void Dispose() => _stream.Dispose();

    private ReadOnlySpan<T> Step(int token)
    {
        T id = T.CreateTruncating(token);
        return _stream.Step(new ReadOnlySpan<T>(in id));
    }
}
