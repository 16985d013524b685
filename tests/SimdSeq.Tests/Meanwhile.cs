namespace SimdSeq.Tests;

/// <summary>Something that another thread does, and that has to come to an end.</summary>
internal static class Meanwhile
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    /// <summary>Calls it on a thread of its own; what it throws is thrown here. A call that hangs fails.</summary>
    public static void On(Action act) => Wait(Begin(act));

    /// <summary>The same on several threads at once, each with its number.</summary>
    public static void On(int threads, Action<int> act)
    {
        using var start = new Barrier(threads);
        Task[] tasks = [.. Enumerable.Range(0, threads).Select(number => Begin(() =>
        {
            start.SignalAndWait(Long);
            act(number);
        }))];
        foreach (var task in tasks) Wait(task);
    }

    public static Task Begin(Action act) => Task.Factory.StartNew(
        act, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public static void Wait(Task task)
    {
        Assert.True(((IAsyncResult)task).AsyncWaitHandle.WaitOne(Long), "it hangs");
        task.GetAwaiter().GetResult();
    }

    public static void Wait(WaitHandle handle) => Assert.True(handle.WaitOne(Long), "it hangs");
}
