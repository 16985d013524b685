namespace SimdSeq.Cli;

/// <summary>How rows are run.</summary>
/// <param name="Threads">Threads; they change the time, never a bit.</param>
/// <param name="Hours">No epoch of a row begins later than so many hours of its training.</param>
/// <param name="IsQuick">Whether a first look is enough.</param>
/// <param name="QuickSteps">At most so many steps of it; null for as many as a few seconds have.</param>
internal sealed record PaperOptions(int Threads, double Hours, bool IsQuick, int? QuickSteps)
{
    /// <summary>Epochs after which a row stops, though its recipe has more.</summary>
    public int Epochs { get; init; } = int.MaxValue;

    /// <summary>The options that change the result, as they are written on the command line.</summary>
    public string Text => (double.IsFinite(Hours) ? FormattableString.Invariant($" --hours {Hours}") : "")
        + (Epochs < int.MaxValue ? FormattableString.Invariant($" --epochs {Epochs}") : "")
        + (IsQuick ? " --quick" : "") + (QuickSteps is { } steps ? $" --steps {steps}" : "");
}
