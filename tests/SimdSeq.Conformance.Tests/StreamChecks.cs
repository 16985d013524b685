using System.Numerics;
using SimdSeq.Kernels;

namespace SimdSeq.Conformance.Tests;

/// <summary>What every stream must hold. Each check throws with the stack in its message.</summary>
internal static class StreamChecks
{
    /// <summary>
    /// A stream gives at its last answer what the batch gives, and of a sequence every row at the step that completes it: to the bit. Where
    /// no row is complete there is no answer. What waits for later steps comes when the sequence ends. A reset stream does the same again.
    /// </summary>
    public static void Streaming<T>(SequenceModel<T> model, int seed) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var samples = new Samples<T>(model, Tile<T>.Lanes, seed); // a tile: fewer samples are predicted by a stream
        T[] whole = new T[Tile<T>.Lanes * model.Outputs], states = new T[Tile<T>.Lanes * model.ReturnedStates];
        model.Predict(samples.Values, default, whole, states);
        var streamStates = new T[model.ReturnedStates];
        var rates = RatesOf(model);
        using var stream = model.OpenStream(samples.StatesOf(0), samples.RowsOf(0));
        for (int round = 0; round < 2; round++)
        {
            T[] last = [];
            for (int step = 0; step < model.Steps; step++)
            {
                bool isAnswered = stream.TryStep(samples.StepOf(0, step), out var answer);
                bool isNew = rates.Any(rate => IsNew(rate, step));
                Assert.True(isAnswered == isNew && isAnswered == !answer.IsEmpty, $"step {step}: {model.Summary()}");
                if (!isAnswered) continue;
                last = answer.ToArray();
                if (model.Layout.IsCausal) AreRowsAt(model, whole, rates, step, last);
                else AnswersASampleOf(model, samples, step + 1, last);
            }

            last = Finish(model, stream, whole, rates) ?? last;
            Same(model, "stream", LastRows(model, whole), last);
            stream.CopyStates(streamStates);
            Same(model, "states of the stream", states.AsSpan(0, streamStates.Length), streamStates);
            stream.Reset();
        }

        for (int i = 0; i < rates.Length && model.Layout.IsCausal; i++)
        {
            int rows = model.OutputTensors[i].Rows, all = model.Steps + stream.Delay;
            int complete = Enumerable.Range(0, all).Count(step => IsNew(rates[i], step, model.Steps));
            Assert.True(complete == rows || rows == 1, $"{complete} of {rows} rows are answered: {model.Summary()}");
        }
    }

    // A model that works through its window anew takes the steps so far as a sample of that length, where it knows lengths.
    private static void AnswersASampleOf<T>(SequenceModel<T> model, Samples<T> samples, int length, T[] answer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (model.Layout.KeptStateValues > 0 || !model.Layout.Inputs.All(input => input.Steps is null || input.MaskOffset >= 0)) return;
        T[] whole = new T[model.Outputs];
        int[] lengths = [.. model.Layout.Inputs.Select(input => input.Steps is null ? 1 : length)];
        model.Predict(samples.Values.AsSpan(0, model.SampleValues), lengths, whole);
        int at = 0, of = 0;
        foreach (var output in model.OutputTensors)
        {
            int row = output.Rows == 1 ? 0 : length - 1;
            if (output.Rows == 1 || output.Rows == model.Steps) // of other sequences the batch does not tell which rows there are
            {
                Same(model, $"a sample of {length} steps", whole.AsSpan(at + row * output.Features, output.Features),
                    answer.AsSpan(of, output.Features));
            }

            at += output.Length;
            of += output.Features;
        }
    }

    /// <summary>Asks for the answers that wait for later steps: one for each step at which there would be one.</summary>
    /// <returns>The last of them; null: there is none.</returns>
    public static T[]? Finish<T>(SequenceModel<T> model, ModelStream<T> stream, T[] whole, AnswerRate[] rates)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[]? last = null;
        int steps = (int)stream.StepCount;
        for (int step = steps; step < steps + stream.Delay; step++)
        {
            if (!rates.Any(rate => IsNew(rate, step, steps))) continue;
            Assert.True(stream.TryFinish(out var answer), $"step {step}, after the end: {model.Summary()}");
            last = answer.ToArray();
            AreRowsAt(model, whole, rates, step, last);
        }

        Assert.False(stream.TryFinish(out var none) || !none.IsEmpty, $"an answer too many: {model.Summary()}");
        Assert.Equal(steps, stream.StepCount);
        Assert.Throws<InvalidOperationException>(() => stream.Step(new T[model.Layout.StepFeatures]));
        return last;
    }

    /// <summary>A stream that goes on after the declared steps answers as the batch of a model of more steps does.</summary>
    /// <returns>Whether the two are comparable: causal, and with answers at the same steps.</returns>
    public static bool GoingOn(SequenceModel<double> model, SequenceModel<double> longer, int seed)
    {
        var rates = RatesOf(longer);
        // Same padding with strides begins elsewhere for other steps.
        bool isMoved = longer.Layout.Layers.Any(layer => layer.Kind.Contains("Same", StringComparison.Ordinal)
            && layer.Kind.Contains("strides", StringComparison.Ordinal));
        if (isMoved || !model.Layout.IsCausal || !longer.Layout.IsCausal || !AreEqual(rates, RatesOf(model))) return false;
        model.Parameters.Set(longer.Parameters.ToArray());
        var samples = new Samples<double>(longer, Tile<double>.Lanes, seed);
        double[] whole = longer.Predict(samples.Values);
        using var stream = model.OpenStream(samples.StatesOf(0));
        for (int step = 0; step < longer.Steps; step++)
        {
            if (stream.TryStep(samples.StepOf(0, step), out var answer)) AreRowsAt(longer, whole, rates, step, answer);
            else Assert.False(IsNew(rates[0], step), $"step {step}: {longer.Summary()}");
        }

        Finish(longer, stream, whole, rates);
        return true;
    }

    /// <summary>The last step of a sequence is answered at the same steps as the sequence, with its row.</summary>
    public static void LastStep(SequenceModel<double> whole, SequenceModel<double> last, int seed)
    {
        if (whole.Layout.OutputMaskOffset >= 0 || !whole.Layout.IsCausal) return; // a step that is not there leaves the last answer
        Assert.True(last.Layout.IsCausal, last.Summary());
        whole.Parameters.Set(last.Parameters.ToArray());
        var samples = new Samples<double>(whole, 1, seed);
        using ModelStream<double> rows = whole.OpenStream(samples.StatesOf(0)), answers = last.OpenStream(samples.StatesOf(0));
        for (int step = 0; step < whole.Steps; step++)
            Same(last, $"step {step} of LastStep", rows.Step(samples.StepOf(0, step)), answers.Step(samples.StepOf(0, step)));
        Assert.Equal(rows.Delay, answers.Delay);
        while (rows.TryFinish(out var row))
        {
            Assert.True(answers.TryFinish(out var answer), last.Summary());
            Same(last, "LastStep after the end", row, answer);
        }
    }

    /// <summary>For each output when a stream has a row of it.</summary>
    public static AnswerRate[] RatesOf<T>(SequenceModel<T> model) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        model.Layout.AnswerRates is { Length: > 0 } rates ? rates : [.. model.OutputTensors.Select(_ => new AnswerRate(1, 0))];

    private static bool AreEqual(AnswerRate[] some, AnswerRate[] others) =>
        some.Select(rate => (rate.Period, rate.Phase)).SequenceEqual(others.Select(rate => (rate.Period, rate.Phase)));

    private static bool IsNew(AnswerRate rate, int step, int steps = int.MaxValue) =>
        rate.Period > 0 && step >= rate.Phase && (step - rate.Phase) % rate.Period == 0
        && (step < steps || (rate.Rows is { } rows && (step - rate.Phase) / rate.Period < rows(steps)));

    // Of a sequence the latest row, which is zero before the first. What a row is before the last step, the batch does not tell.
    private static void AreRowsAt<T>(SequenceModel<T> model, T[] whole, AnswerRate[] rates, int step, ReadOnlySpan<T> answer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int at = 0, of = 0;
        for (int i = 0; i < rates.Length; of += model.OutputTensors[i].Features, at += model.OutputTensors[i].Length, i++)
        {
            var output = model.OutputTensors[i];
            if (output.Rows == 1) continue;
            int row = step < rates[i].Phase ? -1 : Math.Min((step - rates[i].Phase) / rates[i].Period, output.Rows - 1);
            var expected = row < 0 ? new T[output.Features] : whole.AsSpan(at + row * output.Features, output.Features);
            Same(model, $"stream step {step}", expected, answer.Slice(of, output.Features));
        }
    }

    private static T[] LastRows<T>(SequenceModel<T> model, T[] whole) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var answers = new List<T>();
        int end = 0;
        foreach (var output in model.OutputTensors)
        {
            end += output.Length;
            answers.AddRange(whole.AsSpan(end - output.Features, output.Features));
        }

        return [.. answers];
    }

    private static void Same<T>(SequenceModel<T> model, string what, ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Checks.Same(model, what, expected, actual);
}
