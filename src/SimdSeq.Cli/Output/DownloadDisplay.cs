using System.Globalization;
using SimdSeq.Datasets;
using Spectre.Console;

namespace SimdSeq.Cli;

/// <summary>Shows a download while it runs: a bar on a terminal, a line for every tenth elsewhere.</summary>
internal sealed class DownloadDisplay : IProgress<DownloadProgress>
{
    private const long LineEvery = 16 << 20; // when the size is not known

    private readonly Terminal _terminal;
    private ProgressTask? _bar;
    private DownloadProgress _last;
    private long _lastLine = -1;

    private DownloadDisplay(Terminal terminal) => _terminal = terminal;

    /// <summary>Shows what <paramref name="download"/> does.</summary>
    public static Task<DownloadResult> ShowAsync(
        Terminal terminal, string name, Func<IProgress<DownloadProgress>, Task<DownloadResult>> download)
    {
        var display = new DownloadDisplay(terminal);
        if (!terminal.IsLive) return download(display);
        Progress progress = terminal.Out.Progress().AutoClear(true).Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
            new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn());
        return progress.StartAsync(context =>
        {
            display._bar = context.AddTask(Markup.Escape(name));
            return download(display);
        });
    }

    /// <inheritdoc/>
    public void Report(DownloadProgress value)
    {
        if (value.Url != _last.Url || value.Attempt != _last.Attempt) Announce(value);
        _last = value;
        if (_bar is { } bar)
        {
            bar.IsIndeterminate = value.Total is null;
            bar.MaxValue = value.Total ?? value.Received + 1;
            bar.Value = value.Received;
            return;
        }

        long line = value.Total is > 0 and { } total ? value.Received * 10 / total : value.Received / LineEvery;
        if (line == _lastLine) return;
        _lastLine = line;
        string of = value.Total is { } all ? $" of {ByteCount.Format(all)}" : "";
        _terminal.OutWriter.WriteLine(ByteCount.Format(value.Received) + of);
    }

    private void Announce(DownloadProgress value)
    {
        _lastLine = -1;
        string attempt = value.Attempt > 1 ? string.Create(CultureInfo.InvariantCulture, $", attempt {value.Attempt}") : "";
        string resumed = value.Received > 0 ? $", continuing after {ByteCount.Format(value.Received)}" : "";
        _terminal.Fact("From", $"{value.Url}{attempt}{resumed}");
    }
}
