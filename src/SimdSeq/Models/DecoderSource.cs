using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace SimdSeq;

/// <summary>The source of a decoder: the inputs of one sample but for the sequence that comes step by step.</summary>
internal sealed class DecoderSource<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SequenceModel<T> _model;
    private readonly T[] _sample;
    private readonly int[] _lengths;
    private readonly T[] _states;
    private readonly int _values;
    private bool _isThere;
    private int _changes = -1;

    public DecoderSource(SequenceModel<T> model, ReadOnlySpan<T> initialStates)
    {
        _model = model;
        _sample = new T[model.SampleValues];
        _lengths = new int[model.Layout.Lengths];
        _states = new T[model.ReturnedStates];
        _values = model.Layout.InputValues - model.Layout.Inputs[model.Layout.Decoder!.Input].Length;
        initialStates.CopyTo(_sample.AsSpan(model.Layout.InputValues));
        SetLengths([]);
    }

    /// <summary>Takes a source over; an error leaves the one before.</summary>
    public void Take(ReadOnlySpan<T> source, ReadOnlySpan<int> lengths)
    {
        var inputs = _model.Layout.Inputs;
        int steps = _model.Layout.Decoder!.Input;
        if (source.Length != _values)
        {
            throw new ArgumentException($"The source of {_model.Layout.Name} ({Shapes(inputs, steps)}) has {_values} values; got "
                + $"{source.Length}. The steps of {inputs[steps].Name} come afterwards, one by one.", nameof(source));
        }

        CheckLengths(lengths, inputs, steps);
        int at = 0, of = 0;
        for (int i = 0; i < inputs.Length; at += inputs[i].Length, i++)
        {
            if (i == steps) continue;
            source.Slice(of, inputs[i].Length).CopyTo(_sample.AsSpan(at));
            of += inputs[i].Length;
        }

        SetLengths(lengths);
        _isThere = true;
    }

    /// <summary>Makes what the steps read of it.</summary>
    public void Fill(AlignedBuffer<T> stream)
    {
        if (!_isThere) throw new InvalidOperationException($"This decoder of {_model.Layout.Name} has no source yet.");
        _changes = -1;
        using var use = _model.Use.Read();
        int changes = _model.Use.Changes;
        _model.EnsurePacked();
        using var lease = _model.Workers.Rent();
        var worker = lease.Item;
        bool hasLengths = Array.Exists(_model.Layout.Inputs, input => input.MaskOffset >= 0);
        worker.LoadInputs(_sample, 1, hasLengths ? _lengths : default);
        _model.Source(worker, stream);
        if (_states.Length > 0) worker.StoreStates(_states, 1);
        _changes = changes;
    }

    /// <summary>Makes sure that the parameters are still those by which it was made.</summary>
    public void Check(int changes)
    {
        if (changes != _changes) ThrowChanged();
    }

    /// <summary>The states of layers on its side; what those of the steps have is anything.</summary>
    public void CopyStates(Span<T> states) => _states.CopyTo(states);

    public void CopyFrom(DecoderSource<T> other)
    {
        other._sample.CopyTo(_sample, 0);
        other._lengths.CopyTo(_lengths, 0);
        other._states.CopyTo(_states, 0);
        (_isThere, _changes) = (other._isThere, other._changes);
    }

    private static string Shapes(InputInfo[] inputs, int steps) => string.Join(", ", inputs.Where((_, i) => i != steps));

    private void CheckLengths(ReadOnlySpan<int> lengths, InputInfo[] inputs, int steps)
    {
        if (lengths.IsEmpty) return;
        int count = _lengths.Length - inputs[steps].Lengths;
        if (lengths.Length != count)
        {
            throw new ArgumentException($"The source of {_model.Layout.Name} ({Shapes(inputs, steps)}) has "
                + $"{count} {(count == 1 ? "length" : "lengths")}; got {lengths.Length}.", nameof(lengths));
        }

        for (int i = 0, at = 0; i < inputs.Length; i++)
        {
            if (i == steps) continue;
            for (int group = 0; group < inputs[i].Lengths; group++, at++)
            {
                if (lengths[at] < 0 || lengths[at] > inputs[i].RowsOfGroup)
                    throw new ArgumentException(inputs[i].WrongLength(_model.Layout, lengths[at]), nameof(lengths));
                if (inputs[i].MaskOffset < 0 && lengths[at] != inputs[i].RowsOfGroup)
                {
                    throw new ArgumentException($"{inputs[i].Name} of {_model.Layout.Name} has {inputs[i].RowsOfGroup} steps in every "
                        + $"sample; got a length of {lengths[at]}. Declare it with [Input(..., variableLength: true)].", nameof(lengths));
                }
            }
        }
    }

    // Of what comes step by step, all steps are there.
    private void SetLengths(ReadOnlySpan<int> lengths)
    {
        var inputs = _model.Layout.Inputs;
        for (int i = 0, at = 0, of = 0; i < inputs.Length; i++)
        {
            bool isGiven = i != _model.Layout.Decoder!.Input && !lengths.IsEmpty;
            for (int group = 0; group < inputs[i].Lengths; group++) _lengths[at++] = isGiven ? lengths[of++] : inputs[i].RowsOfGroup;
        }
    }

    [DoesNotReturn]
    private void ThrowChanged() => throw new InvalidOperationException(
        $"The parameters of {_model.Layout.Name} have changed since this decoder has read its source by other ones. Reset it.");
}
