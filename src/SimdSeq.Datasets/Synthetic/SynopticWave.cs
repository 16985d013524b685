namespace SimdSeq.Datasets;

/// <summary>
/// Passing lows and highs: a noisy oscillator, <c>z(t + dt) = exp((-1 / memory + 2 pi i / period) dt) z(t) + noise</c>, of variance 1 in
/// both parts. The real part stands for the pressure at the station, the imaginary part runs a quarter of a period behind it: the warm or
/// cold air that follows.
/// </summary>
internal sealed class SynopticWave
{
    private readonly NormalSource _normal;
    private readonly double _cos;
    private readonly double _sin;
    private readonly double _add;

    /// <summary>Starts in the stationary distribution.</summary>
    public SynopticWave(NormalSource normal, double periodHours, double memoryHours, double stepHours)
    {
        _normal = normal;
        double keep = Math.Exp(-stepHours / memoryHours);
        (double sin, double cos) = Math.SinCos(2 * Math.PI * stepHours / periodHours);
        _cos = keep * cos;
        _sin = keep * sin;
        _add = Math.Sqrt(1 - keep * keep);
        Leading = normal.Next();
        Following = normal.Next();
    }

    /// <summary>The part that comes first.</summary>
    public double Leading { get; private set; }

    /// <summary>The part a quarter of a period later.</summary>
    public double Following { get; private set; }

    /// <summary>Goes one step on.</summary>
    public void Advance()
    {
        double leading = _cos * Leading - _sin * Following + _add * _normal.Next();
        Following = _sin * Leading + _cos * Following + _add * _normal.Next();
        Leading = leading;
    }
}
