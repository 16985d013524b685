namespace SimdSeq;

/// <summary>
/// The callbacks of a run, each told once how it ends: by <see cref="Callback.OnEnd"/> or by <see cref="Callback.OnFailure"/>.
/// </summary>
internal sealed class CallbackSequence(IReadOnlyList<Callback> callbacks, TrainingRun run)
{
    private int _started;
    private int _ended;

    public void Start()
    {
        for (; _started < callbacks.Count; _started++) callbacks[_started].OnStart(run);
    }

    public void Epoch(EpochSummary epoch)
    {
        foreach (var callback in callbacks) callback.OnEpoch(run, epoch);
    }

    public void End()
    {
        while (_ended < callbacks.Count) callbacks[_ended++].OnEnd(run);
    }

    public void Fail(Exception failure)
    {
        while (_ended < _started)
        {
            try
            {
                callbacks[_ended++].OnFailure(run, failure);
            }
            catch (Exception) // the failure that came first is the one to tell, and the other callbacks have something to keep too
            {
            }
        }
    }
}
