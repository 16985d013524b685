using System.Numerics;

namespace SimdSeq;

/// <summary>The last steps of a stream, for a model that needs all of them at each step.</summary>
internal sealed class StepWindow<T>(SequenceModel<T> model) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TileWorker<T> _worker = new(model.Layout);
    private readonly T[] _steps = new T[model.Layout.Steps * model.Layout.Features];
    private readonly T[] _outputs = new T[model.Outputs];

    public ReadOnlySpan<T> Step(ReadOnlySpan<T> features)
    {
        _steps.AsSpan(features.Length).CopyTo(_steps);
        features.CopyTo(_steps.AsSpan(_steps.Length - features.Length));
        _worker.LoadInputs(_steps, 1);
        model.Forward(_worker, default);
        _worker.StoreOutputs(_outputs, 1);
        return _outputs.AsSpan(_outputs.Length - model.Layout.OutputFeatures);
    }

    public void Clear() => _steps.AsSpan().Clear();
}
