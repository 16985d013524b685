using System.Numerics.Tensors;
using SimdSeq.Data;

namespace SimdSeq;

public abstract partial class SequenceModel<T>
{
    /// <summary>
    /// Probabilities for every sample of a data set: the answers themselves where they are probabilities already, else what the loss made
    /// of them, <c>softmax(z)</c> over the values of a step or <c>sigmoid(z)</c> of each.
    /// </summary>
    /// <param name="data">The samples; their targets are not looked at.</param>
    /// <param name="loss">
    /// The loss that the model was trained with. Null: that of its last <c>Fit</c>; of a model that was loaded, what its last activation
    /// says (softmax, sigmoid).
    /// </param>
    /// <returns><see cref="Outputs"/> values for each sample, as <c>Predict</c>.</returns>
    /// <exception cref="InvalidOperationException">
    /// It is not known whether the answers are of one class among several, or the loss has no probabilities.
    /// </exception>
    public T[] PredictProbabilities(Dataset<T> data, Loss? loss = null)
    {
        var reading = ProbabilitiesOf(loss);
        T[] answers = Predict(data);
        MakeProbabilities(reading, answers);
        return answers;
    }

    /// <summary>Probabilities for samples in memory, on this thread, without allocating, as <c>Predict</c>.</summary>
    /// <param name="inputs">Samples <c>[sample][step][feature]</c>.</param>
    /// <param name="probabilities">Receives <see cref="Outputs"/> values for each sample.</param>
    /// <param name="loss">The loss that the model was trained with; null: that of its last <c>Fit</c>, or what its last activation says.
    /// </param>
    /// <exception cref="InvalidOperationException">What the answers mean is not known.</exception>
    public void PredictProbabilities(ReadOnlySpan<T> inputs, Span<T> probabilities, Loss? loss = null) =>
        PredictProbabilities(inputs, default, probabilities, loss);

    /// <summary>The same for samples of different lengths.</summary>
    /// <param name="inputs">Samples <c>[sample][step][feature]</c>, each with room for all steps.</param>
    /// <param name="lengths">How many of its first steps each sample has, as <c>Predict</c> takes them; empty when all have all.</param>
    /// <param name="probabilities">Receives <see cref="Outputs"/> values for each sample.</param>
    /// <param name="loss">The loss that the model was trained with; null: that of its last <c>Fit</c>, or what its last activation says.
    /// </param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="InvalidOperationException">What the answers mean is not known.</exception>
    public void PredictProbabilities(ReadOnlySpan<T> inputs, ReadOnlySpan<int> lengths, Span<T> probabilities, Loss? loss = null)
    {
        var reading = ProbabilitiesOf(loss);
        Predict(inputs, lengths, probabilities);
        MakeProbabilities(reading, probabilities);
    }

    /// <summary>
    /// Classes for every sample of a data set: of one among several the number of the largest answer, the first of equals, one a step; of
    /// yes or no 1 where the probability is above a half, else 0, one for each answer.
    /// </summary>
    /// <param name="data">The samples; their targets are not looked at.</param>
    /// <param name="loss">The loss that the model was trained with; null: that of its last <c>Fit</c>, or what its last activation says.
    /// </param>
    /// <returns><see cref="ClassesOfSample"/> numbers for each sample.</returns>
    /// <exception cref="InvalidOperationException">What the answers mean is not known; or one is not a number.</exception>
    public int[] PredictClasses(Dataset<T> data, Loss? loss = null)
    {
        var reading = ReadingOf(loss);
        T[] answers = Predict(data);
        var classes = new int[answers.Length / Outputs * ClassesOf(reading)];
        FindClasses(reading, answers, classes);
        return classes;
    }

    /// <summary>Classes for samples in memory, on this thread; it allocates nothing.</summary>
    /// <param name="inputs">Samples <c>[sample][step][feature]</c>.</param>
    /// <param name="answers">Room for the answers, <see cref="Outputs"/> values for each sample, which it holds afterwards.</param>
    /// <param name="classes">Receives <see cref="ClassesOfSample"/> numbers for each sample.</param>
    /// <param name="loss">The loss that the model was trained with; null: that of its last <c>Fit</c>, or what its last activation says.
    /// </param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="InvalidOperationException">What the answers mean is not known; or one is not a number.</exception>
    public void PredictClasses(ReadOnlySpan<T> inputs, Span<T> answers, Span<int> classes, Loss? loss = null) =>
        PredictClasses(inputs, default, answers, classes, loss);

    /// <summary>The same for samples of different lengths.</summary>
    /// <param name="inputs">Samples <c>[sample][step][feature]</c>, each with room for all steps.</param>
    /// <param name="lengths">How many of its first steps each sample has, as <c>Predict</c> takes them; empty when all have all.</param>
    /// <param name="answers">Room for the answers, <see cref="Outputs"/> values for each sample, which it holds afterwards.</param>
    /// <param name="classes">Receives <see cref="ClassesOfSample"/> numbers for each sample.</param>
    /// <param name="loss">The loss that the model was trained with; null: that of its last <c>Fit</c>, or what its last activation says.
    /// </param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="InvalidOperationException">What the answers mean is not known; or one is not a number.</exception>
    public void PredictClasses(
        ReadOnlySpan<T> inputs, ReadOnlySpan<int> lengths, Span<T> answers, Span<int> classes, Loss? loss = null)
    {
        var reading = ReadingOf(loss);
        long expected = (long)(inputs.Length / SampleValues) * ClassesOf(reading);
        if (classes.Length != expected)
            throw new ArgumentException(
                $"{inputs.Length / SampleValues} samples of {Layout.Name} have {expected} classes; got room for {classes.Length}.",
                nameof(classes));
        Predict(inputs, lengths, answers);
        FindClasses(reading, answers, classes);
    }

    /// <summary>How many classes <c>PredictClasses</c> answers with for a sample: one a step, or one for each yes or no.</summary>
    /// <param name="loss">The loss that the model was trained with; null: that of its last <c>Fit</c>, or what its last activation says.
    /// </param>
    public int ClassesOfSample(Loss? loss = null) => ClassesOf(ReadingOf(loss));

    /// <summary>The loss of the last training, where the model has one output.</summary>
    internal Loss? TrainedLoss { get; set; }

    private int ClassesOf(AnswerReading reading) => reading.IsOneOfSeveral ? Layout.OutputSteps : Outputs;

    private AnswerReading ProbabilitiesOf(Loss? loss)
    {
        var reading = ReadingOf(loss);
        return reading.FromLogits || reading.Border > 0 ? reading : throw new InvalidOperationException(
            $"The answers of {Layout.Name} are scores, which are no probabilities. Take PredictClasses, or train with a cross-entropy.");
    }

    private AnswerReading ReadingOf(Loss? loss)
    {
        if (Layout.Outputs.Length > 1)
            throw new InvalidOperationException(
                $"{Layout.Name} has {Layout.Outputs.Length} outputs, each with classes of its own. Take Predict, and read each by itself.");
        if ((loss ?? TrainedLoss) is { } known)
        {
            if (known.ClassesFor(Layout.OutputFeatures) > 0) return new(known.IsOneOfSeveral, known.FromLogits, known.Border);
            if (loss is not null || Layout.OutputActivation is not (Activation.Softmax or Activation.Sigmoid))
                throw new InvalidOperationException($"{known} tells no classes apart, so {Layout.Name} answers with none. Take Predict.");
        }

        return Layout.OutputActivation switch
        {
            Activation.Softmax => new(IsOneOfSeveral: true, FromLogits: false, 0.5),
            Activation.Sigmoid or Activation.HardSigmoid => new(IsOneOfSeveral: false, FromLogits: false, 0.5),
            var answers => throw new InvalidOperationException(
                $"{Layout.Name} answers with values of {(answers is null ? "no known activation" : $"Activation.{answers}")}, and this "
                + "object has not been trained: whether they are logits, and of one class among several, is not known. Pass the loss, for "
                + $"instance {nameof(Loss)}.{nameof(Loss.SparseCategoricalCrossEntropy)}(fromLogits: true)."),
        };
    }

    private void MakeProbabilities(AnswerReading reading, Span<T> answers)
    {
        if (!reading.FromLogits) return;

        int features = Layout.OutputFeatures;
        for (int first = 0; first < answers.Length; first += features)
        {
            var step = answers.Slice(first, features);
            if (!reading.IsOneOfSeveral)
            {
                foreach (ref T answer in step) answer = T.CreateTruncating(LossMath.Sigmoid(double.CreateTruncating(answer)));
                continue;
            }

            double largest = double.CreateTruncating(step[LargestOf(step)]), sum = 0;
            foreach (T answer in step) sum += LossMath.Exp(double.CreateTruncating(answer) - largest);
            foreach (ref T answer in step)
                answer = T.CreateTruncating(LossMath.Exp(double.CreateTruncating(answer) - largest) / sum);
        }
    }

    private void FindClasses(AnswerReading reading, ReadOnlySpan<T> answers, Span<int> classes)
    {
        int features = Layout.OutputFeatures;
        if (TensorPrimitives.IsNaNAny(answers))
        {
            throw new InvalidOperationException(
                $"An answer of {Layout.Name} to sample {FirstNotNumber(answers) / Outputs} is not a number, so it is of no class. "
                + "Look for values in the sample, or in the parameters, that are not finite.");
        }

        for (int i = 0; i < classes.Length; i++)
        {
            classes[i] = reading.IsOneOfSeveral ? LargestOf(answers.Slice(i * features, features))
                : double.CreateTruncating(answers[i]) > reading.Border ? 1 : 0;
        }
    }

    private static int FirstNotNumber(ReadOnlySpan<T> values)
    {
        int i = 0;
        while (!T.IsNaN(values[i])) i++;
        return i;
    }

    private static int LargestOf(ReadOnlySpan<T> values)
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++) largest = values[i] > values[largest] ? i : largest;
        return largest;
    }

    // What answers mean: one class among several, or a yes or no each.
    private readonly record struct AnswerReading(bool IsOneOfSeveral, bool FromLogits, double Border);
}
