using Microsoft.ML.OnnxRuntime;

namespace SimdSeq.Peers;

/// <summary>
/// The temporal network with an answer at every step in ONNX Runtime, on <c>[sample, feature, step]</c>; or one step of it, where each
/// convolution is given the rows before the step that it reads.
/// </summary>
internal sealed class OnnxTcn : IDisposable
{
    private const int Filters = 25, Taps = 7, Levels = 8;
    private readonly SessionOptions _options;
    private readonly RunOptions _run = new();
    private readonly InferenceSession _session;
    private readonly List<string> _inputNames = ["x"];
    private readonly List<OrtValue> _inputs = [];
    private readonly OrtValue _output;
    private readonly OnnxModel _onnx = new();
    private readonly SequenceModel<float> _model;
    private readonly bool _isStep;

    /// <param name="model">Whose weights.</param>
    /// <param name="inputs">Samples <c>[sample][step]</c>.</param>
    /// <param name="samples">How many.</param>
    /// <param name="isStep">Whether it is one step, after steps of zeros.</param>
    /// <param name="threads">Threads of one operator.</param>
    public OnnxTcn(SequenceModel<float> model, float[] inputs, int samples, bool isStep, int threads)
    {
        _model = model;
        _isStep = isStep;
        int steps = inputs.Length / samples;
        _onnx.Input("x", samples, 1, steps).Output("y", samples, 1, steps);
        _inputs.Add(OrtValue.CreateTensorValueFromMemory(inputs, [samples, 1, steps]));
        string x = "x";
        for (int level = 0, from = 1; level < Levels; level++, from = Filters)
        {
            string block = level == 0 ? "tcn/block" : $"tcn/block_{level}";
            string first = Relu(Convolution($"{block}/conv1d", x, from, Taps, 1 << level));
            string second = Relu(Convolution($"{block}/conv1d_1", first, Filters, Taps, 1 << level));
            string shortcut = from == Filters ? x : Convolution($"{block}/shortcut", x, from, taps: 1, dilation: 1);
            _onnx.Node("Add", [second, shortcut], [$"{block}/add"]);
            x = Relu($"{block}/add");
        }

        string dense = Convolution("dense", x, Filters, taps: 1, dilation: 1, outputs: 1);
        _onnx.Node("Identity", [dense], ["y"]);
        _options = OnnxModel.BestOptions(threads);
        _session = new InferenceSession(_onnx.ToBytes(), _options);
        Outputs = new float[samples * steps];
        _output = OrtValue.CreateTensorValueFromMemory(Outputs, [samples, 1, steps]);
    }

    /// <summary>The answers of the last run, <c>[sample][step]</c>.</summary>
    public float[] Outputs { get; }

    public void Run() => _session.Run(_run, _inputNames, _inputs, ["y"], [_output]);

    public void Dispose()
    {
        foreach (var value in _inputs) value.Dispose();
        _output.Dispose();
        _session.Dispose();
        _run.Dispose();
        _options.Dispose();
    }

    private string Relu(string x)
    {
        _onnx.Node("Relu", [x], [x + "/relu"]);
        return x + "/relu";
    }

    private string Convolution(string name, string x, int inputs, int taps, int dilation, int outputs = Filters)
    {
        // [tap][input][output] here, [output][input][tap] there.
        var kernel = _model.Parameters[$"{name}/kernel"].Values;
        float[] turned = new float[taps * inputs * outputs];
        for (int tap = 0; tap < taps; tap++)
        {
            for (int input = 0; input < inputs; input++)
            {
                for (int output = 0; output < outputs; output++)
                    turned[(output * inputs + input) * taps + tap] = kernel[(tap * inputs + input) * outputs + output];
            }
        }

        _onnx.Values($"{name}/w", turned, outputs, inputs, taps)
            .Values($"{name}/b", _model.Parameters[$"{name}/bias"].Values.ToArray(), outputs);
        long padded = (taps - 1) * dilation;
        if (_isStep && taps > 1)
        {
            string before = $"{name}/before", window = $"{name}/window";
            _onnx.Input(before, 1, inputs, taps - 1).Node("Concat", [before, x], [window], ("axis", 2));
            _inputNames.Add(before);
            _inputs.Add(OrtValue.CreateTensorValueFromMemory(new float[inputs * (taps - 1)], [1, inputs, taps - 1]));
            (x, dilation, padded) = (window, 1, 0);
        }

        _onnx.Node("Conv", [x, $"{name}/w", $"{name}/b"], [name],
            [("dilations", [dilation], true), ("kernel_shape", [taps], true), ("pads", [padded, 0], true), ("strides", [1], true)]);
        return name;
    }
}
