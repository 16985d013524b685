using System.Numerics;

namespace SimdSeq;

/// <summary>The last steps of a stream, for a model that needs all of them at each step.</summary>
internal sealed class StepWindow<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SequenceModel<T> _model;
    private readonly TileWorker<T> _worker;
    private readonly T[] _sample;
    private readonly T[] _outputs;

    public StepWindow(SequenceModel<T> model, ReadOnlySpan<T> initialStates)
    {
        _model = model;
        _worker = new TileWorker<T>(model.Layout);
        _sample = new T[model.SampleValues];
        _outputs = new T[model.Outputs];
        initialStates.CopyTo(_sample.AsSpan(model.Steps * model.Features));
        model.EnsureKeptStates(1);
    }

    private Span<T> Steps => _sample.AsSpan(0, _model.Steps * _model.Features);

    public ReadOnlySpan<T> Step(ReadOnlySpan<T> features)
    {
        var steps = Steps;
        steps[features.Length..].CopyTo(steps);
        features.CopyTo(steps[^features.Length..]);
        _worker.LoadInputs(_sample, 1);
        _model.Predict(_worker, firstSample: 0);
        _worker.StoreOutputs(_outputs, 1);
        return _outputs.AsSpan(_outputs.Length - _model.Layout.OutputFeatures);
    }

    public void CopyStates(Span<T> states) => _worker.StoreStates(states, 1);

    public void Clear() => Steps.Clear();
}
