using System.Numerics;
using System.Threading.Channels;

namespace SimdSeq;

/// <summary>
/// Answers requests that come at the same time together. A model takes as long for one sample as for the 8 or 16 that fill its vectors,
/// so a busy service does with one pass what it would do with many; each answer has the bits that <c>Predict</c> gives for it alone. Any
/// number of threads may ask. The queue is bounded: who asks while it is full waits for room, so that memory is bounded too.
/// </summary>
/// <typeparam name="TModel">The model.</typeparam>
/// <typeparam name="T">Its precision.</typeparam>
public sealed class BatchingPredictor<TModel, T> : IAsyncDisposable, IDisposable
    where TModel : SequenceModel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TModel _model;
    private readonly Channel<BatchedRequest<T>> _queue;
    private readonly BatchLoop<T>[] _loops;
    private readonly Task _end;

    /// <summary>Begins to wait for requests.</summary>
    /// <param name="model">The model. It is not to change while requests wait: those that meet a change get its exception.</param>
    /// <param name="options">Sizes and waiting times.</param>
    /// <exception cref="ArgumentException">
    /// The model has layers declared <c>stateful: true</c>: its answers depend on the order of requests.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is.</exception>
    public BatchingPredictor(TModel model, BatchingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new BatchingOptions();
        options.Check();
        if (model.IsStateful)
        {
            throw new ArgumentException($"{typeof(TModel).Name} has layers declared stateful: true, so an answer depends on the requests "
                + "before it. Open a stream for each sender, or declare the layers without.", nameof(model));
        }

        long widest = Array.MaxLength / Math.Max(model.SampleValues, model.Outputs);
        if (options.MaximalBatch > widest)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.MaximalBatch, $"{nameof(options.MaximalBatch)} is at most "
                + $"{widest} samples of {typeof(TModel).Name}, which fill the longest array; got {options.MaximalBatch}.");
        }

        _model = model;
        _queue = Channel.CreateBounded<BatchedRequest<T>>(new BoundedChannelOptions(options.QueueCapacity));
        int threads = options.Threads ?? Math.Max(1, Environment.ProcessorCount / 2);
        _loops = [.. Enumerable.Range(0, threads)
            .Select(_ => new BatchLoop<T>(model, _queue.Reader, options.MaximalBatch, options.MaximalDelay))];
        using var flow = ExecutionContext.SuppressFlow(); // not that of the request that happens to be the first
        _end = Task.WhenAll(_loops.Select(loop => Task.Run(loop.RunAsync)));
    }

    /// <summary>Batches that were answered so far.</summary>
    public long Batches => _loops.Sum(loop => loop.Batches);

    /// <summary>Samples in them.</summary>
    public long Samples => _loops.Sum(loop => loop.Samples);

    /// <summary>Answers a request of one sample or several.</summary>
    /// <param name="inputs">Samples <c>[sample][step][feature]</c>. They are not to change before the answer is there.</param>
    /// <param name="cancellation">
    /// Gives the request up as long as it waits. What is being answered is answered, within the time of a batch.
    /// </param>
    /// <returns><c>Outputs</c> values for each sample.</returns>
    /// <inheritdoc cref="PredictAsync(ReadOnlyMemory{T}, ReadOnlyMemory{int}, Memory{T}, CancellationToken)" path="/exception"/>
    public async Task<T[]> PredictAsync(ReadOnlyMemory<T> inputs, CancellationToken cancellation = default)
    {
        var outputs = new T[inputs.Length / _model.SampleValues * _model.Outputs];
        await PredictAsync(inputs, default, outputs, cancellation).ConfigureAwait(false);
        return outputs;
    }

    /// <summary>Answers a request of one sample or several, which may differ in length, into memory.</summary>
    /// <param name="inputs">Samples <c>[sample][step][feature]</c>. They are not to change before the answer is there.</param>
    /// <param name="lengths">The lengths as <c>Predict</c> takes them; empty when all samples have all steps.</param>
    /// <param name="outputs">Receives <c>Outputs</c> values for each sample. It is not to be used for anything else meanwhile.</param>
    /// <param name="cancellation">
    /// Gives the request up as long as it waits. What is being answered is answered, within the time of a batch.
    /// </param>
    /// <returns>Ends when the answer is there.</returns>
    /// <exception cref="ArgumentException">A length does not fit. Other requests do not suffer from it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is no row of an <c>Embedding</c>; neither from this.</exception>
    /// <exception cref="InvalidOperationException">The model is being changed.</exception>
    /// <exception cref="ObjectDisposedException">The predictor is closed.</exception>
    /// <exception cref="OperationCanceledException">The request is cancelled.</exception>
    public async Task PredictAsync(
        ReadOnlyMemory<T> inputs, ReadOnlyMemory<int> lengths, Memory<T> outputs, CancellationToken cancellation = default)
    {
        int samples = CheckedSamples(inputs.Length, outputs.Length, lengths.Length);
        cancellation.ThrowIfCancellationRequested();
        if (samples == 0) return;
        var request = new BatchedRequest<T>(inputs, lengths, outputs, samples);
        try
        {
            await _queue.Writer.WriteAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(BatchingPredictor<TModel, T>), $"The predictor of {typeof(TModel).Name} is closed.");
        }

        using (cancellation.UnsafeRegister(
            static (state, cancelled) => ((BatchedRequest<T>)state!).Cancel(cancelled), request))
        {
            await request.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Takes no more requests, and ends when those that wait are answered.</summary>
    /// <returns>Ends then.</returns>
    public ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        return new ValueTask(_end);
    }

    /// <summary>Takes no more requests. Those that wait are still answered.</summary>
    public void Dispose() => _queue.Writer.TryComplete();

    private int CheckedSamples(int inputs, int outputs, int lengths)
    {
        int width = _model.SampleValues, samples = inputs / width;
        if (inputs % width != 0)
            throw new ArgumentException($"A sample of {typeof(TModel).Name} has {width} values; got {inputs} values, no whole number of "
                + "samples.", nameof(inputs));
        if (outputs != (long)samples * _model.Outputs)
            throw new ArgumentException($"{samples} samples have {samples} x {_model.Outputs} = {(long)samples * _model.Outputs} outputs; "
                + $"got room for {outputs}.", nameof(outputs));
        if (lengths > 0 && (samples == 0 || lengths % samples != 0))
            throw new ArgumentException($"Each of {samples} samples has as many lengths; got {lengths} lengths.", nameof(lengths));
        return samples;
    }
}
