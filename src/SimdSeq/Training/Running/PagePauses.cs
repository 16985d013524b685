using System.Diagnostics;

namespace SimdSeq;

/// <summary>Lets the one thread of a browser's page do what else there is, some fifty times a second, between pieces of work.</summary>
internal sealed class PagePauses
{
    private static readonly TimeSpan BetweenPauses = TimeSpan.FromMilliseconds(16);

    private long _last = Stopwatch.GetTimestamp();

    /// <summary>To be awaited after each piece.</summary>
    public Task RestAsync() => Stopwatch.GetElapsedTime(_last) < BetweenPauses ? Task.CompletedTask : PauseAsync();

    private async Task PauseAsync()
    {
        await Task.Delay(1).ConfigureAwait(false); // what is due is drawn and answered; a yield comes before timers
        _last = Stopwatch.GetTimestamp();
    }
}
