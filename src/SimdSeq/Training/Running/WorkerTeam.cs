namespace SimdSeq;

/// <summary>
/// Work that is divided among threads by itself: every thread calls <see cref="Run"/> once and takes pieces until none is left.
/// </summary>
internal interface IWork
{
    /// <param name="worker">0 to threads - 1; the calling thread is 0.</param>
    void Run(int worker);
}

/// <summary>
/// Threads that stay between pieces of work, so that handing out work allocates nothing and costs microseconds. They end when the team is
/// disposed of, or collected: they know the <see cref="Crew"/> alone, never its owner. Work comes from one thread at a time.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private readonly Crew? _crew; // null in the finalizer of a team that could not be made

    public WorkerTeam(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = OperatingSystem.IsBrowser() ? Math.Min(threads, Environment.ProcessorCount) : threads; // 1 there, as a rule
        _crew = new Crew(Threads);
        try
        {
            _crew.Start();
        }
        catch
        {
            Dispose(); // the system gives no more threads: those that run must not stay
            throw;
        }
    }

    ~WorkerTeam() => _crew?.Close();

    public int Threads { get; }

    /// <summary>The threads of its own.</summary>
    public IReadOnlyList<Thread> Members => _crew!.Members;

    /// <summary>Whether it takes no more work.</summary>
    public bool IsClosed => _crew!.IsClosed;

    /// <summary>Bytes that the team's own threads have allocated since it began.</summary>
    public long AllocatedBytes => _crew!.AllocatedBytes;

    /// <summary>Whether a thread has failed at the present piece of work: the others should take no more of it.</summary>
    public bool HasFailed => _crew!.HasFailed;

    /// <summary>
    /// Runs the work on every thread and returns when all are done, also when one fails: then the first failure is thrown, and the team
    /// is ready for the next piece.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The team is closed.</exception>
    /// <exception cref="InvalidOperationException">It is at work.</exception>
    public void Run(IWork work)
    {
        _crew!.Run(work);
        GC.KeepAlive(this);
    }

    /// <summary>
    /// Ends the threads. Those at work end after the present piece, which nobody waits for: the caller may be one of them.
    /// </summary>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        if (!_crew!.Close()) return;
        foreach (var thread in _crew.Members) thread.Join();
    }
}
