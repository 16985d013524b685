using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>
/// The last steps of a stream, for a model that needs all of them at each step. Where samples may be shorter than the model, the first
/// steps are a sample of as many; else there is zero before them.
/// </summary>
internal sealed class StepWindow<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SequenceModel<T> _model;
    private readonly TileWorker<T> _worker;
    private readonly AlignedBuffer<T> _keptStates;
    private readonly T[] _sample;
    private readonly T[] _outputs;
    private readonly T[] _answer;
    private T[] _rows;
    private readonly T[] _states;
    private readonly T[] _dropped;
    private readonly int[] _lengths; // empty where samples have all steps
    private readonly int _most; // steps of the window
    private int _steps; // in the window, where samples have lengths

    public StepWindow(SequenceModel<T> model, ReadOnlySpan<T> initialStates, ReadOnlySpan<T> rows)
    {
        _model = model;
        _worker = new TileWorker<T>(model.Layout);
        _keptStates = new AlignedBuffer<T>(model.Layout.KeptStateValues);
        _sample = new T[model.SampleValues];
        _outputs = new T[model.Outputs];
        _answer = new T[model.Layout.AnswerFeatures];
        _states = new T[model.ReturnedStates];
        _dropped = new T[model.Layout.StepFeatures];
        InputInfo[] sequences = [.. model.Layout.Inputs.Where(input => input.Steps is not null)];
        _lengths = new int[Array.TrueForAll(sequences, input => input.MaskOffset >= 0) ? model.Layout.Lengths : 0];
        _most = sequences[0].Rows;
        _rows = rows.ToArray();
        initialStates.CopyTo(_sample.AsSpan(model.Layout.InputValues));
        Clear();
    }

    /// <summary>Takes a step. When that fails, the window is as before.</summary>
    public ReadOnlySpan<T> Step(scoped ReadOnlySpan<T> features)
    {
        bool grows = _lengths.Length > 0 && _steps < _most;
        if (grows) Write(features, _steps++);
        else Move(features, isForward: true);
        try
        {
            Answer();
        }
        catch (Exception failure)
        {
            if (grows) _steps--;
            else Move(_dropped, isForward: false);
            if (failure is UnknownIdException unknown) throw unknown.OfStream();
            throw;
        }

        return LastAnswers();
    }

    // What lies behind the last step is not looked at.
    private void Write(scoped ReadOnlySpan<T> features, int step)
    {
        int at = 0;
        foreach (var input in _model.Layout.Inputs)
        {
            if (input.Steps is not null)
            {
                features[..input.Features].CopyTo(_sample.AsSpan(at + step * input.Features));
                features = features[input.Features..];
            }

            at += input.Length;
        }
    }

    // Of each sequence the steps move on by one, and the last is new; or back, and the first is what was dropped.
    private void Move(scoped ReadOnlySpan<T> features, bool isForward)
    {
        int at = 0, of = 0;
        foreach (var input in _model.Layout.Inputs)
        {
            var steps = _sample.AsSpan(at, input.Length);
            at += input.Length;
            if (input.Steps is null) continue;
            int width = input.Features;
            var own = features.Slice(of, width);
            if (isForward)
            {
                steps[..width].CopyTo(_dropped.AsSpan(of));
                steps[width..].CopyTo(steps);
                own.CopyTo(steps[^width..]);
            }
            else
            {
                steps[..^width].CopyTo(steps[width..]);
                own.CopyTo(steps);
            }

            of += width;
        }
    }

    private ReadOnlySpan<T> LastAnswers()
    {
        int at = 0, to = 0;
        foreach (var output in _model.Layout.Outputs)
        {
            _outputs.AsSpan(at + LastRow(output) * output.Features, output.Features).CopyTo(_answer.AsSpan(to));
            at += output.Length;
            to += output.Features;
        }

        return _answer;
    }

    // The last that the sample has; where it has none, the first.
    private int LastRow(OutputInfo output)
    {
        int row = output.Rows - 1;
        if (_lengths.Length == 0 || _steps == _most || output.MaskOffset < 0) return row;
        if (output.Rows == _most) return _steps - 1;
        var mask = (_worker.Workspace.Slab + output.MaskOffset).Span(output.Rows * Tile<T>.Lanes);
        while (row > 0 && !SequenceMask.IsSet(mask[row * Tile<T>.Lanes])) row--;
        return row;
    }

    /// <summary>As if it had had the steps of another window.</summary>
    /// <param name="other">The other window.</param>
    /// <param name="rows">The inputs that are rows, for the next beginning.</param>
    public void CopyFrom(StepWindow<T> other, T[] rows)
    {
        other._sample.CopyTo(_sample, 0);
        other._outputs.CopyTo(_outputs, 0);
        other._answer.CopyTo(_answer, 0);
        other._states.CopyTo(_states, 0);
        _steps = other._steps;
        _rows = rows;
    }

    public void CopyStates(Span<T> states) => _states.CopyTo(states);

    public void Clear()
    {
        _steps = 0;
        int at = 0, of = 0;
        foreach (var input in _model.Layout.Inputs)
        {
            var values = _sample.AsSpan(at, input.Length);
            values.Clear();
            if (input.Steps is null && _rows.Length > 0)
            {
                _rows.AsSpan(of, input.Length).CopyTo(values);
                of += input.Length;
            }

            at += input.Length;
        }

        SetFirstStates();
    }

    // The window is a sample of its own: what layers keep from call to call begins at zero.
    private void Answer()
    {
        for (int i = 0; i < _lengths.Length; i++) _lengths[i] = _model.Layout.Inputs[i].Steps is null ? 1 : _steps;
        _worker.LoadInputs(_sample, 1, _lengths);
        _keptStates.Span.Clear();
        _model.PredictAlone(_worker, _keptStates);
        _worker.StoreOutputs(_outputs, 1);
        _worker.StoreStates(_states, 1);
    }

    // Before the first step a state is what the sample brings, or zero.
    private void SetFirstStates()
    {
        var states = _states.AsSpan();
        foreach (var state in _model.Layout.ReturnedStates)
        {
            states[..state.Units].Clear();
            InitialState(state.Name).CopyTo(states);
            states = states[state.Units..];
        }
    }

    private ReadOnlySpan<T> InitialState(string name)
    {
        int at = _model.Layout.InputValues;
        foreach (var state in _model.Layout.InitialStates)
        {
            if (state.Name == name) return _sample.AsSpan(at, state.Units);
            at += state.Units;
        }

        return default;
    }
}
