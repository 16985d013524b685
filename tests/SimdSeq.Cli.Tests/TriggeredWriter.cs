namespace SimdSeq.Cli.Tests;

/// <summary>Output that does something when a text has been written.</summary>
internal sealed class TriggeredWriter(string trigger, Action then) : StringWriter
{
    public override void Write(string? value)
    {
        base.Write(value);
        if (ToString().Contains(trigger, StringComparison.Ordinal)) then();
    }

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));
}
