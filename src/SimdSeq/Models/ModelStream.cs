using System.Numerics;
using System.Runtime.InteropServices;

namespace SimdSeq;

/// <summary>
/// A model that answers step by step: each step costs the same, however many came before, and its answer has the same bits as the
/// batch answer for the steps so far. A stream reads the parameters that the model has at that moment; it cannot step while they change.
/// Streams of one model run on as many threads as one likes, a stream on one at a time.
/// </summary>
/// <remarks>
/// <para>Where windows of steps are not at every step (a convolution or a pooling with strides, or without padding), most steps only wait
/// in the layers, and the one that completes a window brings an answer. <see cref="TryStep"/> says whether a step did. A model that answers
/// with a sequence has brought all its rows after <c>Steps</c> steps. The stream goes on from there, with the same distance from answer to
/// answer.</para>
/// <para>A model that looks some steps ahead (<see cref="Padding.Same"/> where it adds steps at the end, a Tcn that is not causal) or that
/// has more steps than its input (ZeroPadding1D) answers as many steps later: <see cref="Delay"/>. Values that look less far ahead wait for
/// those they are joined with. When the sequence ends, <see cref="TryFinish"/> gives the answers that still wait, made without the steps
/// that do not come, as in a batch. A sequence may have any number of steps, also more than <c>Steps</c>. Its answers are those of a batch
/// of a model declared with as many; where <see cref="Padding.Same"/> meets strides, the windows lie as they do for <c>Steps</c> steps.
/// A model that answers with one row (LastStep, a global pooling, a recurrent layer without sequences) gives, at a step, what it makes of
/// the rows that have come so far; that of the whole sequence is the last that <see cref="TryFinish"/> gives.</para>
/// <para>A model that needs the whole sequence (bidirectional, reversed, backwards, <c>GroupNormalization</c> over the steps,
/// RepeatVector, initial states made of a sequence, or more answers than steps) has no state to carry: its stream keeps the last
/// <c>Steps</c> steps and works through all of them at each step; the answer is that for the last of them. Fewer are a sample of as many
/// where the model is declared with <c>variableLength: true</c>; else there is zero before the first. Layers declared
/// <c>stateful: true</c> begin each time at zero. A stream works like this too where windows that are not at every step, or pooling, follow
/// a Masking or <c>maskZero: true</c>, and where sequences are merged whose rows are not equally far apart.</para>
/// <para>A decoder (<see cref="SequenceModel{T}.OpenDecoder"/>) takes the steps of the model's last sequence alone. What the model makes of
/// its other inputs, the source, is computed once, when the decoder is opened or reset. Where parameters change after that, it has to be
/// reset before it goes on.</para>
/// </remarks>
/// <typeparam name="T">The model's precision.</typeparam>
public sealed partial class ModelStream<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SequenceModel<T> _model;
    private readonly StreamLayout _layout;
    private readonly DecoderSource<T>? _source;
    private readonly AlignedBuffer<T> _memory;
    private readonly StepWindow<T>? _window;
    private T[] _initialStates;
    private T[] _rows;
    private readonly int _features;
    private readonly int _answers;
    private readonly T[] _noStep;
    private long _stepsAfterEnd;
    private bool _hasEnded;
    private bool _isClosed;

    internal ModelStream(SequenceModel<T> model, ReadOnlySpan<T> initialStates, ReadOnlySpan<T> rows)
    {
        _model = model;
        _features = model.Layout.StepFeatures;
        _answers = model.Layout.AnswerFeatures;
        _rows = rows.ToArray();
        _layout = model.Layout.Stream;
        _memory = new AlignedBuffer<T>(_layout.Values);
        _noStep = Delay > 0 ? new T[_features] : [];
        _initialStates = initialStates.ToArray();
        _window = model.Layout.IsCausal ? null : new StepWindow<T>(model, _initialStates, _rows);
        SetBeginning();
    }

    /// <summary>A decoder, which has to be reset with its source before the first step.</summary>
    internal ModelStream(SequenceModel<T> model, ReadOnlySpan<T> initialStates)
    {
        _model = model;
        _layout = model.Layout.Decoder!.Stream;
        _features = model.Layout.Inputs[model.Layout.Decoder.Input].Features;
        _answers = model.Layout.AnswerFeatures;
        _rows = [];
        _memory = new AlignedBuffer<T>(_layout.Values);
        _noStep = Delay > 0 ? new T[_features] : [];
        _initialStates = initialStates.ToArray();
        _source = new DecoderSource<T>(model, initialStates);
    }

    /// <summary>Steps since the stream was opened or reset.</summary>
    public long StepCount { get; private set; }

    /// <summary>
    /// How many steps the model looks ahead: the answer of step t comes with step t + <see cref="Delay"/>. 0 where it looks at no later
    /// step, and where each step works through the last <c>Steps</c> steps anew. With strides some answers come earlier than that.
    /// </summary>
    public int Delay => _layout.Delay;

    /// <summary>Features of an answer.</summary>
    internal int AnswerFeatures => _answers;

    /// <summary>Takes one step, and says whether it brings an answer.</summary>
    /// <param name="features">The features of this step, as many as the model has.</param>
    /// <param name="answer">The answer as <see cref="Step"/> returns it; empty where there is none.</param>
    /// <returns>Whether there is one.</returns>
    /// <inheritdoc cref="Step" path="/exception"/>
    public bool TryStep(scoped ReadOnlySpan<T> features, out ReadOnlySpan<T> answer)
    {
        answer = Step(features);
        return !answer.IsEmpty;
    }

    /// <summary>Takes one step.</summary>
    /// <param name="features">The features of this step, as many as the model has.</param>
    /// <returns>
    /// The answer: the last layer's features. It is valid until the next step. Empty when no answer is complete with this step, which
    /// happens only where windows of steps are not at every step, and in the first <see cref="Delay"/> steps. Of a model with several
    /// outputs it is the latest row of each, one behind the other, as soon as any of them has a new one; one that has had none yet is zero.
    /// Sequences with as many rows come together, each with the row of the same step.
    /// </returns>
    /// <exception cref="ArgumentException">The number of features is not the model's.</exception>
    /// <exception cref="ObjectDisposedException">The stream is closed.</exception>
    /// <exception cref="InvalidOperationException">
    /// The stream has had as many steps as the model has room for: attention without a window and learned positions keep those that the
    /// model is declared with. Or the model is being trained or its parameters are set; when that began during the step, the stream has to
    /// be reset. Or another thread has used this stream meanwhile: of two steps at once, the one that ends last is told. Or the sequence
    /// has ended by <see cref="TryFinish"/>.
    /// </exception>
    public ReadOnlySpan<T> Step(scoped ReadOnlySpan<T> features)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (features.Length != _features) ThrowFeatures(features.Length);
        if (_hasEnded) ThrowEnded();
        if (StepCount >= _layout.MostSteps) ThrowFull();
        long before = StepCount;
        int changes = _model.EnterStep();
        if (_source is not null) _source.Check(changes);
        var answer = _window is not null ? _window.Step(features) : StepOfState(features);
        // A lock would cost more than a thirtieth of a step.
        if (_model.Use.HasChangedSince(changes) | StepCount != before) ThrowMixed(before);
        StepCount = before + 1;
        return answer;
    }

    /// <summary>
    /// Ends the sequence, and gives the next of the answers that wait for steps beyond its end, if there is one. They are those of the last
    /// <see cref="Delay"/> steps, made as in a batch: what lies beyond the end is not there. Afterwards a stream takes no step before
    /// <see cref="Reset()"/>.
    /// </summary>
    /// <example><code>
    /// foreach (float[] step in steps)
    ///     if (stream.TryStep(step, out var answer)) Use(answer);
    /// while (stream.TryFinish(out var answer)) Use(answer);
    /// stream.Reset();
    /// </code></example>
    /// <param name="answer">The answer as <see cref="Step"/> returns it, valid until the next call; empty where there is none.</param>
    /// <returns>Whether there is one. Of a model that does not look ahead there is none.</returns>
    /// <exception cref="ObjectDisposedException">The stream is closed.</exception>
    /// <exception cref="InvalidOperationException">The model is being trained, or another thread uses this stream.</exception>
    public bool TryFinish(out ReadOnlySpan<T> answer)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        answer = default;
        if (!_hasEnded && Delay > 0) MemoryMarshal.Write(MemoryMarshal.AsBytes(_memory.Slice(_layout.EndOffset, 2)), StepCount);
        _hasEnded = true;
        while (StepCount > 0 && _stepsAfterEnd < Delay && answer.IsEmpty)
        {
            long before = _stepsAfterEnd;
            int changes = _model.EnterStep();
            if (_source is not null) _source.Check(changes);
            _model.Step(_memory, _noStep);
            if (_model.Use.HasChangedSince(changes) | _stepsAfterEnd != before) ThrowMixed(_stepsAfterEnd == before ? StepCount : -1);
            _stepsAfterEnd = before + 1;
            if (_layout.IsAnswered(StepCount + before, StepCount)) answer = _memory.Slice(_layout.OutputOffset, _answers);
        }

        return !answer.IsEmpty;
    }

    private ReadOnlySpan<T> StepOfState(scoped ReadOnlySpan<T> features)
    {
        _model.Step(_memory, features);
        return _layout.IsAnswered(StepCount) ? _memory.Slice(_layout.OutputOffset, _answers) : default;
    }

    /// <summary>Takes all steps of a sample, of which the model answers the last.</summary>
    internal ReadOnlySpan<T> Sample(ReadOnlySpan<T> steps)
    {
        _model.Sample(_memory, steps);
        StepCount += _model.Steps;
        return _memory.Slice(_layout.OutputOffset, _answers);
    }

    /// <summary>The states, after the last step, of the layers declared with <c>returnState: true</c>.</summary>
    /// <param name="states">Receives <see cref="SequenceModel{T}.ReturnedStates"/> values.</param>
    /// <exception cref="ArgumentException">The length is not that.</exception>
    public void CopyStates(Span<T> states)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (states.Length != _model.ReturnedStates)
            throw new ArgumentException($"{_model.Layout.Name} answers {_model.ReturnedStates} states; got room for {states.Length}.",
                nameof(states));
        if (_window is not null) _window.CopyStates(states);
        else
        {
            _source?.CopyStates(states);
            foreach (var state in _model.Layout.ReturnedStates)
            {
                if (state.StreamOffset >= 0) _memory.Span.Slice(state.StreamOffset, state.Units).CopyTo(states);
                states = states[state.Units..];
            }
        }
    }

    /// <summary>Forgets everything, as if newly opened. A decoder makes anew what it has of its source.</summary>
    /// <exception cref="InvalidOperationException">It is a decoder without a source, or the model is being changed.</exception>
    public void Reset()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        _memory.Span.Clear();
        _window?.Clear();
        SetBeginning();
        StepCount = _stepsAfterEnd = 0;
        _hasEnded = false;
        _source?.Fill(_memory);
    }

    /// <summary>As if this decoder were newly opened with another source. It allocates nothing after the first time.</summary>
    /// <param name="source">The source, as <see cref="SequenceModel{T}.OpenDecoder"/> takes it.</param>
    /// <param name="lengths">Its lengths; empty when all steps are there.</param>
    /// <exception cref="ArgumentException">The source or a length does not fit the model.</exception>
    /// <exception cref="InvalidOperationException">The stream is no decoder, or the model is being changed.</exception>
    public void Reset(ReadOnlySpan<T> source, ReadOnlySpan<int> lengths = default)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (_source is null)
        {
            throw new InvalidOperationException($"This stream of {_model.Layout.Name} is no decoder, so it has no source. Open one by "
                + $"{nameof(SequenceModel<T>.OpenDecoder)}.");
        }

        _source.Take(source, lengths);
        Reset();
    }

    /// <summary>
    /// As if this stream had had the steps of another one of the same model, and had been opened like it. Both go on by themselves.
    /// </summary>
    /// <param name="other">The other stream.</param>
    /// <exception cref="ArgumentException">It is a stream of another model.</exception>
    /// <exception cref="ObjectDisposedException">A stream is closed.</exception>
    public void CopyFrom(ModelStream<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        ObjectDisposedException.ThrowIf(_isClosed, this);
        ObjectDisposedException.ThrowIf(other._isClosed, other);
        if (other._model != _model)
        {
            throw new ArgumentException($"A stream of {_model.Layout.Name} takes over one of the same model; got one of "
                + $"{(other._model.Layout.Name == _model.Layout.Name ? "another object" : other._model.Layout.Name)}.", nameof(other));
        }

        if (other == this) return;
        if (_source is null != other._source is null)
            throw new ArgumentException("A decoder takes over a decoder, another stream one that is none.", nameof(other));
        _source?.CopyFrom(other._source!);
        other._memory.Span.CopyTo(_memory.Span);
        Take(ref _initialStates, other._initialStates);
        Take(ref _rows, other._rows);
        _window?.CopyFrom(other._window!, _rows);
        StepCount = other.StepCount;
        (_stepsAfterEnd, _hasEnded) = (other._stepsAfterEnd, other._hasEnded);

        static void Take(ref T[] mine, T[] others)
        {
            if (mine.Length != others.Length) mine = new T[others.Length];
            others.CopyTo(mine, 0);
        }
    }

    /// <summary>As if newly opened with other states.</summary>
    internal void ResetTo(ReadOnlySpan<T> initialStates)
    {
        initialStates.CopyTo(_initialStates);
        Reset();
    }

    private void SetBeginning()
    {
        if (_window is not null) return;
        ReadOnlySpan<T> states = _initialStates, rows = _rows;
        foreach (var state in states.IsEmpty ? [] : _model.Layout.InitialStates)
        {
            if (state.StreamOffset >= 0) states[..state.Units].CopyTo(_memory.Span.Slice(state.StreamOffset, state.Units));
            states = states[state.Units..];
        }

        foreach (var input in rows.IsEmpty ? [] : _model.Layout.Inputs)
        {
            if (input.Steps is not null) continue;
            rows[..input.Length].CopyTo(_memory.Span.Slice(input.StreamOffset, input.Length));
            rows = rows[input.Length..];
        }
    }

    /// <summary>Closes the stream.</summary>
    public void Dispose() => _isClosed = true;
}
