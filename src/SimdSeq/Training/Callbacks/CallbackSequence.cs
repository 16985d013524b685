namespace SimdSeq;

/// <summary>
/// The callbacks of a run, each told once how it ends: by <see cref="Callback.OnEnd"/> or by <see cref="Callback.OnFailure"/>.
/// </summary>
internal sealed class CallbackSequence(IReadOnlyList<Callback> callbacks, TrainingRun run)
{
    private int _started;
    private int _ended;

    /// <summary>Starts them; those that remember something go on with it.</summary>
    /// <param name="state">Of the run that goes on, behind its own; null when it begins.</param>
    public void Start(StateTransfer? state = null)
    {
        Callback[] remembering = state is null ? [] : Remembering();
        for (; _started < callbacks.Count; _started++)
        {
            callbacks[_started].OnStart(run);
            if (remembering.Contains(callbacks[_started])) callbacks[_started].MoveState(run, state!);
        }
    }

    public void Step(StepProgress step)
    {
        for (int i = 0; i < callbacks.Count; i++) callbacks[i].OnStep(run, step); // an enumerator would be allocated
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

    /// <summary>Writes what they remember; <see cref="Start"/> reads it.</summary>
    public void Move(StateTransfer state)
    {
        foreach (var callback in Remembering()) callback.MoveState(run, state);
    }

    /// <summary>Writes which callbacks remember something, or compares it: those that only look on may come and go.</summary>
    public void CheckSame(StateTransfer state)
    {
        Callback[] remembering = Remembering();
        state.Same("the callbacks that remember something", remembering.Length);
        foreach (var callback in remembering) state.Same("a callback", RunIdentity.Short(callback.Identity));
    }

    private Callback[] Remembering() => [.. callbacks.Where(callback =>
    {
        var counter = new StateCounter();
        callback.MoveState(run, counter);
        return counter.Moved > 0;
    })];
}
