namespace SimdSeq.Tests;

internal static class Allocated
{
    /// <summary>
    /// The managed bytes that calling this takes on the current thread: the least of five rounds, after one to warm up. Code that allocates
    /// does so in each round; the runtime, when it compiles a method anew, allocates on the thread that came by, once.
    /// </summary>
    public static long BytesOf(Action act)
    {
        act();
        long least = long.MaxValue;
        for (int round = 0; round < 5; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            act();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
