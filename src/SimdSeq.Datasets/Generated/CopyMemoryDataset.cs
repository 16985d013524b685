namespace SimdSeq.Datasets;

/// <summary>
/// The copy memory task (Hochreiter and Schmidhuber 1997, in the form of Arjovsky, Shah and Bengio 2016 and of Bai, Kolter and Koltun
/// 2018), generated: <c>T + 20</c> steps of one feature. Ten symbols from 1 to 8, then <c>T - 1</c> blanks (0), then eleven times the
/// delimiter 9, of which the first asks for the answer: blank at all steps but the last ten, which are the ten symbols. A target is the
/// class, from 0 to 9, of each step.
/// </summary>
public sealed class CopyMemoryDataset : SampleDataset
{
    /// <summary>Symbols to remember.</summary>
    public const int Symbols = 10;

    /// <summary>Different values of a step: the blank, eight symbols and the delimiter.</summary>
    public const int Classes = 10;

    private const int Kinds = 8; // of symbols, from 1
    private const int Delimiter = 9;

    private readonly byte[] _symbols;

    /// <summary>Draws samples; those of a seed are the same everywhere.</summary>
    /// <param name="count">Number of samples.</param>
    /// <param name="blanks">T, at least 1.</param>
    /// <param name="seed">Seed.</param>
    public CopyMemoryDataset(int count, int blanks, long seed)
        : base(count, blanks + 2 * Symbols, features: 1, targets: blanks + 2 * Symbols)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(blanks, 1);
        Blanks = blanks;
        var random = new SplitMix64((ulong)seed);
        _symbols = new byte[count * Symbols];
        foreach (ref byte symbol in _symbols.AsSpan()) symbol = (byte)(1 + random.Below(Kinds));
    }

    /// <summary>T.</summary>
    public int Blanks { get; }

    /// <summary>The loss of who answers blank where that is right and one of the eight symbols at random at the end: <c>10 ln 8 / (T +
    /// 20)</c>.</summary>
    public double Plateau => Symbols * Math.Log(Kinds) / Steps;

    /// <inheritdoc/>
    protected override void WriteInputs(int sample, LaneWriter lane)
    {
        for (int i = 0; i < Symbols; i++) lane[i] = _symbols[sample * Symbols + i];
        for (int step = Steps - Symbols - 1; step < Steps; step++) lane[step] = Delimiter;
    }

    /// <inheritdoc/>
    protected override void WriteTargets(int sample, LaneWriter lane)
    {
        for (int i = 0; i < Symbols; i++) lane[Steps - Symbols + i] = _symbols[sample * Symbols + i];
    }
}
