using System.Numerics;

namespace SimdSeq;

/// <summary>A batch of prompts: every thread has a generator and takes one prompt after another.</summary>
internal sealed class GenerationWork<T>(
    SequenceModel<T> model, IReadOnlyList<int[]> prompts, GenerateOptions options, WorkerTeam team, CancellationToken cancellation) : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private int _next;

    /// <summary>The new tokens of each prompt.</summary>
    public int[][] Answers { get; } = new int[prompts.Count][];

    public void Run(int worker)
    {
        using var generator = new TokenGenerator<T>(model, options);
        while (!team.HasFailed)
        {
            int prompt = Interlocked.Increment(ref _next) - 1;
            if (prompt >= prompts.Count) return;
            Answers[prompt] = SequenceModel<T>.All(generator, prompts[prompt], prompt, cancellation);
        }
    }
}
