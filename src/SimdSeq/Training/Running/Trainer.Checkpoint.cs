namespace SimdSeq;

public sealed partial class Trainer<T>
{
    /// <summary>
    /// Writes all that the next step depends on: the parameters, what the optimizer remembers, the learning rate that was set, the place
    /// in the order
    /// of samples, the states that a stateful model keeps, and a checksum. A run that goes on with it ends with the same bits. The stream
    /// stays open.
    /// </summary>
    /// <param name="stream">Where to.</param>
    /// <exception cref="InvalidOperationException">The parameters are being changed, by a step on another thread for instance.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var state = new StateWriter(stream);
        CheckSame(state);
        T[] parameters = _model.Parameters.ToArray();
        state.Move(parameters.AsSpan());
        using (_model.Use.Change()) Move(state);
        state.End();
    }

    /// <summary>
    /// Goes on where the trainer was that wrote a state. It had the same model, options and number of samples; that the samples are the
    /// same is
    /// the caller's word. What a loop of one's own remembers is not in it.
    /// </summary>
    /// <param name="stream">What <see cref="Save"/> wrote. It has to end there, and stays open.</param>
    /// <exception cref="ModelFormatException">
    /// It is no such state, damaged, or that of another run; nothing has changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">This trainer has taken steps already; or another call uses the model.</exception>
    public void Resume(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (_step > 0)
        {
            throw new InvalidOperationException(
                $"Expected a trainer that has taken no step, got one after {_step}. Open a new one to resume.");
        }

        var state = new StateReader(stream);
        CheckSame(state);
        var parameters = new T[_model.ParameterCount];
        state.Move(parameters.AsSpan());
        _model.Parameters.Set(parameters);
        using (_model.Use.Change()) Move(state);
        state.End();
        if (!double.IsNaN(_setRate)) _rate = _setRate;
        _model.TrainedBatch = _options.BatchSize;
    }

    private void CheckSame(StateTransfer state)
    {
        state.Same("the precision", typeof(T).Name);
        state.Same("the model", _model.Layout.Name);
        state.Same("the number of parameters", _model.ParameterCount);
        state.Same("the values kept from call to call", _model.Layout.KeptStateValues);
        state.Same("the optimizer", _options.Optimizer.GetType().Name);
        state.Same("the number of samples", _samples);
        state.Same("the batch size", _options.BatchSize);
        state.Same("the steps of an epoch", _options.StepsPerEpoch ?? 0);
        state.Same("the gradient slots", _batch.Slots.Count);
        state.Same("the seed", _options.Seed);
        state.Same("the shuffling", _options.Shuffle ? "on" : "off");
    }

    private void Move(StateTransfer state)
    {
        state.Move(ref _step);
        state.Move(ref _lastLoss);
        state.Move(ref _setRate);
        _order.Move(state);
        _update.Move(state);
        _model.KeptStates.Move(state, _batch.Samples.Length);
    }
}
