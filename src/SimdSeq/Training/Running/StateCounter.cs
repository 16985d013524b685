namespace SimdSeq;

/// <summary>Takes a state without keeping it: to see whether there is one.</summary>
internal sealed class StateCounter : StateTransfer
{
    /// <summary>Values so far.</summary>
    public long Moved { get; private set; }

    public override bool IsReading => false;

    public override void Move(ref long value) => Moved++;

    public override void Move<T>(Span<T> values) => Moved += values.Length;

    internal override void Same(string what, string value) => Moved++;
}
