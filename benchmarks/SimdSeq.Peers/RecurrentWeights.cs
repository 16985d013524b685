namespace SimdSeq.Peers;

/// <summary>
/// The weights of one GRU or LSTM and the Dense 1 after it, as Keras lays them out, for the peers that have no module of their own.
/// </summary>
internal sealed class RecurrentWeights
{
    public RecurrentWeights(SequenceModel<float> model, string layer)
    {
        IsLstm = layer == "lstm";
        Gates = IsLstm ? 4 : 3;
        Features = model.Features;
        Kernel = model.Parameters[$"{layer}/kernel"].Values.ToArray();
        Recurrent = model.Parameters[$"{layer}/recurrent_kernel"].Values.ToArray();
        Bias = model.Parameters[$"{layer}/bias"].Values.ToArray();
        Dense = model.Parameters["dense/kernel"].Values.ToArray();
        DenseBias = model.Parameters["dense/bias"].Values[0];
    }

    public bool IsLstm { get; }

    public int Gates { get; }

    public int Features { get; }

    public int Units => Dense.Length;

    /// <summary><c>[features][gates · units]</c>; gates z, r, h or i, f, c, o.</summary>
    public float[] Kernel { get; }

    /// <summary><c>[units][gates · units]</c>.</summary>
    public float[] Recurrent { get; }

    /// <summary><c>[gates · units]</c>, of a GRU that of the input and then that of the state.</summary>
    public float[] Bias { get; }

    public float[] Dense { get; }

    public float DenseBias { get; }

    // ONNX has i, o, f, c.
    private int[] OnnxGates => IsLstm ? [0, 3, 1, 2] : [0, 1, 2];

    /// <summary>A matrix <c>[inputs][gates · units]</c> as <c>[gates · units][inputs]</c>.</summary>
    public float[] Transposed(float[] matrix, int inputs) =>
    [
        .. from column in Enumerable.Range(0, Gates * Units)
           from input in Enumerable.Range(0, inputs)
           select matrix[input * Gates * Units + column],
    ];

    /// <summary>The same with the gates in ONNX's order.</summary>
    public float[] Onnx(float[] matrix, int inputs)
    {
        float[] rows = Transposed(matrix, inputs);
        return [.. OnnxGates.SelectMany(gate => rows.AsSpan(gate * Units * inputs, Units * inputs).ToArray())];
    }

    /// <summary>The bias of the input and that of the state.</summary>
    public float[] OnnxBias()
    {
        float[] both = IsLstm ? [.. Bias, .. new float[Bias.Length]] : Bias;
        return [.. from part in Enumerable.Range(0, 2)
                   from gate in OnnxGates
                   from unit in Enumerable.Range(0, Units)
                   select both[(part * Gates + gate) * Units + unit]];
    }
}
