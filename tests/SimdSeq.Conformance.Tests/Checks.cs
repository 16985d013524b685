using System.Numerics;
using SimdSeq.Data;
using SimdSeq.Kernels;

namespace SimdSeq.Conformance.Tests;

/// <summary>What every model must hold, whatever its layers. Each check throws with the stack in its message.</summary>
internal static class Checks
{
    /// <summary>The largest relative error of a gradient, over all parameters and the input.</summary>
    public const double GradientTolerance = 1e-6;

    public static T[] Values<T>(int count, int seed) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        var values = new T[count];
        foreach (ref T value in values.AsSpan()) value = T.CreateTruncating(2 * random.NextDouble() - 1);
        return values;
    }

    /// <summary>
    /// Each tensor's gradient against central differences of a random projection of the output, on coordinates drawn at random. Parameters
    /// that begin as just zero put values where Relu, a maximum or a length bends, and there is no gradient: so all of them are moved a
    /// little first. Of a parameter that the gradient does not move there is none. A point that is near a bend by chance is left for
    /// another; a wrong gradient is wrong at every one.
    /// </summary>
    public static double GradientError(SequenceModel<double> model, bool training, int seed, double plantedError = 0)
    {
        double[] start = model.Parameters.ToArray();
        double error = double.PositiveInfinity;
        for (int point = 0; point < 3 && !(error <= GradientTolerance); point++)
        {
            double[] moves = Values<double>(start.Length, seed + 100 * (point + 1));
            model.Parameters.Set([.. start.Zip(moves, (value, move) => value + 0.1 * move)]);
            error = ErrorHere(model, training, seed + point, plantedError);
        }

        model.Parameters.Set(start);
        return error;
    }

    /// <summary>
    /// A gradient that is off by a little is seen by <see cref="GradientError"/>, in most of the first models whose first parameter is
    /// trained: where a slope is steep beside a loss that is large, one of the slopes that are taken may happen to be just as wrong.
    /// </summary>
    public static void AWrongGradientIsNoticed(IEnumerable<SequenceModel<double>> models, ulong randomSeed)
    {
        const int Tried = 8;
        double[] errors = [.. models.Select((model, seed) => (model, seed))
            .Where(drawn => drawn.model.Parameters.FirstOrDefault() is { IsTrainable: true }).Take(Tried)
            .Select(drawn => GradientError(drawn.model, training: true, drawn.seed, plantedError: 1e-5))];
        int seen = errors.Count(error => error > GradientTolerance);
        Assert.True(2 * seen > errors.Length,
            $"SIMDSEQ_SEED={randomSeed}: planted errors of 1e-5 are seen as {string.Join(", ", errors.Select(error => $"{error:E2}"))}");
    }

    private static double ErrorHere(SequenceModel<double> model, bool training, int seed, double plantedError)
    {
        const int Count = 3, Coordinates = 6;
        var probe = new Probe<double>(model, training);
        var samples = new Samples<double>(model, Count, seed);
        double[] inputs = samples.Values;
        double[] weights = Values<double>(Count * model.Outputs, seed + 1);
        var (parameterGradient, inputGradient) = probe.Gradients(inputs, weights);
        double[] parameters = model.Parameters.ToArray();
        if (plantedError != 0)
            parameterGradient[0] += plantedError * ScaleOf(parameterGradient.AsSpan(0, model.Parameters[0].Length), Loss());

        var random = new Random(seed + 2);
        double worst = 0;
        int start = 0;
        foreach (var parameter in model.Parameters)
        {
            int from = start, length = parameter.Length;
            start += length;
            if (!parameter.IsTrainable) continue;
            worst = Math.Max(worst, TensorError(parameterGradient.AsSpan(from, length), Choose(length), (i, value) =>
            {
                double kept = parameters[from + i];
                parameters[from + i] = kept + value;
                model.Parameters.Set(parameters);
                double loss = Loss();
                parameters[from + i] = kept;
                model.Parameters.Set(parameters);
                return loss;
            }));
        }

        return Math.Max(worst, TensorError(inputGradient, [.. Choose(inputs.Length).Where(samples.IsSmoothIn)], (i, value) =>
        {
            double kept = inputs[i];
            inputs[i] = kept + value;
            double loss = Loss();
            inputs[i] = kept;
            return loss;
        }));

        int[] Choose(int length) =>
            plantedError != 0 ? [0] : [.. Enumerable.Range(0, Math.Min(length, Coordinates)).Select(_ => random.Next(length))];

        double Loss()
        {
            double[] outputs = probe.Outputs(inputs);
            double sum = 0;
            for (int i = 0; i < outputs.Length; i++) sum += weights[i] * outputs[i];
            return sum;
        }
    }

    /// <summary>
    /// The same answers for a batch, for each sample alone, and for the samples in another place of the batch: to the bit.
    /// </summary>
    public static void BatchSplit<T>(SequenceModel<T> model, int seed) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = Tile<T>.Lanes + 3, width = model.SampleValues;
        T[] inputs = new Samples<T>(model, count, seed).Values, whole = model.Predict(inputs);
        for (int sample = 0; sample < count; sample++)
            Same(model, "batch split", whole.AsSpan(sample * model.Outputs, model.Outputs),
                model.Predict(inputs.AsSpan(sample * width, width)));
        Same(model, "other place in the batch", whole.AsSpan(5 * model.Outputs), model.Predict(inputs.AsSpan(5 * width)));
    }

    /// <summary>
    /// Training gives the same parameters on any number of threads, to the bit, and allocates nothing in a step. If it diverges, it does so
    /// in the same way on any number.
    /// </summary>
    /// <returns>Whether it diverged.</returns>
    public static bool Training<T>(Func<SequenceModel<T>> create, int seed) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string? expected = null, divergence = null;
        foreach (int threads in (int[])[1, 2, 4])
        {
            var model = create();
            int count = 3 * Tile<T>.Lanes + 1;
            int more = model.InputTensors.Skip(1).Sum(input => input.Length);
            var data = new ArrayDataset<T>(
                new Samples<T>(model, count, seed).Values, Values<T>(count * model.Outputs, seed + 1), model.Features, model.Outputs,
                lengths: null, model.InitialStates, sampleWeights: null, more,
                [.. model.InputTensors.Select(input => new InputSteps(input.RowsOfGroup, input.Groups))]);
            try
            {
                var history = model.Fit(data, new FitOptions
                {
                    Epochs = 3,
                    BatchSize = count - 5,
                    Loss = Loss.MeanAbsoluteError,
                    Optimizer = new RmsProp(0.001),
                    GlobalClipNorm = 1,
                    Threads = threads,
                    GradientSlots = 3,
                });
                double allocated = history.Epochs.Min(epoch => epoch.BytesPerStep);
                Assert.True(allocated == 0, $"{allocated} bytes a step: {model.Summary()}");
            }
            catch (TrainingDivergedException diverged) when (threads == 1 || diverged.Message == divergence)
            {
                divergence = diverged.Message;
            }

            expected ??= model.ParameterSha256();
            Assert.True(expected == model.ParameterSha256(), $"{threads} threads gave other bits than one: {model.Summary()}");
        }

        return divergence is not null;
    }

    /// <summary>Neither prediction nor a stream's step allocates.</summary>
    public static void Allocation<T>(SequenceModel<T> model, int seed) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] inputs = new Samples<T>(model, 3, seed).Values, outputs = new T[3 * model.Outputs];
        using var stream = model.Layout.Groups is null ? model.OpenStream() : null;
        T[] step = new Samples<T>(model, 1, seed).StepOf(0, 0);
        long allocated = SimdSeq.Tests.Allocated.BytesOf(() =>
        {
            model.Predict(inputs, outputs);
            if (stream?.StepCount == model.Layout.MostStreamSteps) stream.Reset();
            stream?.Step(step);
        });
        Assert.True(allocated == 0, $"{allocated} bytes allocated: {model.Summary()}");
    }

    /// <summary>
    /// A sample that is shorter than the model's steps gives what a model with just its steps gives, to the bit, whatever lies beyond its
    /// end. Its gradients are the same sums with zeros in between, so they may round differently.
    /// </summary>
    public static void Padding<T>(SequenceModel<T> padded, SequenceModel<T> whole, bool answersLast, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        whole.Parameters.Set(padded.Parameters.ToArray());
        int length = whole.Steps, width = whole.Features;
        var samples = new Samples<T>(whole, 1, seed);
        T[] inputs = samples.Values, longer = new T[3 * padded.SampleValues], outputs = new T[3 * padded.Outputs];
        longer.AsSpan().Fill(T.NaN);
        foreach (int sample in (int[])[0, 2])
        {
            inputs.AsSpan(0, length * width).CopyTo(longer.AsSpan(sample * padded.SampleValues));
            samples.StatesOf(0).CopyTo(longer.AsSpan(sample * padded.SampleValues + padded.Steps * width));
        }

        padded.Predict(longer, [length, 0, length], outputs);

        T[] expected = whole.Predict(inputs);
        int from = padded.Layout.OutputSteps > 1 && answersLast ? padded.Outputs - expected.Length : 0;
        Same(padded, "padded", expected, outputs.AsSpan(from, expected.Length));
        Same(padded, "padded, elsewhere in the batch", expected, outputs.AsSpan(2 * padded.Outputs + from, expected.Length));

        T[] weights = Values<T>(expected.Length, seed + 1), paddedWeights = new T[padded.Outputs];
        weights.CopyTo(paddedWeights, from);
        var (wanted, _) = new Probe<T>(whole, training: true).Gradients(inputs, weights);
        var (got, _) = new Probe<T>(padded, training: true).Gradients(longer.AsSpan(0, padded.SampleValues), paddedWeights, [length]);
        double scale = wanted.Select(value => Math.Abs(double.CreateTruncating(value))).DefaultIfEmpty().Max() + 1e-3,
            tolerance = typeof(T) == typeof(float) ? 1e-5 : 1e-13;
        bool isSame = wanted.Zip(got).All(pair => Math.Abs(double.CreateTruncating(pair.First - pair.Second)) <= tolerance * scale);
        Assert.True(
            isSame, $"gradients of a padded sample: expected {string.Join(" ", wanted)}, got {string.Join(" ", got)}\n{padded.Summary()}");
    }

    /// <summary>
    /// A model that answers the last step of a sequence gives what the model that answers all of it gives there, to the bit, though it
    /// computes only what it reads. Its gradients are the same sums without zeros in between, so they may round differently.
    /// </summary>
    public static void LastStep(SequenceModel<double> whole, SequenceModel<double> last, int seed)
    {
        if (whole.Layout.OutputMaskOffset >= 0) return; // the last step that is there is not always the last
        whole.Parameters.Set(last.Parameters.ToArray());
        const int Count = 3;
        double[] inputs = new Samples<double>(whole, Count, seed).Values, weights = Values<double>(Count * last.Outputs, seed + 1);
        double[] wholeWeights = new double[Count * whole.Outputs];
        int before = whole.Outputs - last.Outputs;
        for (int sample = 0; sample < Count; sample++)
            weights.AsSpan(sample * last.Outputs, last.Outputs).CopyTo(wholeWeights.AsSpan(sample * whole.Outputs + before));
        foreach (bool training in (bool[])[true, false])
        {
            var (wholeProbe, lastProbe) = (new Probe<double>(whole, training), new Probe<double>(last, training));
            double[] all = wholeProbe.Outputs(inputs), answers = lastProbe.Outputs(inputs);
            for (int sample = 0; sample < Count; sample++)
            {
                Same(last, $"last step (training: {training})", all.AsSpan(sample * whole.Outputs + before, last.Outputs),
                    answers.AsSpan(sample * last.Outputs, last.Outputs));
            }

            var (wanted, wantedOfInput) = wholeProbe.Gradients(inputs, wholeWeights);
            var (got, gotOfInput) = lastProbe.Gradients(inputs, weights);
            double[] expected = [.. wanted, .. wantedOfInput], actual = [.. got, .. gotOfInput];
            double tolerance = 1e-12 * (1 + expected.Max(Math.Abs));
            Assert.True(expected.Zip(actual).All(pair => Math.Abs(pair.First - pair.Second) <= tolerance || double.IsNaN(pair.First)),
                $"gradients (training: {training}): "
                    + $"expected {string.Join(" ", expected)}, got {string.Join(" ", actual)}\n{last.Summary()}");
        }
    }

    /// <summary>The same bits.</summary>
    public static void Same<T>(SequenceModel<T> model, string what, ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Assert.True(
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(expected)
                .SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes(actual)),
            $"{what}: expected {string.Join(" ", expected.ToArray())}, got {string.Join(" ", actual.ToArray())}\n{model.Summary()}");

    // A loss is rounded at 1e-16 of its size, which a difference over a step of 1e-3 shows a thousand times larger.
    private static double ScaleOf(ReadOnlySpan<double> gradient, double loss)
    {
        double scale = Math.Max(1e-3, 1e-5 * Math.Abs(loss));
        foreach (double value in gradient) scale = Math.Max(scale, Math.Abs(value));
        return scale;
    }

    // Relative to the tensor's own scale. Where a kink lies within the step (relu, masks), a smaller step decides; below 1e-7 rounding
    // would. On a kink, and next to it, the slope of either side is a gradient.
    private static double TensorError(ReadOnlySpan<double> gradient, int[] coordinates, Func<int, double, double> lossAt)
    {
        double worst = 0;
        foreach (int i in coordinates)
        {
            double error = double.PositiveInfinity, here = lossAt(i, 0), scale = ScaleOf(gradient, here);
            for (double h = 1e-3; h >= 1e-7 && error > GradientTolerance; h /= 4)
            {
                double right = Slope(h), left = Slope(-h), rightHalf = Slope(h / 2), leftHalf = Slope(-h / 2);
                double wide = (right + left) / 2, narrow = (rightHalf + leftHalf) / 2;
                foreach (double slope in (double[])[(4 * narrow - wide) / 3, 2 * rightHalf - right, 2 * leftHalf - left])
                    error = Math.Min(error, Math.Abs(slope - gradient[i]) / scale);
            }

            worst = Math.Max(worst, error);

            double Slope(double step) => (lossAt(i, step) - here) / step;
        }

        return worst;
    }
}
