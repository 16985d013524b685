namespace SimdSeq.Conformance.Tests;

/// <summary>
/// Keras's recurrent layers written down once more, one sample at a time in plain loops, with backward passes derived by hand. Weights
/// are as Keras keeps them: kernel [features, gates · units], recurrent kernel [units, gates · units], gates in Keras's order.
/// </summary>
internal sealed class KerasReference(double[] kernel, double[] recurrent, double[] bias, int features, int units)
{
    private readonly int _columns = kernel.Length / features;

    public double[] KernelGradient { get; } = new double[kernel.Length];

    public double[] RecurrentGradient { get; } = new double[recurrent.Length];

    public double[] BiasGradient { get; } = new double[bias.Length];

    /// <summary>
    /// The last state for a sequence <c>[step][feature]</c>; steps of which <paramref name="isThere"/> says no leave it as it is.
    /// </summary>
    /// <param name="x">The sequence.</param>
    /// <param name="isThere">Whether a step is there.</param>
    /// <param name="resetAfter">Whether the reset gate acts on the product (biases [2, 3 · units]) or on the state.</param>
    /// <param name="dLast">Gradient of the last state.</param>
    public (double[] Last, double[] InputGradient) Gru(double[] x, bool[] isThere, bool resetAfter, double[] dLast)
    {
        int steps = isThere.Length;
        var states = new double[steps + 1][];
        var gates = new (double[] Z, double[] R, double[] N, double[] Product)[steps];
        states[0] = new double[units];
        for (int t = 0; t < steps; t++)
        {
            states[t + 1] = states[t];
            if (!isThere[t]) continue;
            double[] h = states[t], fromInput = Times(x, t * features, features, kernel), fromState = Times(h, 0, units, recurrent);
            double[] z = new double[units], r = new double[units], n = new double[units], product = new double[units];
            for (int i = 0; i < units; i++)
            {
                z[i] = Sigmoid(fromInput[i] + bias[i] + fromState[i] + SecondBias(i));
                r[i] = Sigmoid(fromInput[units + i] + bias[units + i] + fromState[units + i] + SecondBias(units + i));
            }

            double[] reset = Times([.. h.Zip(r, (a, b) => a * b)], 0, units, recurrent);
            for (int i = 0; i < units; i++)
            {
                int column = 2 * units + i;
                product[i] = resetAfter ? fromState[column] + SecondBias(column) : reset[column];
                n[i] = Math.Tanh(fromInput[column] + bias[column] + (resetAfter ? r[i] * product[i] : product[i]));
            }

            states[t + 1] = [.. Enumerable.Range(0, units).Select(i => z[i] * h[i] + (1 - z[i]) * n[i])];
            gates[t] = (z, r, n, product);
        }

        double[] dx = new double[x.Length], dh = dLast;
        for (int t = steps - 1; t >= 0; t--)
        {
            if (!isThere[t]) continue;
            var (z, r, n, product) = gates[t];
            double[] h = states[t], da = new double[_columns], du = new double[_columns], before = new double[units];
            for (int i = 0; i < units; i++)
            {
                da[i] = dh[i] * (h[i] - n[i]) * z[i] * (1 - z[i]);
                da[2 * units + i] = dh[i] * (1 - z[i]) * (1 - n[i] * n[i]);
                du[2 * units + i] = resetAfter ? da[2 * units + i] * r[i] : da[2 * units + i];
            }

            double[] dReset = TimesTransposed(du, recurrent);
            for (int i = 0; i < units; i++)
            {
                double dr = resetAfter ? da[2 * units + i] * product[i] : dReset[i] * h[i];
                da[units + i] = dr * r[i] * (1 - r[i]);
                before[i] = dh[i] * z[i] + dReset[i] * (resetAfter ? 1 : r[i]);
                du[i] = du[units + i] = 0;
            }

            double[] dGates = [.. da.AsSpan(0, 2 * units), .. new double[units]], fromGates = TimesTransposed(dGates, recurrent);
            for (int i = 0; i < units; i++) before[i] += fromGates[i];
            AddOuter(x.AsSpan(t * features, features), da, KernelGradient);
            AddOuter(h, dGates, RecurrentGradient);
            AddOuter(resetAfter ? h : [.. h.Zip(r, (a, b) => a * b)], du, RecurrentGradient);
            for (int i = 0; i < _columns; i++)
            {
                BiasGradient[i] += da[i];
                if (resetAfter) BiasGradient[_columns + i] += dGates[i] + du[i];
            }

            TimesTransposed(da, kernel).CopyTo(dx, t * features);
            dh = before;
        }

        return (states[steps], dx);

        double SecondBias(int column) => resetAfter ? bias[_columns + column] : 0;
    }

    /// <summary>The same for an LSTM, gates i, f, c, o.</summary>
    public (double[] Last, double[] InputGradient) Lstm(double[] x, bool[] isThere, double[] dLast)
    {
        int steps = isThere.Length;
        double[][] states = new double[steps + 1][], memories = new double[steps + 1][], gates = new double[steps][];
        states[0] = new double[units];
        memories[0] = new double[units];
        for (int t = 0; t < steps; t++)
        {
            (states[t + 1], memories[t + 1]) = (states[t], memories[t]);
            if (!isThere[t]) continue;
            double[] fromInput = Times(x, t * features, features, kernel), fromState = Times(states[t], 0, units, recurrent);
            double[] sums = [.. Enumerable.Range(0, _columns).Select(column => fromInput[column] + fromState[column] + bias[column])];
            double[] gate = gates[t] = [.. sums.Select((sum, column) => column / units == 2 ? Math.Tanh(sum) : Sigmoid(sum))];
            double[] before = memories[t],
                after = memories[t + 1] =
                    [.. Enumerable.Range(0, units).Select(i => gate[units + i] * before[i] + gate[i] * gate[2 * units + i])];
            states[t + 1] = [.. Enumerable.Range(0, units).Select(i => gate[3 * units + i] * Math.Tanh(after[i]))];
        }

        double[] dx = new double[x.Length], dh = dLast, dc = new double[units];
        for (int t = steps - 1; t >= 0; t--)
        {
            if (!isThere[t]) continue;
            double[] gate = gates[t], da = new double[_columns];
            for (int i = 0; i < units; i++)
            {
                double m = Math.Tanh(memories[t + 1][i]), dMemory = dc[i] + dh[i] * gate[3 * units + i] * (1 - m * m);
                da[i] = dMemory * gate[2 * units + i] * gate[i] * (1 - gate[i]);
                da[units + i] = dMemory * memories[t][i] * gate[units + i] * (1 - gate[units + i]);
                da[2 * units + i] = dMemory * gate[i] * (1 - gate[2 * units + i] * gate[2 * units + i]);
                da[3 * units + i] = dh[i] * m * gate[3 * units + i] * (1 - gate[3 * units + i]);
                dc[i] = dMemory * gate[units + i];
            }

            AddOuter(x.AsSpan(t * features, features), da, KernelGradient);
            AddOuter(states[t], da, RecurrentGradient);
            for (int i = 0; i < _columns; i++) BiasGradient[i] += da[i];
            TimesTransposed(da, kernel).CopyTo(dx, t * features);
            dh = TimesTransposed(da, recurrent);
        }

        return (states[steps], dx);
    }

    private static double Sigmoid(double a) => 1 / (1 + Math.Exp(-a));

    private double[] Times(double[] source, int from, int inputs, double[] weights) =>
        [.. Enumerable.Range(0, _columns)
            .Select(column => Enumerable.Range(0, inputs).Sum(k => source[from + k] * weights[k * _columns + column]))];

    private double[] TimesTransposed(double[] d, double[] weights) =>
        [.. Enumerable.Range(0, weights.Length / _columns)
            .Select(k => Enumerable.Range(0, _columns).Sum(column => d[column] * weights[k * _columns + column]))];

    private void AddOuter(ReadOnlySpan<double> source, double[] d, double[] gradient)
    {
        for (int k = 0; k < source.Length; k++)
        {
            for (int column = 0; column < _columns; column++) gradient[k * _columns + column] += source[k] * d[column];
        }
    }
}
