using static TorchSharp.torch;

namespace SimdSeq.Peers;

/// <summary>
/// Everything in which libtorch's parameters differ from Keras's. Kernels are <c>[in, gates · units]</c> there and <c>[gates · units,
/// in]</c>
/// here. Gates: GRU z, r, h there and r, z, n here; LSTM i, f, c, o in both. A recurrent layer has two biases here, of which Keras's GRU
/// has both and the others only the first. The same conversion serves weights and their gradients.
/// </summary>
internal sealed class TorchWeights
{
    private readonly List<(string Name, TorchSharp.Modules.Parameter Theirs, Func<float[], float[]> Convert)> _weights = [];

    public IReadOnlyList<TorchSharp.Modules.Parameter> Parameters => [.. _all];

    private readonly List<TorchSharp.Modules.Parameter> _all = [];

    /// <summary>A parameter that belongs to no module; what converts it is nothing unless given.</summary>
    public TorchSharp.Modules.Parameter Add(string name, long[] shape, Func<float[], float[]>? convert = null)
    {
        var parameter = new TorchSharp.Modules.Parameter(zeros(shape), requires_grad: true);
        _all.Add(parameter);
        Map(name, parameter, convert ?? (values => values));
        return parameter;
    }

    public void AddDense(TorchSharp.Modules.Linear linear, string layer)
    {
        Add(linear);
        Map($"{layer}/kernel", linear.weight!, values => Transpose(values, (int)linear.out_features));
        Map($"{layer}/bias", linear.bias!, values => values);
    }

    public void AddEmbedding(TorchSharp.Modules.Embedding embedding, string layer)
    {
        Add(embedding);
        Map($"{layer}/embeddings", embedding.weight!, values => values);
    }

    public void AddGru(nn.Module module, string layer, int units, string suffix = "l0")
    {
        Add(module);
        Map($"{layer}/kernel", Named(module, "weight_ih_" + suffix), values => Transpose(SwapGates(values, units), 3 * units));
        Map($"{layer}/recurrent_kernel", Named(module, "weight_hh_" + suffix), values => Transpose(SwapGates(values, units), 3 * units));
        Map($"{layer}/bias", Named(module, "bias_ih_" + suffix), values => SwapGates(values[..(3 * units)], units));
        Map($"{layer}/bias", Named(module, "bias_hh_" + suffix), values => SwapGates(values[(3 * units)..], units));
    }

    /// <summary>An LSTM, or with one gate a plain recurrence.</summary>
    public void AddLstm(nn.Module module, string layer, int units, int gates = 4, string suffix = "l0")
    {
        Add(module);
        Map($"{layer}/kernel", Named(module, "weight_ih_" + suffix), values => Transpose(values, gates * units));
        Map($"{layer}/recurrent_kernel", Named(module, "weight_hh_" + suffix), values => Transpose(values, gates * units));
        Map($"{layer}/bias", Named(module, "bias_ih_" + suffix), values => values);
        using var _ = no_grad();
        Named(module, "bias_hh_" + suffix).zero_();
    }

    /// <summary>Gives libtorch our parameters.</summary>
    public void Set(SequenceModel<float> model)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var (name, theirs, convert) in _weights) theirs.copy_(
            tensor(convert(model.Parameters[name].Values.ToArray())).reshape(theirs.shape));
    }

    /// <summary>The largest difference of each tensor's gradient, relative to its largest value.</summary>
    public IEnumerable<(string Name, double Error)> Compare(Func<string, float[]> ourGradient)
    {
        foreach (var (name, theirs, convert) in _weights)
        {
            using var scope = NewDisposeScope();
            yield return (name, RelativeError(convert(ourGradient(name)), theirs.grad!.contiguous().data<float>().ToArray()));
        }
    }

    public static double RelativeError(IEnumerable<float> ours, IReadOnlyCollection<float> theirs) =>
        ours.Zip(theirs, (a, b) => Math.Abs((double)a - b)).Max() / theirs.Max(value => Math.Abs((double)value));

    private static TorchSharp.Modules.Parameter Named(nn.Module module, string name) =>
        module.named_parameters().Single(p => p.name == name).parameter;

    private void Add(nn.Module module) =>
        _all.AddRange(module.parameters().Where(parameter => _all.All(known => known.Handle != parameter.Handle)));

    private void Map(string name, TorchSharp.Modules.Parameter theirs, Func<float[], float[]> convert) =>
        _weights.Add((name, theirs, convert));

    private static float[] Transpose(float[] values, int columns)
    {
        int rows = values.Length / columns;
        return [.. Enumerable.Range(0, values.Length).Select(i => values[i % rows * columns + i / rows])];
    }

    // In every row of three gates, the first two change places.
    private static float[] SwapGates(float[] values, int units) => [.. Enumerable.Range(0, values.Length).Select(i =>
    {
        int column = i % (3 * units), gate = column / units;
        return values[gate == 2 ? i : gate == 0 ? i + units : i - units];
    })];
}
