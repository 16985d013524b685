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

    private int _users; // calls that read, or what the one has that is alone
    private int _changes; // odd while parameters are being written
    private int _fittingThread;

    /// <summary>Counts the changes of the parameters: odd while one is under way.</summary>
    public int Changes => Volatile.Read(ref _changes);

    /// <summary>Whether a training step is under way, or parameters are being set.</summary>
    public bool IsChanging => Volatile.Read(ref _users) == Changing;

    /// <summary>For a call that reads parameters and has its own memory.</summary>
    /// <exception cref="InvalidOperationException">The model is being changed.</exception>
    public Scope Read()
    {
        for (int users = Volatile.Read(ref _users); ; users = Volatile.Read(ref _users))
        {
            if (users < 0 || IsFittedElsewhere) ThrowInUse(users);
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
            Volatile.Write(ref _fittingThread, Environment.CurrentManagedThreadId);
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

    private bool IsFittedElsewhere => Volatile.Read(ref _fittingThread) is not 0 and var thread
        && thread != Environment.CurrentManagedThreadId;

    private Scope Alone(int what)
    {
        int users = IsFittedElsewhere ? Changing : Interlocked.CompareExchange(ref _users, what, 0);
        if (users != 0) ThrowInUse(users);
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
        if (Volatile.Read(ref _users) < 0) Volatile.Write(ref _users, 0);
        else Interlocked.Decrement(ref _users);
    }

    /// <summary>Ends with the call.</summary>
    public readonly struct Scope(ModelUse use) : IDisposable
    {
        public void Dispose() => use.Leave();
    }

    /// <summary>Ends with the run.</summary>
    public readonly struct FitScope(ModelUse use) : IDisposable
    {
        public void Dispose() => Volatile.Write(ref use._fittingThread, 0);
    }
}
