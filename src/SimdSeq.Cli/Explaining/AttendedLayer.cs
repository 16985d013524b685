namespace SimdSeq.Cli;

/// <summary>A layer of attention, and what the steps between which it is stand for.</summary>
/// <param name="Name">The layer.</param>
/// <param name="Asking">What each step that asks stands for.</param>
/// <param name="Asked">What each step that is asked stands for.</param>
internal sealed record AttendedLayer(string Name, IReadOnlyList<string> Asking, IReadOnlyList<string> Asked)
{
    /// <summary>How many steps of the layer come before them: those that fill up a sample.</summary>
    public int First { get; init; }

    /// <summary>What is asked where each asks others, <c>[asking][asked]</c>, as the words of each sentence; null: all ask the
    /// same.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Words { get; init; }
}
