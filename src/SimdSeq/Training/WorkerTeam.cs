using System.Runtime.ExceptionServices;

namespace SimdSeq;

/// <summary>Work that is divided among threads by itself: every thread calls <see cref="Run"/> once and takes pieces until none is left.</summary>
internal interface IWork
{
    /// <param name="worker">0 to threads - 1; the calling thread is 0.</param>
    void Run(int worker);
}

/// <summary>
/// Threads that stay between pieces of work, so that handing out work allocates nothing and costs microseconds. A waiting thread spins
/// for a moment, as the next training step comes at once, then sleeps. Both directions are semaphores: one release a thread and piece to
/// start it, one release by the last to finish. One thread at a time may call <see cref="Run"/> and <see cref="Dispose"/>.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private const int Spins = 200;

    private readonly List<Thread> _threads = [];
    private readonly SemaphoreSlim[] _wakeUps;
    private readonly SemaphoreSlim _done = new(0);
    private IWork? _work;
    private volatile Exception? _failure;
    private int _busy;
    private long _allocatedBytes;
    private volatile bool _isClosing;

    public WorkerTeam(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _wakeUps = new SemaphoreSlim[threads - 1];
        for (int i = 0; i < _wakeUps.Length; i++) _wakeUps[i] = new SemaphoreSlim(0);
        try
        {
            for (int worker = 1; worker < threads; worker++)
            {
                int number = worker;
                var thread = new Thread(() => Work(number)) { IsBackground = true, Name = $"SimdSeq worker {number}" };
                thread.Start();
                _threads.Add(thread);
            }
        }
        catch
        {
            Dispose(); // the system gives no more threads: those that run must not stay
            throw;
        }
    }

    public int Threads { get; }

    /// <summary>Whether it takes no more work.</summary>
    public bool IsClosed => _isClosing;

    /// <summary>Bytes that the team's own threads have allocated since it began.</summary>
    public long AllocatedBytes => Interlocked.Read(ref _allocatedBytes);

    /// <summary>Whether a thread has failed at the present piece of work: the others should take no more of it.</summary>
    public bool HasFailed => _failure is not null;

    /// <summary>
    /// Runs the work on every thread and returns when all are done, also when one fails: then the first failure is thrown, and the team
    /// is ready for the next piece.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The team is closed.</exception>
    public void Run(IWork work)
    {
        ObjectDisposedException.ThrowIf(_isClosing, this);
        _work = work;
        _failure = null;
        _busy = Threads;
        foreach (var wakeUp in _wakeUps) wakeUp.Release(); // publishes the fields above
        Take(work, worker: 0);
        Wait(_done);
        _work = null;
        if (_failure is { } failure) ExceptionDispatchInfo.Throw(failure);
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

    private static void Wait(SemaphoreSlim semaphore)
    {
        // Without sleeping: a sleep of a millisecond is longer than many a training step.
        var spinner = new SpinWait();
        while (semaphore.CurrentCount == 0 && spinner.Count < Spins) spinner.SpinOnce(sleep1Threshold: -1);
        semaphore.Wait();
    }

    private void Work(int worker)
    {
        while (true)
        {
            Wait(_wakeUps[worker - 1]);
            if (_isClosing) return;
            long before = GC.GetAllocatedBytesForCurrentThread();
            Take(_work!, worker, before);
        }
    }

    // The last one to finish, be it the caller, ends the piece. Nothing of the piece is touched after that.
    private void Take(IWork work, int worker, long? allocatedBefore = null)
    {
        try
        {
            work.Run(worker);
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
        }

        if (allocatedBefore is { } before) Interlocked.Add(ref _allocatedBytes, GC.GetAllocatedBytesForCurrentThread() - before);
        if (Interlocked.Decrement(ref _busy) == 0) _done.Release();
    }
}
