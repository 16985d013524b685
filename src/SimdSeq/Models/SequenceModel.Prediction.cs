using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq;

public abstract partial class SequenceModel<T>
{
    /// <summary>
    /// Answers for every sample of a data set. A model with layers declared <c>stateful: true</c> takes it in batches, one after another:
    /// each sample goes on where the one in its place of the batch before ended, the first batch where the call before did. A value there
    /// that is not finite gives answers of its sample that are not a number, and no error.
    /// </summary>
    /// <param name="data">The samples; their targets are not looked at.</param>
    /// <param name="threads">Threads; null means one for each processor. They change no bit.</param>
    /// <param name="cancellation">Stops soon.</param>
    /// <param name="batchSize">
    /// Samples of a batch of a stateful model; null means as many as in its last training, or, untrained, all. Other models have no use for
    /// it.
    /// </param>
    /// <returns>The answers, <see cref="Outputs"/> values for each sample.</returns>
    /// <exception cref="ArgumentException">The data do not fit the model, or the answers are more than an array holds.</exception>
    /// <exception cref="InvalidOperationException">The model is being changed, or is stateful and answers another call.</exception>
    public T[] Predict(Dataset<T> data, int? threads = null, CancellationToken cancellation = default, int? batchSize = null)
    {
        CheckData(data, nameof(data));
        var batches = BatchesOf(data, batchSize);
        return IdleTeam.Lend(
            FitOptions.CheckedThreads(threads, nameof(threads)),
            batches.Tiles,
            team => Measurement<T>.Predict(this, data, batches, team, cancellation));
    }

    /// <summary>
    /// Answers for samples in memory, on this thread. It allocates nothing once as many threads as now have asked at the same time before.
    /// A model with layers declared <c>stateful: true</c> takes them as one batch, which goes on where the call before ended.
    /// </summary>
    /// <param name="inputs">Samples <c>[sample][step][feature]</c>, any number of them.</param>
    /// <param name="outputs">Receives <see cref="Outputs"/> values for each sample.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the outputs lie in the memory of the inputs.</exception>
    /// <exception cref="InvalidOperationException">The model is being changed, or is stateful and answers another call.</exception>
    public void Predict(ReadOnlySpan<T> inputs, Span<T> outputs) => Predict(inputs, default, outputs);

    /// <summary>Answers for samples of different lengths in memory, on this thread, without allocating.</summary>
    /// <param name="inputs">Samples <c>[sample][step][feature]</c>, each with room for all steps; what lies beyond its length is not looked
    /// at.</param>
    /// <param name="lengths">
    /// How many of its first steps each sample has, of each input where there are several; of a nested sequence there is a length for each
    /// group, 0 for one that is not there. Empty when all have all.
    /// </param>
    /// <param name="outputs">
    /// Receives <see cref="Outputs"/> values for each sample. A sequence holds all steps: beyond the length of a sample stands what the
    /// layers make of a state that is carried on or, after a Bidirectional or with <c>zeroOutputForMask</c>, of zeros.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, the model is not declared with <c>variableLength: true</c>, or the outputs lie in the memory of the inputs.
    /// </exception>
    public void Predict(ReadOnlySpan<T> inputs, ReadOnlySpan<int> lengths, Span<T> outputs) => Predict(inputs, lengths, outputs, default);

    /// <summary>Answers for samples in memory, and the last states of the layers declared with <c>returnState: true</c>.</summary>
    /// <param name="inputs">Samples <c>[sample][step][feature]</c>, each followed by its <see cref="InitialStates"/>.</param>
    /// <param name="lengths">How many of its first steps each sample has; empty when all have all.</param>
    /// <param name="outputs">Receives <see cref="Outputs"/> values for each sample.</param>
    /// <param name="states">Receives <see cref="ReturnedStates"/> values for each sample; empty when nobody wants them.</param>
    /// <exception cref="ArgumentException">A length does not fit, or inputs, outputs and states overlap in memory.</exception>
    public void Predict(ReadOnlySpan<T> inputs, ReadOnlySpan<int> lengths, Span<T> outputs, Span<T> states)
    {
        int width = SampleValues, count = inputs.Length / width;
        if (inputs.Length % width != 0)
            throw new ArgumentException($"{Layout.Name} takes samples of {SampleSize()} values; got {inputs.Length} values, no whole "
                + "number of samples.", nameof(inputs));
        if (outputs.Length != (long)count * Outputs)
            throw new ArgumentException($"{OutputsOf(count)}; got room for {outputs.Length}.", nameof(outputs));

        CheckLengths(lengths, count);
        if (!states.IsEmpty && states.Length != (long)count * ReturnedStates)
            throw new ArgumentException(
                $"{count} samples answer {count} x {ReturnedStates} = {(long)count * ReturnedStates} states; got room for {states.Length}.",
                nameof(states));
        CheckApart(inputs, outputs, states);

        using var use = EnterPrediction();
        EnsurePacked();
        if (IsInPieces(count, lengths) && TryPredictInPieces(inputs, outputs)) return;
        if (IsStreamed(count, lengths) && TryPredictStreamed(inputs, outputs, states)) return;
        KeptStates.Ensure(count);
        try
        {
            PredictTiles(inputs, lengths, outputs, states, count);
        }
        catch
        {
            KeptStates.Clear();
            throw;
        }
    }

    /// <summary>Answers for samples in memory.</summary>
    /// <param name="inputs">Samples <c>[sample][step][feature]</c>, any number of them.</param>
    /// <returns><see cref="Outputs"/> values for each sample.</returns>
    /// <exception cref="ArgumentException">The length does not fit, or the answers are more than an array holds.</exception>
    public T[] Predict(ReadOnlySpan<T> inputs)
    {
        T[] outputs = NewOutputs(inputs.Length / SampleValues, nameof(inputs));
        Predict(inputs, outputs);
        return outputs;
    }

    /// <summary>Answers of a model of several inputs or outputs.</summary>
    /// <param name="inputs">Of each input an array <c>[sample][step][feature]</c>, or <c>[sample][feature]</c> for a row.</param>
    /// <param name="lengths">
    /// How many of its first steps each sample has, <c>[sample][input]</c>, of a nested sequence a length for each group; null when all
    /// have all.
    /// </param>
    /// <returns>Of each output an array <c>[sample][step][feature]</c>.</returns>
    /// <exception cref="ArgumentException">An array does not fit.</exception>
    public T[][] Predict(T[][] inputs, int[]? lengths = null)
    {
        var data = ArrayDataset.For(this, inputs, [], lengths);
        T[] flat = NewOutputs(data.Count, nameof(inputs));
        Predict(data.Inputs, lengths, flat);
        return SampleParts.Apart(flat, [.. Layout.Outputs.Select(output => output.Length)]);
    }

    internal T[] NewOutputs(int samples, string name) => (long)samples * Outputs <= Array.MaxLength
        ? new T[samples * Outputs]
        : throw new ArgumentException($"{OutputsOf(samples)}; an array holds {Array.MaxLength}. Predict in parts.", name);

    private string OutputsOf(int samples) => $"{samples} samples have {samples} x {Outputs} = {(long)samples * Outputs} outputs";

    private void PredictTiles(ReadOnlySpan<T> inputs, ReadOnlySpan<int> lengths, Span<T> outputs, Span<T> states, int count)
    {
        int width = SampleValues;
        using var lease = Workers.Rent();
        var worker = lease.Item;
        for (int first = 0; first < count; first += Tile<T>.Lanes)
        {
            int samples = Math.Min(Tile<T>.Lanes, count - first);
            var lengthsOfTile = lengths.IsEmpty ? default : lengths.Slice(first * Layout.Lengths, samples * Layout.Lengths);
            worker.LoadInputs(inputs.Slice(first * width, samples * width), samples, lengthsOfTile, first);
            Predict(worker, KeptStates.Of(first), samples);
            worker.StoreOutputs(outputs[(first * Outputs)..], samples);
            if (!states.IsEmpty) worker.StoreStates(states[(first * ReturnedStates)..], samples);
        }

        GC.KeepAlive(this);
    }

    // A tile takes as long for one sample as for all its lanes. A few samples are sooner done one after another, step by step, with the
    // same bits; one alone if its weights do not stay in the cache, as every step of every sample reads them all.
    private bool IsStreamed(int samples, ReadOnlySpan<int> lengths)
    {
        const int CachedBytes = 1 << 19;
        if (Layout.Inputs.Length > 1 || Layout.Outputs.Length > 1) return false;
        int few = Layout.ParameterValues * (64 / Tile<T>.Lanes) <= CachedBytes ? Tile<T>.Lanes / 4 : 1;
        return samples <= few && Layout.IsCausal && Layout.KeptStateValues == 0 && lengths.IsEmpty;
    }

    // An id that is no row of an Embedding fails here without its place, which the tiles then tell.
    private bool TryPredictStreamed(ReadOnlySpan<T> inputs, Span<T> outputs, Span<T> states)
    {
        try
        {
            PredictStreamed(inputs, outputs, states);
            return true;
        }
        catch (ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private bool IsAnsweredOnce => Steps > 1 && Layout.OutputSteps == 1 && Layout.Delay == 0;

    private void PredictStreamed(ReadOnlySpan<T> inputs, Span<T> outputs, Span<T> states)
    {
        using var lease = SampleStreams.Rent();
        var stream = lease.Item;
        for (; !inputs.IsEmpty; inputs = inputs[SampleValues..], outputs = outputs[Outputs..])
        {
            stream.ResetTo(inputs[(Steps * Features)..SampleValues]);
            if (IsAnsweredOnce) stream.Sample(inputs[..(Steps * Features)]).CopyTo(outputs);
            else PredictSteps(stream, inputs, outputs);
            if (states.IsEmpty) continue;
            stream.CopyStates(states[..ReturnedStates]);
            states = states[ReturnedStates..];
        }
    }

    private void PredictSteps(ModelStream<T> stream, ReadOnlySpan<T> steps, Span<T> outputs)
    {
        // Of a single row the last is the answer.
        int row = 0, next = Layout.OutputSteps == 1 ? 0 : Layout.OutputFeatures;
        for (int step = 0; step < Steps; step++)
        {
            if (!stream.TryStep(steps.Slice(step * Features, Features), out var answer)) continue;
            answer.CopyTo(outputs[row..]);
            row += next;
        }

        for (; stream.TryFinish(out var answer); row += next) answer.CopyTo(outputs[row..]);
    }

    private static void CheckApart(ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputs, ReadOnlySpan<T> states)
    {
        if (inputs.Overlaps(outputs) || inputs.Overlaps(states) || outputs.Overlaps(states))
        {
            throw new ArgumentException(
                "Inputs, outputs and states must lie in memory of their own; got some that overlap. Predict into another array.",
                nameof(outputs));
        }
    }

    private void CheckLengths(ReadOnlySpan<int> lengths, int count)
    {
        if (lengths.IsEmpty) return;
        int each = Layout.Lengths;
        if (Layout.Inputs.All(input => input.MaskOffset < 0))
            throw new ArgumentException($"{Layout.Name} takes samples of one length, {Steps} steps. Declare it with {VariableLength}.",
                nameof(lengths));
        if (lengths.Length != count * each)
        {
            string inputs = Layout.Inputs.Any(input => input.Groups is not null) ? $", one for each group of {SampleShapes()}"
                : each == 1 ? "" : $", one for each of {each} inputs";
            throw new ArgumentException($"{count} samples have {count * each} lengths{inputs}; got {lengths.Length}.", nameof(lengths));
        }

        for (int first = 0; first < lengths.Length;)
        {
            foreach (var input in Layout.Inputs)
            {
                var ofInput = lengths.Slice(first, input.Lengths);
                first += input.Lengths;
                if (ofInput.IndexOfAnyExceptInRange(0, input.RowsOfGroup) is >= 0 and var wrong)
                    throw new ArgumentException(input.WrongLength(Layout, ofInput[wrong]), nameof(lengths));
            }
        }
    }

    // Of several inputs or groups each says it.
    private string VariableLength =>
        Layout.Groups is null ? "[SequenceModel(..., variableLength: true)]" : "[Input(groups: ..., variableLength: true)]";

    private string SampleShapes() => string.Join(", ", Layout.Inputs.Select(input => input.ToString()));

    /// <summary>Opens a stream: one step in, one answer out, at the same cost for every step.</summary>
    /// <remarks>
    /// Of a model of several inputs a step has the features of all sequences, one behind the other, and the answer those of all outputs.
    /// Inputs that are rows are given here, before the states.
    /// </remarks>
    /// <param name="initialStates"><see cref="InitialStates"/> values, for layers declared with <c>initialState: true</c>; empty means
    /// zero.</param>
    /// <param name="rows">The inputs that are rows, one behind the other; empty means zero.</param>
    /// <exception cref="ArgumentException">The number of states, or of the rows' values, is not that of the model.</exception>
    /// <exception cref="InvalidOperationException">The sequences of the model do not have the same number of steps.</exception>
    public ModelStream<T> OpenStream(ReadOnlySpan<T> initialStates = default, ReadOnlySpan<T> rows = default)
    {
        if (Layout.Inputs.FirstOrDefault(input => input.Groups is not null) is { } nested)
        {
            throw new InvalidOperationException(
                $"{Layout.Name} cannot stream: a stream brings one step after the other, and {nested} is a nested sequence, whose steps "
                    + $"come in groups. {(Layout.Decoder is null ? "" : DecoderHint)}Predict with whole samples.");
        }

        if (!Layout.CanStream)
        {
            throw new InvalidOperationException(
                $"{Layout.Name} cannot stream: its inputs ({SampleShapes()}) do not come a step at a time, all of them together. "
                + $"{(Layout.Decoder is null ? "" : DecoderHint)}Predict with whole samples.");
        }

        int rowValues = Layout.Inputs.Where(input => input.Steps is null).Sum(input => input.Length);
        if (!rows.IsEmpty && rows.Length != rowValues)
            throw new ArgumentException($"The rows of {Layout.Name} have {rowValues} values; got {rows.Length}.", nameof(rows));
        if (!initialStates.IsEmpty && initialStates.Length != InitialStates)
            throw new ArgumentException($"{Layout.Name} begins with {InitialStates} values of states; got {initialStates.Length}.",
                nameof(initialStates));
        return new(this, initialStates, rows);
    }

    private string SampleSize()
    {
        string inputs = Layout.Inputs.Length > 1 || Layout.Groups is not null
            ? SampleShapes()
            : $"{Steps} steps x {Features} features";
        return $"{inputs}{(InitialStates == 0 ? "" : $" and {InitialStates} states")} = {SampleValues}";
    }
}
