namespace SimdSeq;

/// <summary>
/// A sum of numbers without rounding, so that it is the same whatever their order and however they were shared out: the accumulator holds
/// every bit that a <see cref="double"/> can have (Kulisch and Miranker 1981). A <see cref="MetricState"/> of your own that adds with it
/// has the same bits for any number of threads. Nothing is allocated after its construction.
/// </summary>
public sealed class ExactSum
{
    // Digit i counts 2^(32 i - 1074). A double adds to three digits, less than 2^32 to each, so 2^30 of them fit between two carries.
    private const int Digits = 70, DigitBits = 32, Lowest = 1074, MostAdded = 1 << 30;
    private const long DigitMask = (1L << DigitBits) - 1, FractionMask = (1L << 52) - 1;

    private readonly long[] _digits = new long[Digits];
    private double _notFinite;
    private int _added;

    /// <summary>The sum, off by at most a unit in the last place; infinite or not a number when a number was.</summary>
    public double Value
    {
        get
        {
            if (_notFinite != 0) return _notFinite;
            Carry();
            double value = 0;
            for (int i = 0; i < Digits; i++) value += Scaled(_digits[i], i);
            return value;
        }
    }

    /// <summary>What is missing from <see cref="Value"/> to the sum, to another 53 bits.</summary>
    internal double Rest
    {
        get
        {
            double value = Value;
            if (!double.IsFinite(value)) return 0;
            Add(-value);
            double rest = Value;
            Add(value);
            return rest;
        }
    }

    /// <summary>Adds a number.</summary>
    /// <param name="value">The number.</param>
    public void Add(double value)
    {
        if (!double.IsFinite(value))
        {
            _notFinite += value;
            return;
        }

        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52) & 0x7FF;
        long fraction = (bits & FractionMask) | (exponent == 0 ? 0 : 1L << 52);
        int place = Math.Max(exponent - 1, 0), digit = place / DigitBits, shift = place % DigitBits;
        long low = (fraction & DigitMask) << shift, high = (fraction >> DigitBits) << shift; // high below 2^53
        if (bits < 0) (low, high) = (-low, -high);
        AddAt(digit, low);
        AddAt(digit + 1, high);
        if (++_added == MostAdded / 2) Carry();
    }

    /// <summary>Adds the product of two numbers, without rounding it where the rest of it is no smaller than a double can be.</summary>
    internal void AddProduct(double a, double b)
    {
        double product = a * b;
        Add(product);
        if (double.IsFinite(product)) Add(Math.FusedMultiplyAdd(a, b, -product));
    }

    /// <summary>Adds another sum.</summary>
    /// <param name="other">The other sum, which stays as it is.</param>
    public void Add(ExactSum other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Carry();
        other.Carry();
        _notFinite += other._notFinite;
        for (int i = 0; i < Digits; i++) _digits[i] += other._digits[i];
        Carry();
    }

    /// <summary>Begins anew at 0.</summary>
    public void Clear()
    {
        Array.Clear(_digits);
        _notFinite = 0;
        _added = 0;
    }

    /// <summary>Writes or reads it.</summary>
    /// <param name="state">The state of a run.</param>
    public void MoveState(StateTransfer state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Carry();
        state.Move(_digits.AsSpan());
        state.Move(ref _notFinite);
    }

    private static double Scaled(long digit, int index) => digit == 0 ? 0 : Math.ScaleB(digit, DigitBits * index - Lowest);

    // Parts of a digit's width, so that no digit grows by 2^32 or more.
    private void AddAt(int digit, long value)
    {
        _digits[digit] += value & DigitMask;
        _digits[digit + 1] += value >> DigitBits;
    }

    // Digits from 0 to 2^32 - 1 but for the last, which has the sign; then, of a negative sum, all of them negative.
    private void Carry()
    {
        _added = 0;
        Propagate();
        if (_digits[^1] >= 0) return;
        for (int i = 0; i < Digits; i++) _digits[i] = -_digits[i];
        Propagate();
        for (int i = 0; i < Digits; i++) _digits[i] = -_digits[i];
    }

    private void Propagate()
    {
        for (int i = 0; i < Digits - 1; i++)
        {
            _digits[i + 1] += _digits[i] >> DigitBits;
            _digits[i] &= DigitMask;
        }
    }
}
