using System.Diagnostics.CodeAnalysis;

namespace SimdSeq;

/// <summary>
/// Who uses a model at this moment. Calls that only read it run beside each other; one that changes it has it alone. Nobody waits: a call
/// that would meet another throws, before it has touched anything. A call enters once, however many tiles it works on.
/// </summary>
/// <param name="model">The model's name, for messages.</param>
internal sealed class ModelUse(string model)
{
    private const int Changing = -1; // parameters are computed, set or loaded
    private const int GoingOn = -2; // the kept states of a stateful model move
    private const int Fitted = 1 << 30; // in a run of Fit, which keeps other threads out between its steps too

    private int _users; // calls that read, and Fitted; or what the one has that is alone
    private int _changes; // odd while parameters are being written
    private int _fittingThread;

    /// <summary>Counts the changes of the parameters: odd while one is under way.</summary>
    public int Changes => Volatile.Read(ref _changes);

    /// <summary>Whether a training step is under way, or parameters are being set.</summary>
    public bool IsChanging => Volatile.Read(ref _users) == Changing;

    /// <summary>Whether parameters were written since they were counted, while their reader did not enter the model.</summary>
    /// <param name="changes">The count before they were read.</param>
    public bool HasChangedSince(int changes)
    {
        Volatile.ReadBarrier(); // what was read was read before the count is
        return Volatile.Read(ref _changes) != changes;
    }

    /// <summary>For a call that reads parameters and has its own memory.</summary>
    /// <exception cref="InvalidOperationException">The model is being changed.</exception>
    public Scope Read()
    {
        for (int users = Volatile.Read(ref _users); ; users = Volatile.Read(ref _users))
        {
            if (users < 0) ThrowInUse(users);
            if ((users & Fitted) != 0 && !IsFittedHere) ThrowInUse(Changing);
            if (Interlocked.CompareExchange(ref _users, users + 1, users) == users) return new Scope(this);
        }
    }

    /// <summary>For a call that moves the kept states of a stateful model.</summary>
    /// <exception cref="InvalidOperationException">The model is in use.</exception>
    public Scope GoOn() => Alone(GoingOn);

    /// <summary>For a call that changes parameters.</summary>
    /// <exception cref="InvalidOperationException">The model is in use.</exception>
    public Scope Change() => Alone(Changing);

    /// <summary>
    /// For a whole run of <c>Fit</c>: between its steps the model is free for the thread that it runs on, which is that of its callbacks.
    /// </summary>
    /// <exception cref="InvalidOperationException">The model is in use, or in another run.</exception>
    public FitScope Fit()
    {
        using (Change())
        {
            if (_fittingThread != 0)
                throw new InvalidOperationException($"{model} is in a run of Fit already: a callback cannot begin another. {WayOut}");
            Volatile.Write(ref _fittingThread, Environment.CurrentManagedThreadId); // Fitted at the end of this scope
        }

        return new FitScope(this);
    }

    /// <summary>Before parameters are written.</summary>
    public void BeginWriting() => Interlocked.Increment(ref _changes);

    /// <summary>After parameters are written, also when that failed.</summary>
    public void EndWriting() => Interlocked.Increment(ref _changes);

    /// <summary>What a stream says that met a change.</summary>
    [DoesNotReturn]
    public void ThrowChanging() => ThrowInUse(Changing);

    private const string WayOut = "Make such calls one after another, or give each thread a model of its own, with the parameters copied.";

    private bool IsFittedHere => Volatile.Read(ref _fittingThread) == Environment.CurrentManagedThreadId;

    private Scope Alone(int what)
    {
        int nobody = IsFittedHere ? Fitted : 0, users = Interlocked.CompareExchange(ref _users, what, nobody);
        if (users != nobody) ThrowInUse(users < 0 ? users : (users & Fitted) == nobody ? users & ~Fitted : Changing);
        return new Scope(this);
    }

    [DoesNotReturn]
    private void ThrowInUse(int users) => throw new InvalidOperationException(users switch
    {
        GoingOn => $"{model} is stateful and answers another call, which moves the states that this one would begin with. "
            + "Make such calls one after another, or open a stream for each thread.",
        > 0 => $"{model} is read by {users} other {(users == 1 ? "call" : "calls")} (a prediction, a measurement or a save), "
            + $"so it cannot change now. {WayOut}",
        _ => $"{model} is being trained, or its parameters are being set, by another call. {WayOut}",
    });

    private void Leave()
    {
        if (Volatile.Read(ref _users) < 0) Volatile.Write(ref _users, Volatile.Read(ref _fittingThread) == 0 ? 0 : Fitted);
        else Interlocked.Decrement(ref _users);
    }

    private void EndFit()
    {
        Volatile.Write(ref _fittingThread, 0);
        Interlocked.And(ref _users, ~Fitted);
    }

    /// <summary>Ends with the call.</summary>
    public readonly struct Scope(ModelUse use) : IDisposable
    {
        public void Dispose() => use.Leave();
    }

    /// <summary>Ends with the run.</summary>
    public readonly struct FitScope(ModelUse use) : IDisposable
    {
        public void Dispose() => use.EndFit();
    }
}
