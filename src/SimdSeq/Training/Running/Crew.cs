using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace SimdSeq;

/// <summary>
/// What the threads of a <see cref="WorkerTeam"/> share. A waiting thread spins for a moment, as the next training step comes at once, then
/// sleeps. Both directions are semaphores: one release a thread and piece to start it, one release by the last to finish. No wait can be
/// left by one side alone: an interrupted thread goes on waiting and is interrupted afterwards.
/// </summary>
internal sealed class Crew
{
    private const int Spins = 200;

    // A crew at work that is to end becomes closed at the end of that work.
    private const int Idle = 0;
    private const int Working = 1;
    private const int Ending = 2;
    private const int Closed = 3;

    private readonly List<Thread> _threads = [];
    private readonly SemaphoreSlim[] _wakeUps;
    private readonly SemaphoreSlim _done = new(0);
    private IWork? _work;
    private volatile Exception? _failure;
    private volatile int _state;
    private int _busy;
    private long _allocatedBytes;

    public Crew(int threads)
    {
        _wakeUps = new SemaphoreSlim[threads - 1];
        for (int i = 0; i < _wakeUps.Length; i++) _wakeUps[i] = new SemaphoreSlim(0);
    }

    public IReadOnlyList<Thread> Members => _threads;

    public bool IsClosed => _state >= Ending;

    public long AllocatedBytes => Interlocked.Read(ref _allocatedBytes);

    public bool HasFailed => _failure is not null;

    public void Start()
    {
        for (int worker = 1; worker <= _wakeUps.Length; worker++)
        {
            int number = worker;
            var thread = new Thread(() => Work(number)) { IsBackground = true, Name = $"SimdSeq worker {number}" };
            thread.Start();
            _threads.Add(thread);
        }
    }

    public void Run(IWork work)
    {
        int state = Interlocked.CompareExchange(ref _state, Working, Idle);
        ObjectDisposedException.ThrowIf(state >= Ending, typeof(WorkerTeam));
        if (state != Idle) throw new InvalidOperationException("The threads are at work for another call. Make such calls one after "
            + "another.");

        _work = work;
        _failure = null;
        _busy = _wakeUps.Length + 1;
        bool isInterrupted = false;
        foreach (var wakeUp in _wakeUps) isInterrupted |= Release(wakeUp); // publishes the fields above
        Take(work, worker: 0);
        isInterrupted |= Wait(_done);
        _work = null;
        var failure = _failure;
        if (Interlocked.CompareExchange(ref _state, Idle, Working) == Ending) End();
        if (isInterrupted) Thread.CurrentThread.Interrupt();
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Lets the threads end.</summary>
    /// <returns>Whether they end now, and were not told before; else those at work end after it.</returns>
    public bool Close()
    {
        while (true)
        {
            switch (Interlocked.CompareExchange(ref _state, Closed, Idle))
            {
                case Idle:
                    End();
                    return true;
                case Working:
                    if (Interlocked.CompareExchange(ref _state, Ending, Working) == Working) return false;
                    break; // it has just become idle
                default:
                    return false;
            }
        }
    }

    private void End()
    {
        _state = Closed;
        foreach (var wakeUp in _wakeUps) Release(wakeUp);
    }

    private void Work(int worker)
    {
        while (true)
        {
            Wait(_wakeUps[worker - 1]);
            if (_state == Closed) return;
            TakeNext(worker);
        }
    }

    // A method of its own: nothing of the work may stay on the stack of a thread that waits, or its owner would never be collected.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeNext(int worker)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Take(_work!, worker, before);
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
        if (Interlocked.Decrement(ref _busy) == 0) Release(_done);
    }

    /// <returns>Whether the thread was interrupted meanwhile.</returns>
    private static bool Wait(SemaphoreSlim semaphore)
    {
        // Without sleeping: a sleep of a millisecond is longer than many a training step.
        var spinner = new SpinWait();
        for (bool isInterrupted = false; ;)
        {
            try
            {
                // may yield, as a wait does
                while (semaphore.CurrentCount == 0 && spinner.Count < Spins) spinner.SpinOnce(sleep1Threshold: -1);
                semaphore.Wait();
                return isInterrupted;
            }
            catch (ThreadInterruptedException)
            {
                isInterrupted = true;
            }
        }
    }

    // The lock inside can be interrupted too, before anything is released.
    private static bool Release(SemaphoreSlim semaphore)
    {
        for (bool isInterrupted = false; ;)
        {
            try
            {
                semaphore.Release();
                return isInterrupted;
            }
            catch (ThreadInterruptedException)
            {
                isInterrupted = true;
            }
        }
    }
}
