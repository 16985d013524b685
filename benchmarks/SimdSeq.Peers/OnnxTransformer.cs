using Microsoft.ML.OnnxRuntime;

namespace SimdSeq.Peers;

/// <summary>
/// A token of a causal pre-norm encoder in ONNX Runtime, beside the keys and values of the tokens before it. One product makes queries,
/// keys and values; the cache is read where it lies, <c>[head][feature][token]</c> and <c>[head][token][feature]</c>, and what the token
/// adds to it is weighed by itself, so that nothing of it is copied.
/// </summary>
internal sealed class OnnxTransformer : IDisposable
{
    private const int Width = 128, Heads = 4, HeadWidth = Width / Heads, Hidden = 512;
    private readonly SessionOptions _options;
    private readonly RunOptions _run = new();
    private readonly InferenceSession _session;
    private readonly SequenceModel<float> _model;
    private readonly OnnxModel _onnx = new();
    private readonly List<string> _inputNames = ["x"], _outputNames = ["y"];
    private readonly List<OrtValue> _outputs = [];
    private readonly float[] _x = new float[Width];
    private readonly List<float[]> _newest = [];
    private readonly List<List<float[]>> _cached = [];
    private readonly int _layers;
    private List<OrtValue> _inputs = [];

    /// <param name="model">Whose weights.</param>
    /// <param name="layers">Its blocks.</param>
    public OnnxTransformer(SequenceModel<float> model, int layers)
    {
        (_model, _layers) = (model, layers);
        _onnx.Input("x", 1, Width).Output("y", 1, Width).Axis("one", Heads, 1, HeadWidth).Axis("turned", Heads, HeadWidth, 1)
            .Axis("row", 1, Width).Axis("begin", 0).Axis("last", -1).Axis("end", long.MaxValue).Axis("keys", 2);
        _outputs.Add(OrtValue.CreateTensorValueFromMemory(Outputs, [1, Width]));
        string x = "x";
        for (int i = 0; i < layers; i++) x = Block(i, x);
        Normalized("transformer_encoder/layer_normalization", x, "y");
        _options = OnnxModel.BestOptions(threads: 1);
        _session = new InferenceSession(_onnx.ToBytes(), _options);
        TakeCache();
    }

    /// <summary>The answer of the last token.</summary>
    public float[] Outputs { get; } = new float[Width];

    /// <summary>Answers the token again, beside the same cache.</summary>
    public void Run() => _session.Run(_run, _inputNames, _inputs, _outputNames, _outputs);

    /// <summary>Takes the next token: the last one goes into the cache.</summary>
    public void Next(ReadOnlySpan<float> token)
    {
        if (_cached.Count == 0) _cached.AddRange(_newest.Select(_ => new List<float[]>()));
        else for (int i = 0; i < _newest.Count; i++) _cached[i].Add([.. _newest[i]]);
        token.CopyTo(_x);
        TakeCache();
        Run();
    }

    public void Dispose()
    {
        foreach (var value in _inputs.Concat(_outputs)) value.Dispose();
        _session.Dispose();
        _run.Dispose();
        _options.Dispose();
    }

    private void TakeCache()
    {
        foreach (var value in _inputs) value.Dispose();
        _inputs = [OrtValue.CreateTensorValueFromMemory(_x, [1, Width])];
        int tokens = _cached.Count == 0 ? 0 : _cached[0].Count;
        for (int i = 0; i < 2 * _layers; i++)
        {
            bool isKeys = i % 2 == 0;
            float[] cache = new float[tokens * Width];
            for (int t = 0; t < tokens; t++)
            {
                for (int h = 0; h < Heads; h++)
                {
                    for (int f = 0; f < HeadWidth; f++)
                        cache[isKeys ? (h * HeadWidth + f) * tokens + t : (h * tokens + t) * HeadWidth + f] =
                            _cached[i][t][h * HeadWidth + f];
                }
            }

            long[] shape = isKeys ? [Heads, HeadWidth, tokens] : [Heads, tokens, HeadWidth];
            _inputs.Add(OrtValue.CreateTensorValueFromMemory(cache, shape));
        }
    }

    private string Block(int i, string x)
    {
        string block = i == 0 ? "transformer_encoder/block" : $"transformer_encoder/block_{i}", attention = $"{block}/multi_head_attention";
        string normal = Normalized($"{block}/layer_normalization", x, $"{block}/normal");
        string all = Dense(attention, normal, Joined(attention, "kernel", Width), Joined(attention, "bias", 1), Width, 3 * Width);
        string At(string name) => $"{attention}/{name}";
        _onnx.Node("Split", [all], [At("q"), At("k"), At("v")], ("axis", 1));
        string keys = Cached(At("k"), Heads, HeadWidth, -1), values = Cached(At("v"), Heads, -1, HeadWidth);
        _onnx.Node("Reshape", [At("q"), "one"], [At("q1")]).Node("Reshape", [At("k"), "turned"], [At("k1")])
            .Node("Reshape", [At("v"), "one"], [At("v1")])
            .Node("MatMul", [At("q1"), keys], [At("before")]).Node("MatMul", [At("q1"), At("k1")], [At("own")])
            .Node("Concat", [At("before"), At("own")], [At("scores")], ("axis", 2))
            .Node("Softmax", [At("scores")], [At("weights")], ("axis", -1))
            .Node("Slice", [At("weights"), "begin", "last", "keys"], [At("weightsBefore")])
            .Node("Slice", [At("weights"), "last", "end", "keys"], [At("weightOwn")])
            .Node("MatMul", [At("weightsBefore"), values], [At("mixture")]).Node("MatMul", [At("weightOwn"), At("v1")], [At("share")])
            .Node("Add", [At("mixture"), At("share")], [At("both")]).Node("Reshape", [At("both"), "row"], [At("answer")]);
        string output = Dense(At("attention_output"), At("answer"), Width, Width);
        _onnx.Node("Add", [x, output], [$"{block}/after"]);
        string second = Normalized($"{block}/layer_normalization_1", $"{block}/after", $"{block}/normal_1");
        string hidden = Dense($"{block}/dense", second, Width, Hidden);
        _onnx.Node("Relu", [hidden], [hidden + "/relu"]);
        _onnx.Node("Add", [$"{block}/after", Dense($"{block}/dense_1", hidden + "/relu", Hidden, Width)], [$"{block}/y"]);
        return $"{block}/y";
    }

    // What a token adds to the cache, and where the cache is given.
    private string Cached(string name, params long[] shape)
    {
        string cache = $"{name}/cache", newest = $"{name}/newest";
        _onnx.Input(cache, shape).Output(newest, 1, Width).Node("Identity", [name], [newest]);
        _inputNames.Add(cache);
        _newest.Add(new float[Width]);
        _outputNames.Add(newest);
        _outputs.Add(OrtValue.CreateTensorValueFromMemory(_newest[^1], [1, Width]));
        return cache;
    }

    private string Normalized(string layer, string x, string y)
    {
        _onnx.Values($"{layer}/gamma", Of($"{layer}/gamma"), Width).Values($"{layer}/beta", Of($"{layer}/beta"), Width)
            .LayerNormalization(x, $"{layer}/gamma", $"{layer}/beta", y, 1e-5f);
        return y;
    }

    // The three matrices side by side; the query's hold the scale.
    private float[] Joined(string attention, string part, int rows)
    {
        float[] joined = new float[3 * rows * Width];
        string[] parts = ["query", "key", "value"];
        for (int p = 0; p < 3; p++)
        {
            float[] values = Of($"{attention}/{parts[p]}/{part}");
            float scale = p == 0 ? 1 / MathF.Sqrt(HeadWidth) : 1;
            for (int r = 0; r < rows; r++)
            {
                for (int c = 0; c < Width; c++) joined[(r * 3 + p) * Width + c] = scale * values[r * Width + c];
            }
        }

        return joined;
    }

    private string Dense(string layer, string x, int inputs, int outputs) =>
        Dense(layer, x, Of($"{layer}/kernel"), Of($"{layer}/bias"), inputs, outputs);

    private string Dense(string layer, string x, float[] kernel, float[] bias, int inputs, int outputs)
    {
        _onnx.Values($"{layer}/w", kernel, inputs, outputs).Values($"{layer}/b", bias, outputs)
            .Node("Gemm", [x, $"{layer}/w", $"{layer}/b"], [$"{layer}/dense"]);
        return $"{layer}/dense";
    }

    private float[] Of(string parameter) => _model.Parameters[parameter].Values.ToArray();
}
