using System.Numerics.Tensors;

namespace SimdSeq.Peers;

/// <summary>A GRU or LSTM and its Dense without a library for networks: with TensorPrimitives, or as scalar loops.</summary>
/// <param name="weights">The weights.</param>
/// <param name="vectorized">Whether with TensorPrimitives.</param>
internal sealed class PlainPrediction(RecurrentWeights weights, bool vectorized)
{
    private readonly int _units = weights.Units;
    private readonly float[] _kernel = weights.Transposed(weights.Kernel, weights.Features);
    private readonly float[] _recurrent = weights.Transposed(weights.Recurrent, weights.Units);
    private readonly float[] _x = new float[weights.Gates * weights.Units], _h = new float[weights.Gates * weights.Units];
    private readonly float[] _state = new float[weights.Units], _cell = new float[weights.Units];

    /// <summary>Forgets the past.</summary>
    public void Reset()
    {
        Array.Clear(_state);
        Array.Clear(_cell);
    }

    /// <summary>The answer for the steps of one sample.</summary>
    public float Predict(ReadOnlySpan<float> steps)
    {
        Reset();
        for (; !steps.IsEmpty; steps = steps[weights.Features..]) Step(steps[..weights.Features]);
        return Answer();
    }

    /// <summary>The answer after the steps so far.</summary>
    public float Answer() => Dot(_state, weights.Dense) + weights.DenseBias;

    public void Step(ReadOnlySpan<float> input)
    {
        int rows = _x.Length;
        for (int row = 0; row < rows; row++)
        {
            _x[row] = weights.Bias[row] + Dot(input, _kernel.AsSpan(row * input.Length, input.Length));
            _h[row] = (weights.IsLstm ? 0 : weights.Bias[rows + row]) + Dot(_state, _recurrent.AsSpan(row * _units, _units));
        }

        if (weights.IsLstm) Lstm();
        else Gru();
    }

    private void Gru()
    {
        Span<float> z = _x.AsSpan(0, _units), r = _x.AsSpan(_units, _units), n = _x.AsSpan(2 * _units), u = _h.AsSpan(2 * _units);
        if (vectorized)
        {
            TensorPrimitives.Add(z, _h.AsSpan(0, _units), z);
            TensorPrimitives.Add(r, _h.AsSpan(_units, _units), r);
            TensorPrimitives.Sigmoid(z, z);
            TensorPrimitives.Sigmoid(r, r);
            TensorPrimitives.MultiplyAdd(r, u, n, n);
            TensorPrimitives.Tanh(n, n);
            TensorPrimitives.Subtract(_state, n, _state);
            TensorPrimitives.MultiplyAdd(z, _state, n, _state);
            return;
        }

        for (int i = 0; i < _units; i++)
        {
            float zi = Sigmoid(z[i] + _h[i]), ri = Sigmoid(r[i] + _h[_units + i]), ni = MathF.Tanh(n[i] + ri * u[i]);
            _state[i] = zi * _state[i] + (1 - zi) * ni;
        }
    }

    private void Lstm()
    {
        Span<float> i = _x.AsSpan(0, _units), f = _x.AsSpan(_units, _units), n = _x.AsSpan(2 * _units, _units), o = _x.AsSpan(3 * _units);
        if (vectorized)
        {
            TensorPrimitives.Add(_x, _h, _x);
            TensorPrimitives.Sigmoid(i, i);
            TensorPrimitives.Sigmoid(f, f);
            TensorPrimitives.Tanh(n, n);
            TensorPrimitives.Sigmoid(o, o);
            TensorPrimitives.Multiply(i, n, n);
            TensorPrimitives.MultiplyAdd(f, _cell, n, _cell);
            TensorPrimitives.Tanh(_cell, _state);
            TensorPrimitives.Multiply(o, _state, _state);
            return;
        }

        for (int k = 0; k < _units; k++)
        {
            float ik = Sigmoid(i[k] + _h[k]), fk = Sigmoid(f[k] + _h[_units + k]), nk = MathF.Tanh(n[k] + _h[2 * _units + k]);
            _cell[k] = fk * _cell[k] + ik * nk;
            _state[k] = Sigmoid(o[k] + _h[3 * _units + k]) * MathF.Tanh(_cell[k]);
        }
    }

    private float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (vectorized) return TensorPrimitives.Dot(a, b);
        float sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
}
