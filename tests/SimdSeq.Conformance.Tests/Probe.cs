using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq.Conformance.Tests;

/// <summary>Runs the two passes of a model on given inputs, with the masks of a given training step, and reads every gradient.</summary>
internal sealed class Probe<T>(SequenceModel<T> model, bool training) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int Lanes = Tile<T>.Lanes;

    private readonly TileWorker<T> _worker = new(model.Layout);
    private readonly AlignedBuffer<T> _gradient = new(model.Layout.ParameterValues);

    /// <summary>The answers for <c>inputs [sample][step][feature]</c>.</summary>
    public T[] Outputs(ReadOnlySpan<T> inputs)
    {
        int width = model.SampleValues, count = inputs.Length / width;
        var outputs = new T[count * model.Outputs];
        for (int first = 0; first < count; first += Lanes)
        {
            Forward(inputs, first, Math.Min(Lanes, count - first));
            _worker.StoreOutputs(outputs.AsSpan(first * model.Outputs), Math.Min(Lanes, count - first));
        }

        return outputs;
    }

    /// <summary>The gradients of <c>sum(weights * outputs)</c> for the parameters (one behind the other) and for the inputs.</summary>
    public (T[] Parameters, T[] Inputs) Gradients(ReadOnlySpan<T> inputs, ReadOnlySpan<T> weights, ReadOnlySpan<int> lengths = default)
    {
        int width = model.SampleValues, count = inputs.Length / width;
        var inputGradient = new T[inputs.Length];
        _gradient.Span.Clear();
        for (int first = 0; first < count; first += Lanes)
        {
            int samples = Math.Min(Lanes, count - first);
            var key = Forward(inputs, first, samples, lengths);
            SetOutputGradients(weights[(first * model.Outputs)..], samples);

            model.Backward(_worker, _gradient, key);
            for (int lane = 0; lane < samples; lane++)
            {
                for (int i = 0; i < width; i++) inputGradient[(first + lane) * width + i] = _worker.InputGradient[i * Lanes + lane];
            }
        }

        var parameters = model.Layout.Parameters.SelectMany(p => _gradient.Span.Slice(p.Offset, p.Length).ToArray()).ToArray();
        return (parameters, inputGradient);
    }

    private void SetOutputGradients(ReadOnlySpan<T> weights, int samples)
    {
        int at = 0;
        foreach (var output in model.Layout.Outputs)
        {
            var tile = _worker.GradientOf(output);
            tile.Clear();
            for (int lane = 0; lane < samples; lane++)
            {
                for (int i = 0; i < output.Length; i++) tile[i * Lanes + lane] = weights[lane * model.Outputs + at + i];
            }

            at += output.Length;
        }
    }

    private PassKey Forward(ReadOnlySpan<T> inputs, int first, int samples, ReadOnlySpan<int> lengths = default)
    {
        int width = model.SampleValues;
        var key = new PassKey(training, Seed: 11, Step: 5, first);
        _worker.Workspace.Span.Fill(T.NaN); // nothing may be read before it is written
        _worker.LoadInputs(
            inputs.Slice(first * width, samples * width), samples,
            lengths.IsEmpty ? default : lengths.Slice(first * model.Layout.Lengths, samples * model.Layout.Lengths));
        model.EnsurePacked();
        model.Forward(_worker, null, samples, key);
        return key;
    }
}
