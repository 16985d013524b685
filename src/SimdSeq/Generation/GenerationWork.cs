using System.Numerics;

namespace SimdSeq;

/// <summary>A batch of prompts, or of sources: every thread has a generator and takes one after another.</summary>
/// <param name="model">The model.</param>
/// <param name="start">Begins with one, given its number.</param>
/// <param name="count">How many there are.</param>
/// <param name="options">How.</param>
/// <param name="team">The threads.</param>
/// <param name="cancellation">Stops after the present token.</param>
internal sealed class GenerationWork<T>(
    SequenceModel<T> model, Action<TokenGenerator<T>, int> start, int count, GenerateOptions options, WorkerTeam team,
    CancellationToken cancellation) : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private int _next;

    /// <summary>The new tokens of each.</summary>
    public int[][] Answers { get; } = new int[count][];

    public void Run(int worker)
    {
        using var generator = new TokenGenerator<T>(model, options);
        while (!team.HasFailed)
        {
            int number = Interlocked.Increment(ref _next) - 1;
            if (number >= count) return;
            start(generator, number);
            Answers[number] = SequenceModel<T>.All(generator, cancellation);
        }
    }
}
