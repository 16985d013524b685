namespace SimdSeq;

/// <summary>Work that is divided among threads by itself: every thread calls <see cref="Run"/> once and takes pieces until none is left.</summary>
internal interface IWork
{
    /// <param name="worker">0 to threads - 1; the calling thread is 0.</param>
    void Run(int worker);
}

/// <summary>
/// Threads that stay between pieces of work, so that handing out work allocates nothing and costs microseconds. A waiting thread spins
/// for a moment, as the next training step comes at once, then sleeps.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private const int Spins = 200;

    private readonly Thread[] _threads;
    private readonly SemaphoreSlim[] _wakeUps;
    private readonly ManualResetEventSlim _done = new(false, Spins);
    private IWork? _work;
    private Exception? _failure;
    private int _busy;
    private volatile bool _isClosing;

    public WorkerTeam(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _threads = new Thread[threads - 1];
        _wakeUps = new SemaphoreSlim[threads - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int worker = i + 1;
            _wakeUps[i] = new SemaphoreSlim(0);
            _threads[i] = new Thread(() => Work(worker)) { IsBackground = true, Name = $"SimdSeq worker {worker}" };
            _threads[i].Start();
        }
    }

    public int Threads => _threads.Length + 1;

    /// <summary>Bytes that the team's own threads have allocated in the last piece of work.</summary>
    public long AllocatedBytes => Interlocked.Read(ref _allocatedBytes);

    private long _allocatedBytes;

    /// <summary>Runs the work on every thread and returns when all are done. The first failure is thrown here.</summary>
    public void Run(IWork work)
    {
        _allocatedBytes = 0;
        if (_threads.Length == 0)
        {
            work.Run(0);
            return;
        }

        _work = work;
        _failure = null;
        _busy = _threads.Length;
        _done.Reset();
        foreach (var wakeUp in _wakeUps) wakeUp.Release();
        try
        {
            work.Run(0);
        }
        finally
        {
            _done.Wait();
        }

        if (_failure is { } failure) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    public void Dispose()
    {
        if (_isClosing) return;
        _isClosing = true;
        foreach (var wakeUp in _wakeUps) wakeUp.Release();
        foreach (var thread in _threads) thread.Join();
        foreach (var wakeUp in _wakeUps) wakeUp.Dispose();
        _done.Dispose();
    }

    private void Work(int worker)
    {
        while (true)
        {
            var spinner = new SpinWait();
            while (_wakeUps[worker - 1].CurrentCount == 0 && spinner.Count < Spins) spinner.SpinOnce(sleep1Threshold: -1);
            _wakeUps[worker - 1].Wait();
            if (_isClosing) return;
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                _work!.Run(worker);
            }
            catch (Exception failure)
            {
                Interlocked.CompareExchange(ref _failure, failure, null);
            }

            Interlocked.Add(ref _allocatedBytes, GC.GetAllocatedBytesForCurrentThread() - before);
            if (Interlocked.Decrement(ref _busy) == 0) _done.Set();
        }
    }
}
