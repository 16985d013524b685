using System.Runtime.CompilerServices;

namespace SimdSeq.Kernels;

/// <summary>
/// Work of one thread in parts, which threads that have no tile take too. A part has sums of its own, in their usual order: who takes it
/// changes no bit. Nothing is allocated and no thread sleeps meanwhile; handing out costs less than a microsecond.
/// </summary>
internal sealed unsafe class SharedWork(IdleThreads idle)
{
    /// <summary>Multiply-adds of a lane that are worth handing out: some microseconds.</summary>
    private const int Least = 1 << 15;

    /// <summary>
    /// Those that make a thread wait for parts awake, a millisecond: in smaller models it would take more from the others than it gives.
    /// </summary>
    private const int Worth = 1 << 22;

    /// <summary>Parts for each thread: the last one to finish is not long alone.</summary>
    private const int PartsOfThread = 4;

    [ThreadStatic]
    private static SharedWork? _ofThread;

    private delegate*<void*, int, void*, void> _take;
    private void* _work;
    private int _parts;
    private int _taken;
    private int _isOpen;
    private int _visitors;

    /// <summary>What the present thread hands out; null: it works alone.</summary>
    public static SharedWork? OfThread
    {
        get => _ofThread;
        set => _ofThread = value;
    }

    /// <summary>Whether there was something worth waiting for.</summary>
    public bool WasWanted { get; private set; }

    /// <summary>Whether work of the present thread is large enough to share, and a thread is idle.</summary>
    /// <param name="multiplyAdds">Multiply-adds of a lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPossible(long multiplyAdds) => multiplyAdds >= Least && _ofThread is { } own && own.HasHelp(multiplyAdds);

    /// <summary>How many of so many units make a part.</summary>
    public static int UnitsOfPart(int units)
    {
        int parts = PartsOfThread * _ofThread!.Threads;
        return (units + parts - 1) / parts;
    }

    /// <summary>Does the work with the threads that are idle, and returns when it is done.</summary>
    /// <param name="take">Does one part, given the work, its number and the taking thread's scratch memory.</param>
    /// <param name="work">What it is about.</param>
    /// <param name="parts">How many parts it has.</param>
    /// <param name="scratch">The present thread's scratch memory.</param>
    public static void Run(delegate*<void*, int, void*, void> take, void* work, int parts, void* scratch) =>
        _ofThread!.RunParts(take, work, parts, scratch);

    /// <summary>Takes parts until none is left.</summary>
    /// <returns>Whether there was any.</returns>
    public bool Help(void* scratch)
    {
        if (Volatile.Read(ref _isOpen) == 0 || Volatile.Read(ref _taken) >= _parts) return false;

        // Who comes in before it is closed may stay; who comes later sees that it is closed. The owner waits for those inside.
        Interlocked.Increment(ref _visitors);
        bool isOpen = Volatile.Read(ref _isOpen) != 0;
        if (isOpen) TakeParts(scratch);
        Interlocked.Decrement(ref _visitors);
        return isOpen;
    }

    private int Threads => idle.Threads;

    private bool HasHelp(long multiplyAdds)
    {
        if (multiplyAdds >= Worth) WasWanted = true;
        return idle.Count > 0;
    }

    private void RunParts(delegate*<void*, int, void*, void> take, void* work, int parts, void* scratch)
    {
        _take = take;
        _work = work;
        (_parts, _taken) = (parts, 0);
        Volatile.Write(ref _isOpen, 1);
        TakeParts(scratch);
        Interlocked.Exchange(ref _isOpen, 0);
        var spinner = new SpinWait();
        while (Volatile.Read(ref _visitors) > 0) spinner.SpinOnce(sleep1Threshold: -1);
    }

    private void TakeParts(void* scratch)
    {
        for (int part; (part = Interlocked.Increment(ref _taken) - 1) < _parts;) _take(_work, part, scratch);
    }
}
