namespace SimdSeq.Cli.Tests;

/// <summary>Output that cancels when a text has been written.</summary>
internal sealed class CancellingWriter(string trigger, CancellationTokenSource cancellation) : StringWriter
{
    public override void Write(string? value)
    {
        base.Write(value);
        if (ToString().Contains(trigger, StringComparison.Ordinal)) cancellation.Cancel();
    }

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));
}
