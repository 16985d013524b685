namespace SimdSeq.Kernels;

/// <summary>
/// Threads of a team that have no tile, or no more: they take parts of what the others share until those are done. They spin meanwhile, as
/// parts come every few microseconds, and only where the model has shown something worth sharing.
/// </summary>
internal sealed unsafe class IdleThreads
{
    /// <summary>Vain looks, some milliseconds of them, after which a thread sleeps: its team waits for something else.</summary>
    private const int Patience = 5000;

    private readonly SharedWork[] _work; // of each thread that has tiles
    private int _owners;
    private int _count;

    /// <param name="threads">Threads of the team.</param>
    /// <param name="owners">Those that have tiles: the first ones.</param>
    public IdleThreads(int threads, int owners)
    {
        Threads = threads;
        _work = new SharedWork[owners];
        for (int i = 0; i < owners; i++) _work[i] = new SharedWork(this);
    }

    /// <summary>All threads.</summary>
    public int Threads { get; }

    /// <summary>How many are idle now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Before the threads start: all owners have tiles.</summary>
    public void Begin() => _owners = _work.Length;

    /// <summary>Each owner, before its first tile.</summary>
    public void Enter(int owner) => SharedWork.OfThread = _work[owner];

    /// <summary>Each owner, after its last one.</summary>
    public void Leave()
    {
        SharedWork.OfThread = null;
        Interlocked.Decrement(ref _owners);
    }

    /// <summary>Takes parts until no thread has a tile.</summary>
    /// <param name="scratch">The present thread's scratch memory.</param>
    public void Help(void* scratch)
    {
        if (!Array.Exists(_work, static work => work.WasWanted)) return;
        Interlocked.Increment(ref _count);
        var spinner = new SpinWait();
        while (Volatile.Read(ref _owners) > 0)
        {
            bool hasHelped = false;
            foreach (var work in _work) hasHelped |= work.Help(scratch);
            if (hasHelped) spinner.Reset();
            else spinner.SpinOnce(Patience); // may yield
        }

        Interlocked.Decrement(ref _count);
    }
}
