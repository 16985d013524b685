using System.Globalization;

namespace SimdSeq;

public sealed partial class Trainer<T>
{
    private const int LookedRates = 256; // of the steps so far

    private RunIdentity? _identity;

    /// <summary>
    /// Writes all that the next step depends on: the parameters, what the optimizer remembers, the learning rate that was set, the place
    /// in the order of samples, the states that a stateful model keeps, and a checksum. A run that goes on with it ends with the same
    /// bits. The stream stays open.
    /// </summary>
    /// <param name="stream">Where to.</param>
    /// <exception cref="InvalidOperationException">The parameters are being changed, by a step on another thread for instance.</exception>
    /// <exception cref="ObjectDisposedException">The trainer is closed.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ObjectDisposedException.ThrowIf(_team.IsClosed, this);
        using var state = new StateWriter(stream);
        CheckSame(state);
        Move(state);
        state.End();
    }

    /// <summary>
    /// Goes on where the trainer was that wrote a state. It had the same model, options and samples; threads, files and the number of
    /// epochs may be others. What a loop of one's own remembers is not in it.
    /// </summary>
    /// <param name="stream">What <see cref="Save"/> wrote. It has to end there, and stays open.</param>
    /// <exception cref="ModelFormatException">
    /// It is no such state, damaged, or that of another run; nothing has changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">This trainer has taken steps already; or another call uses the model.</exception>
    /// <exception cref="ObjectDisposedException">The trainer is closed.</exception>
    public void Resume(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ObjectDisposedException.ThrowIf(_team.IsClosed, this);
        if (_step > 0)
        {
            throw new InvalidOperationException(
                $"Expected a trainer that has taken no step, got one after {_step}. Open a new one to resume.");
        }

        var state = new StateReader(stream);
        CheckSame(state);
        Move(state);
        state.End();
    }

    /// <summary>Writes what a run has to have in common with one that goes on, or compares it.</summary>
    internal void CheckSame(StateTransfer state)
    {
        _identity ??= RunIdentity.Of(_model, _train, _validation, _options, _batch.Slots.Count);
        _identity.Check(state);
        long steps = _step;
        state.Move(ref steps);
        state.Same("the learning rate", RateText(steps));
    }

    /// <summary>Writes or reads all that the next step depends on. It is read from the state of the same run.</summary>
    internal void Move(StateTransfer state)
    {
        T[] parameters = state.IsReading ? new T[_model.ParameterCount] : _model.Parameters.ToArray();
        state.Move(parameters.AsSpan());
        if (state.IsReading) _model.Parameters.Set(parameters);
        using (_model.Use.Change())
        {
            state.Move(ref _step);
            state.Move(ref _lastLoss);
            state.Move(ref _setRate);
            _order.Move(state);
            _update.Move(state);
            _model.KeptStates.Move(state, _batch.Samples.Length);
        }

        if (!state.IsReading) return;
        if (!double.IsNaN(_setRate)) _rate = _setRate;
        _model.TrainedBatch = _options.BatchSize;
    }

    /// <summary>Writes or reads what metrics have counted of an epoch that is half done.</summary>
    internal void MoveMetrics(StateTransfer state) => _batch.Metrics.MoveState(state);

    // The optimizer's rates of the steps so far, of as many as tell schedules apart: what comes later may be another.
    private string RateText(long steps)
    {
        var schedule = _options.Optimizer.LearningRate;
        long looked = Math.Clamp(steps, 1, LookedRates);
        var rates = Enumerable.Range(0, (int)looked).Select(i => schedule.At(looked == 1 ? 0 : i * (steps - 1) / (looked - 1)));
        return RunIdentity.Short(string.Join(", ",
            rates.Distinct().Select(rate => rate.ToString("R", CultureInfo.InvariantCulture))));
    }
}
