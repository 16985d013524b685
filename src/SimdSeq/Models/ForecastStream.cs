using System.Numerics;
using SimdSeq.Data;

namespace SimdSeq;

/// <summary>
/// A <see cref="ModelStream{T}"/> of raw values: every step is prepared as the training rows were, and its answer comes in the units of the
/// targets, differences added back. A step allocates nothing.
/// </summary>
/// <example><code>
/// using var live = model.OpenForecastStream();
/// foreach (float[] row in sensor) if (live.TryStep(row, out var next)) Console.WriteLine(next[0]);   // in degrees
/// </code></example>
/// <typeparam name="T">The model's precision.</typeparam>
public sealed class ForecastStream<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ModelStream<T> _stream;
    private readonly Preparation _preparation;
    private readonly int _answersOfTarget;
    private readonly T[] _step;
    private readonly T[] _answer;
    private readonly double[] _bases;

    internal ForecastStream(ModelStream<T> stream, Preparation preparation, int answersOfTarget)
    {
        (_stream, _preparation, _answersOfTarget) = (stream, preparation, answersOfTarget);
        _step = new T[preparation.Inputs.Count];
        _answer = new T[stream.AnswerFeatures];
        _bases = new double[preparation.Targets.Count];
    }

    /// <summary>Steps since the stream was opened or reset.</summary>
    public long StepCount => _stream.StepCount;

    /// <inheritdoc cref="ModelStream{T}.Delay"/>
    public int Delay => _stream.Delay;

    /// <summary>Takes one step.</summary>
    /// <param name="values">Raw values of the columns <c>Preparation.Inputs</c>, in order.</param>
    /// <returns>The answer in units, valid until the next step; empty when none is complete with this step.</returns>
    /// <inheritdoc cref="ModelStream{T}.Step" path="/exception"/>
    public ReadOnlySpan<T> Step(scoped ReadOnlySpan<T> values)
    {
        if (values.Length != _step.Length)
            throw new ArgumentException($"A step has {_step.Length} values; got {values.Length}.", nameof(values));
        for (int f = 0; f < _step.Length; f++)
        {
            var column = _preparation.Inputs[f];
            _step[f] = column.Scaling == Scaling.None ? values[f] : T.CreateTruncating(column.Apply(double.CreateTruncating(values[f])));
        }

        for (int k = 0; k < _bases.Length && _preparation.Window!.Differences; k++)
            _bases[k] = _preparation.Targets[k].Apply(double.CreateTruncating(values[_preparation.Bases[k]]));
        return InUnits(_stream.Step(_step));
    }

    /// <summary>Takes one step, and says whether it brings an answer.</summary>
    /// <param name="values">Raw values of the columns <c>Preparation.Inputs</c>, in order.</param>
    /// <param name="answer">The answer in units, valid until the next step; empty where there is none.</param>
    /// <inheritdoc cref="ModelStream{T}.Step" path="/exception"/>
    public bool TryStep(scoped ReadOnlySpan<T> values, out ReadOnlySpan<T> answer)
    {
        answer = Step(values);
        return !answer.IsEmpty;
    }

    /// <inheritdoc cref="ModelStream{T}.TryFinish"/>
    public bool TryFinish(out ReadOnlySpan<T> answer)
    {
        bool isThere = _stream.TryFinish(out var prepared);
        answer = InUnits(prepared);
        return isThere;
    }

    /// <summary>Forgets everything, as if newly opened.</summary>
    public void Reset() => _stream.Reset();

    /// <summary>Closes the stream.</summary>
    public void Dispose() => _stream.Dispose();

    private ReadOnlySpan<T> InUnits(ReadOnlySpan<T> prepared)
    {
        if (_bases.Length == 0 || prepared.IsEmpty) return prepared;
        for (int i = 0; i < prepared.Length; i++)
        {
            int k = i / _answersOfTarget % _bases.Length;
            double value = double.CreateTruncating(prepared[i]) + (_preparation.Window!.Differences ? _bases[k] : 0);
            _answer[i] = T.CreateTruncating(_preparation.Targets[k].Invert(value));
        }

        return _answer.AsSpan(0, prepared.Length);
    }
}
