namespace SimdSeq.Datasets;

/// <summary>
/// First-order autoregressive noise of variance 1: <c>x(t + dt) = a x(t) + sqrt(1 - a^2) n</c>, <c>a = exp(-dt / memory)</c>.
/// </summary>
internal sealed class RedNoise
{
    private readonly NormalSource _normal;
    private readonly double _keep;
    private readonly double _add;

    /// <summary>Starts in the stationary distribution.</summary>
    public RedNoise(NormalSource normal, double memoryHours, double stepHours)
    {
        _normal = normal;
        _keep = Math.Exp(-stepHours / memoryHours);
        _add = Math.Sqrt(1 - _keep * _keep);
        Value = normal.Next();
    }

    /// <summary>The present value.</summary>
    public double Value { get; private set; }

    /// <summary>Goes one step on.</summary>
    public double Advance() => Value = _keep * Value + _add * _normal.Next();
}
