namespace SimdSeq;

/// <summary>
/// Memory that calls rent and give back: any number of threads, no lock. What has been made once stays in a chain that only grows, so that
/// renting allocates nothing as long as no more are in use at once than ever before.
/// </summary>
/// <typeparam name="TItem">What is rented.</typeparam>
/// <param name="make">Makes one more.</param>
internal sealed class Pool<TItem>(Func<TItem> make) where TItem : class
{
    private Lease? _first;

    /// <summary>How many have been made.</summary>
    public int Count
    {
        get
        {
            int count = 0;
            for (var lease = Volatile.Read(ref _first); lease is not null; lease = lease.Next) count++;
            return count;
        }
    }

    /// <summary>
    /// Rents one; disposing of the lease gives it back. On one thread, the same that were rented before come in the same order.
    /// </summary>
    public Lease Rent()
    {
        for (var lease = Volatile.Read(ref _first); lease is not null; lease = lease.Next)
        {
            if (lease.TryTake()) return lease;
        }

        var made = new Lease(make());
        do made.Next = Volatile.Read(ref _first);
        while (Interlocked.CompareExchange(ref _first, made, made.Next) != made.Next);
        return made;
    }

    /// <summary>Rents several.</summary>
    public void Rent(Span<Lease?> leases)
    {
        foreach (ref var lease in leases) lease = Rent();
    }

    /// <summary>Gives several back, those that were rented.</summary>
    public static void Return(Span<Lease?> leases)
    {
        foreach (ref var lease in leases)
        {
            lease?.Dispose();
            lease = null;
        }
    }

    /// <summary>Makes sure that there are so many.</summary>
    public void Reserve(int count)
    {
        var leases = new Lease?[count];
        try
        {
            Rent(leases);
        }
        finally
        {
            Return(leases);
        }
    }

    /// <summary>One of the chain, and whether it is rented.</summary>
    internal sealed class Lease(TItem item) : IDisposable
    {
        private int _isTaken = 1;

        public TItem Item => item;

        public Lease? Next { get; set; }

        public bool TryTake() => Volatile.Read(ref _isTaken) == 0 && Interlocked.CompareExchange(ref _isTaken, 1, 0) == 0;

        public void Dispose() => Volatile.Write(ref _isTaken, 0);
    }
}
