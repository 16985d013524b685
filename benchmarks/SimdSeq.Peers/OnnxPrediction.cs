using Microsoft.ML.OnnxRuntime;

namespace SimdSeq.Peers;

/// <summary>
/// A recurrent layer and its Dense in ONNX Runtime, in its own layout [step][sample][feature], on memory that is bound before the first
/// run.
/// </summary>
internal sealed class OnnxPrediction : IDisposable
{
    private readonly SessionOptions _options;
    private readonly RunOptions _run = new();
    private readonly InferenceSession _session;
    private readonly string[] _inputNames, _outputNames;
    private readonly OrtValue[] _inputs, _outputs;

    /// <param name="weights">The weights.</param>
    /// <param name="inputs">Samples <c>[sample][step][feature]</c>.</param>
    /// <param name="samples">How many.</param>
    /// <param name="steps">Steps of a sample.</param>
    /// <param name="threads">Threads of one operator.</param>
    public OnnxPrediction(RecurrentWeights weights, float[] inputs, int samples, int steps, int threads)
    {
        int units = weights.Units, features = weights.Features;
        string[] states = weights.IsLstm ? ["h", "c"] : ["h"];
        var model = new OnnxModel().Input("x", steps, samples, features).Output("y", samples, 1)
            .Values("w", weights.Onnx(weights.Kernel, features), 1, weights.Gates * units, features)
            .Values("r", weights.Onnx(weights.Recurrent, units), 1, weights.Gates * units, units)
            .Values("b", weights.OnnxBias(), 1, 2 * weights.Gates * units)
            .Values("dense", weights.Dense, units, 1).Values("denseBias", [weights.DenseBias], 1).Axis("first", 0);
        foreach (string name in states) model.Input(name, 1, samples, units).Output(name + "Next", 1, samples, units);

        string type = weights.IsLstm ? "LSTM" : "GRU";
        (string Name, long Value)[] attributes = [("hidden_size", units)];
        if (!weights.IsLstm) attributes = [.. attributes, ("linear_before_reset", 1)];
        model.Node(type, ["x", "w", "r", "b", "", .. states], ["", .. states.Select(name => name + "Next")], attributes)
            .Node("Squeeze", ["hNext", "first"], ["last"]).Node("Gemm", ["last", "dense", "denseBias"], ["y"]);

        _options = OnnxModel.BestOptions(threads);
        _session = new InferenceSession(model.ToBytes(), _options);

        float[] x = [.. from step in Enumerable.Range(0, steps)
                        from sample in Enumerable.Range(0, samples)
                        from feature in Enumerable.Range(0, features)
                        select inputs[(sample * steps + step) * features + feature]];
        Outputs = new float[samples];
        _inputNames = ["x", .. states];
        _inputs = [Bound(x, [steps, samples, features]), .. states.Select(_ => State())];
        _outputNames = ["y", .. states.Select(name => name + "Next")];
        _outputs = [Bound(Outputs, [samples, 1]), .. states.Select(_ => State())];

        OrtValue State() => Bound(new float[samples * units], [1, samples, units]);
    }

    /// <summary>The answers of the last run, one a sample.</summary>
    public float[] Outputs { get; }

    public void Run() => _session.Run(_run, _inputNames, _inputs, _outputNames, _outputs);

    public void Dispose()
    {
        foreach (var value in _inputs.Concat(_outputs)) value.Dispose();
        _session.Dispose();
        _run.Dispose();
        _options.Dispose();
    }

    private static OrtValue Bound(float[] values, long[] shape) => OrtValue.CreateTensorValueFromMemory(values, shape);
}
