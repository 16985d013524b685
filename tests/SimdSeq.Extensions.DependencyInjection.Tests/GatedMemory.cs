using System.Buffers;

namespace SimdSeq.Extensions.Tests;

/// <summary>Memory that whoever reads it waits for: a batch that does not end until it may.</summary>
internal sealed class GatedMemory(float[] values) : MemoryManager<float>
{
    private readonly ManualResetEventSlim _isRead = new(), _mayGoOn = new();

    public Memory<float> Whole => CreateMemory(values.Length);

    public void WaitUntilRead() => Assert.True(_isRead.Wait(TimeSpan.FromMinutes(2)), "it hangs");

    public void LetGoOn() => _mayGoOn.Set();

    public override Span<float> GetSpan()
    {
        _isRead.Set();
        Assert.True(_mayGoOn.Wait(TimeSpan.FromMinutes(2)), "it hangs");
        return values;
    }

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    public override void Unpin() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _isRead.Dispose();
        _mayGoOn.Dispose();
    }
}
