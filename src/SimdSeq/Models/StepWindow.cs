using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>The last steps of a stream, for a model that needs all of them at each step.</summary>
internal sealed class StepWindow<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SequenceModel<T> _model;
    private readonly TileWorker<T> _worker;
    private readonly AlignedBuffer<T> _keptStates;
    private readonly T[] _sample;
    private readonly T[] _outputs;
    private readonly T[] _states;
    private readonly T[] _dropped;

    public StepWindow(SequenceModel<T> model, ReadOnlySpan<T> initialStates)
    {
        _model = model;
        _worker = new TileWorker<T>(model.Layout);
        _keptStates = new AlignedBuffer<T>(model.Layout.KeptStateValues);
        _sample = new T[model.SampleValues];
        _outputs = new T[model.Outputs];
        _states = new T[model.ReturnedStates];
        _dropped = new T[model.Features];
        initialStates.CopyTo(_sample.AsSpan(model.Steps * model.Features));
        SetFirstStates();
    }

    private Span<T> Steps => _sample.AsSpan(0, _model.Steps * _model.Features);

    /// <summary>Takes a step. When that fails, the window is as before.</summary>
    public ReadOnlySpan<T> Step(scoped ReadOnlySpan<T> features)
    {
        var steps = Steps;
        steps[..features.Length].CopyTo(_dropped);
        steps[features.Length..].CopyTo(steps);
        features.CopyTo(steps[^features.Length..]);
        try
        {
            Answer();
        }
        catch (Exception failure)
        {
            steps[..^features.Length].CopyTo(steps[features.Length..]);
            _dropped.CopyTo(steps);
            if (failure is UnknownIdException unknown) throw unknown.OfStream();
            throw;
        }

        return _outputs.AsSpan(_outputs.Length - _model.Layout.OutputFeatures);
    }

    public void CopyStates(Span<T> states) => _states.CopyTo(states);

    public void Clear()
    {
        Steps.Clear();
        SetFirstStates();
    }

    // The window is a sample of its own: what layers keep from call to call begins at zero.
    private void Answer()
    {
        _worker.LoadInputs(_sample, 1);
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
        int at = Steps.Length;
        foreach (var state in _model.Layout.InitialStates)
        {
            if (state.Name == name) return _sample.AsSpan(at, state.Units);
            at += state.Units;
        }

        return default;
    }
}
