using System.Diagnostics;
using System.Numerics;
using System.Threading.Channels;

namespace SimdSeq;

/// <summary>Takes requests from the queue, batch by batch, until it ends.</summary>
internal sealed class BatchLoop<T>(SequenceModel<T> model, ChannelReader<BatchedRequest<T>> queue, int maximalBatch, TimeSpan maximalDelay)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<BatchedRequest<T>> _batch = [];
    private readonly T[] _inputs = new T[(long)maximalBatch * model.SampleValues];
    private readonly T[] _outputs = new T[(long)maximalBatch * model.Outputs];
    private int[] _lengths = [];
    private int _samples;
    private long _allBatches;
    private long _allSamples;
    private Task<bool>? _more; // one that was not waited for to its end

    public long Batches => Volatile.Read(ref _allBatches);

    public long Samples => Volatile.Read(ref _allSamples);

    public async Task RunAsync()
    {
        while (await More().ConfigureAwait(false))
        {
            _more = null;
            TakeWaiting();
            if (_batch.Count > 0 && _samples < maximalBatch && maximalDelay > TimeSpan.Zero) await TakeUntilDelay().ConfigureAwait(false);
            TakeOver();
            Answer();
            _batch.Clear();
            _samples = 0;
        }
    }

    private Task<bool> More() => _more ??= queue.WaitToReadAsync().AsTask();

    private async Task TakeUntilDelay()
    {
        long begin = Stopwatch.GetTimestamp();
        while (_samples < maximalBatch && maximalDelay - Stopwatch.GetElapsedTime(begin) is { Ticks: > 0 } rest)
        {
            var more = More();
            if (await Task.WhenAny(more, Task.Delay(rest)).ConfigureAwait(false) != more || !await more.ConfigureAwait(false)) return;
            _more = null;
            if (!TakeWaiting()) return;
        }
    }

    // A batch has only requests with as many lengths for each sample, and, unless it is one request alone, no more samples than it may.
    private bool TakeWaiting()
    {
        while (_samples < maximalBatch && queue.TryPeek(out var next))
        {
            if (_batch.Count > 0 && (_samples + next.Samples > maximalBatch || LengthsOf(next) != LengthsOf(_batch[0]))) return false;
            if (!queue.TryRead(out next)) continue; // another thread has taken it
            if (next.Task.IsCompleted) continue; // cancelled
            bool fits = _batch.Count == 0 || (_samples + next.Samples <= maximalBatch && LengthsOf(next) == LengthsOf(_batch[0]));
            if (!fits)
            {
                // Another thread took the one that was seen, and this came after it.
                if (!next.TryTake()) continue;
                Count(next.Samples);
                AnswerAlone(next);
                continue;
            }

            _batch.Add(next);
            _samples += next.Samples;
        }

        return _samples < maximalBatch;
    }

    // From here on nothing of the batch can be cancelled.
    private void TakeOver()
    {
        _batch.RemoveAll(request => !request.TryTake());
        _samples = _batch.Sum(request => request.Samples);
        if (_batch.Count > 0) Count(_samples);
    }

    private void Count(int samples)
    {
        Volatile.Write(ref _allBatches, _allBatches + 1);
        Volatile.Write(ref _allSamples, _allSamples + samples);
    }

    private static int LengthsOf(BatchedRequest<T> request) => request.Lengths.Length / request.Samples;

    private void Answer()
    {
        if (_batch.Count == 1) AnswerAlone(_batch[0]);
        if (_batch.Count < 2) return;
        try
        {
            int lengths = LengthsOf(_batch[0]) * _samples, at = 0;
            if (_lengths.Length < lengths) _lengths = new int[lengths];
            foreach (var request in _batch)
            {
                request.Inputs.Span.CopyTo(_inputs.AsSpan(at * model.SampleValues));
                request.Lengths.Span.CopyTo(_lengths.AsSpan(at * LengthsOf(request)));
                at += request.Samples;
            }

            var answers = _outputs.AsSpan(0, _samples * model.Outputs);
            model.Predict(_inputs.AsSpan(0, _samples * model.SampleValues), _lengths.AsSpan(0, lengths), answers);
        }
        catch (Exception)
        {
            // Whose it is shows when each is asked alone; the others have their answers.
            foreach (var request in _batch) AnswerAlone(request);
            return;
        }

        int first = 0;
        foreach (var request in _batch)
        {
            int values = request.Samples * model.Outputs;
            GiveBack(request, _outputs.AsSpan(first, values));
            first += values;
        }
    }

    private static void GiveBack(BatchedRequest<T> request, ReadOnlySpan<T> answers)
    {
        try
        {
            answers.CopyTo(request.Outputs.Span);
            request.TrySetResult();
        }
        catch (Exception e)
        {
            request.TrySetException(e); // memory that its owner has freed
        }
    }

    private void AnswerAlone(BatchedRequest<T> request)
    {
        try
        {
            model.Predict(request.Inputs.Span, request.Lengths.Span, request.Outputs.Span);
            request.TrySetResult();
        }
        catch (Exception e)
        {
            request.TrySetException(e);
        }
    }
}
