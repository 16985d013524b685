using System.Reflection;
using SimdSeq.Data;

namespace SimdSeq.Conformance.Tests;

/// <summary>Nested sequences: what a group becomes, groups that are not there, lengths and what is wrong with them.</summary>
public sealed class NestedSequenceTests
{
    private const int Groups = 4, Steps = 3, Features = 2;

    // Bodies of every kind that reads more than one step.
    private static readonly string[] Bodies =
    [
        "Gru(3)", "Bidirectional(Lstm(3))", "v => LastStep()(GroupNormalization(2)(v))",
        "v => GlobalAveragePooling1D()(BatchNormalization()(v))",
        "v => Dense(3)(BatchNormalization()(GlobalMaxPooling1D()(v)))", "v => LayerNormalization()(Flatten()(v))",
        "v => UnitNormalization()(LastStep()(v))", "v => GlobalAveragePooling1D()(Conv1D(3, 2)(v))",
        "v => Concatenate()(GlobalMaxPooling1D()(Conv1D(3, 2)(v)), GlobalMaxPooling1D()(Conv1D(3, 3)(v)), LastStep()(v))",
        "v => LastStep()(MaxPooling1D(2, padding: Padding.Same)(v))",
        "v => RMSNormalization()(Dense(3)(LastStep()(RepeatVector(2)(LastStep()(v)))))",
        "v => Dense(4, Activation.Softmax)(SimpleRnn(2)(SpatialDropout1D(0.5)(v)))",
    ];

    private static readonly Assembly Models = ModelCompiler.Compile(
        "using static SimdSeq.Layers;\n" + string.Concat(Bodies.Select((body, i) => Declare($"Body{i}", $"Gru(2)(Each({body})(x))")))
        + Declare("Encoded", "Each(Gru(3))(x)", variableLength: false)
        + Declare("Documents", "Dense(1)(Gru(4)(Each(Gru(3))(x)))")
        + Declare("Han", "HierarchicalAttention(3, 4)(x)")
        + Declare("HanDropped", "HierarchicalAttention(3, dropout: 0.5)(x)")
        + Declare("HanWritten", "AttentionPooling(4)(Bidirectional(Gru(3, returnSequences: true))(Each(v => "
            + "AttentionPooling(4)(Bidirectional(Gru(3, returnSequences: true))(v)))(x)))")
        + Declare("Fixed", "Dense(1)(Gru(4)(Each(Gru(3))(x)))", variableLength: false)
        + Declare("Dropped", "Each(v => Dropout(0.5)(Dropout(0)(v)))(x)", variableLength: false)
        + Declare("Spatial", "Each(SpatialDropout1D(0.5))(x)", variableLength: false)
        + Declare("Noisy", "Each(GaussianNoise(1))(x)", variableLength: false)
        + Declare("Recurrent", "Each(Gru(32, recurrentDropout: 0.5))(x)", variableLength: false)
        + Declare("InputDropped", "Each(Gru(8, dropout: 0.5))(Dense(32)(x))", variableLength: false)
        + Declare("States", "Gru(3, initialState: true)(Each(Gru(3))(x))", variableLength: false)
        + Declare("Tagged", "Dense(2)(Each(Gru(3, returnSequences: true))(x))")
        + """
        [SequenceModel(steps: 3, features: 2, precision: Precision.Double, inputGradient: true)] [Gru(3)] public sealed partial class Alone;

        [SequenceModel(Precision.Double, inputGradient: true)]
        public sealed partial class Ids
        {
            private static SymbolicTensor Forward([Input(groups: 4, steps: 3, features: 1)] SymbolicTensor x) =>
                Dense(1)(Lstm(4)(Each(Gru(3))(Embedding(10, 5, maskZero: true)(x))));
        }

        [SequenceModel(Precision.Double)]
        public sealed partial class Replies
        {
            private static SymbolicTensor Forward(
                [Input(features: 3)] SymbolicTensor place, [Input(groups: 4, steps: 3, features: 1)] SymbolicTensor x) =>
                Dense(1)(Concatenate()(place, Gru(4)(Each(Gru(3))(Embedding(10, 5, maskZero: true)(x)))));
        }

        [SequenceModel(Precision.Double, inputGradient: true)]
        public sealed partial class Several
        {
            private static SymbolicTensor Forward(
                [Input(5, 2, variableLength: true)] SymbolicTensor query,
                [Input(groups: 4, steps: 3, features: 2, variableLength: true)] SymbolicTensor document,
                [Input(features: 3)] SymbolicTensor place)
            {
                var encode = Gru(4);
                return Dense(2)(Concatenate()(encode(query), Gru(3)(Each(encode)(document)), place));
            }
        }
        """);

    public static TheoryData<string> OfBodies => [.. Bodies.Select((_, i) => $"Body{i}")];

    private static string Declare(string name, string answer, bool variableLength = true) =>
        $$"""
        [SequenceModel(Precision.Double, inputGradient: true)]
        public sealed partial class {{name}}
        {
            private static SymbolicTensor Forward(
                [Input(groups: {{Groups}}, steps: {{Steps}},
                    features: {{Features}}, variableLength: {{(variableLength ? "true" : "false")}})]
                    SymbolicTensor x) =>
                {{answer}};
        }

        """;

    [Fact]
    public void What_a_group_becomes_is_what_it_becomes_alone()
    {
        SequenceModel<double> each = Create("Encoded"), alone = Create("Alone");
        alone.Parameters.Set(each.Parameters.ToArray());
        double[] inputs = Checks.Values<double>(5 * each.SampleValues, seed: 1);
        Checks.Same(each, "groups", alone.Predict(inputs), each.Predict(inputs));
        Assert.Equal(
            ["each/gru/kernel", "each/gru/recurrent_kernel", "each/gru/bias"], each.Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void Weights_of_a_mean_in_groups_are_a_row_for_each_group()
    {
        var model = Create("HanWritten");
        int[] lengths = [2, 0, 3, 1];
        Assert.Equal(["each/attention_pooling", "attention_pooling"], model.AttentionLayers);
        double[] inputs = Checks.Values<double>(model.SampleValues, seed: 6);
        var words = model.AttentionWeights("each/attention_pooling", inputs, lengths);
        var sentences = model.AttentionWeights("attention_pooling", inputs, lengths);
        Assert.Equal((1, Groups, Steps), (words.Heads, words.Queries, words.Keys));
        Assert.Equal((1, 1, Groups), (sentences.Heads, sentences.Queries, sentences.Keys));
        for (int group = 0; group < Groups; group++)
        {
            double[] row = words.Of(0, group).ToArray();
            Assert.Equal(lengths[group] == 0 ? 0 : 1, row.Sum(), 1e-12);
            Assert.All(row[..lengths[group]], weight => Assert.InRange(weight, 1e-6, 1));
            Assert.All(row[lengths[group]..], weight => Assert.Equal(0, weight));
            Assert.Equal(lengths[group] > 0, sentences[0, 0, group] > 0);
        }

        // The weights of a sentence are those of it alone in a document, wherever it stands.
        double[] alone = new double[inputs.Length];
        inputs.AsSpan(2 * Steps * Features, Steps * Features).CopyTo(alone);
        var first = model.AttentionWeights("each/attention_pooling", alone, [3, 0, 0, 0]);
        Assert.Equal(words.Of(0, 2).ToArray(), first.Of(0, 0).ToArray());
    }

    [Fact]
    public void Hierarchical_attention_is_what_it_says()
    {
        SequenceModel<double> layer = Create("Han"), written = Create("HanWritten");
        written.Parameters.Set(layer.Parameters.ToArray());
        double[] inputs = Checks.Values<double>(layer.SampleValues, seed: 6);
        double[] expected = new double[6], got = new double[6];
        foreach (int[] lengths in (int[][])[[3, 3, 3, 3], [2, 0, 3, 1], [0, 0, 0, 0]])
        {
            written.Predict(inputs, lengths, expected);
            layer.Predict(inputs, lengths, got);
            Checks.Same(layer, string.Join(' ', lengths), expected, got);
        }

        Assert.Equal("hierarchical_attention/word/forward_gru/kernel", layer.Parameters.First().Name);
        Assert.Equal("hierarchical_attention/sentence/attention_pooling/context", layer.Parameters.Last().Name);
    }

    [Theory]
    [MemberData(nameof(OfBodies))]
    [InlineData("Han")]
    public void A_group_without_steps_is_not_there(string name)
    {
        var model = Create(name);
        double[] values = Checks.Values<double>(model.SampleValues, seed: 2), dense = [.. values], sparse = [.. values];
        dense.AsSpan(2 * Steps * Features).Fill(double.NaN);
        sparse.AsSpan().Fill(double.NaN);
        values.AsSpan(0, Steps * Features).CopyTo(sparse.AsSpan(Steps * Features));
        values.AsSpan(Steps * Features, 2 * Features).CopyTo(sparse.AsSpan(3 * Steps * Features));
        double[] expected = new double[model.Outputs], got = new double[model.Outputs];
        model.Predict(dense, [3, 2, 0, 0], expected);
        model.Predict(sparse, [0, 3, 0, 2], got);
        Assert.All(expected, value => Assert.True(double.IsFinite(value)));
        Checks.Same(model, "other groups", expected, got);

        double[] weights = Checks.Values<double>(model.Outputs, seed: 3);
        var (ofDense, inputs) = new Probe<double>(model, training: false).Gradients(dense, weights, [3, 2, 0, 0]);
        var (ofSparse, _) = new Probe<double>(model, training: false).Gradients(sparse, weights, [0, 3, 0, 2]);
        Assert.All(ofDense.Concat(inputs), value => Assert.True(double.IsFinite(value)));
        Assert.All(ofDense.Zip(ofSparse), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.All(inputs.Skip(2 * Steps * Features), value => Assert.Equal(0, value));
    }

    [Theory]
    [MemberData(nameof(OfBodies))]
    public void Gradients_of_groups_of_all_lengths_agree_with_central_differences(string name)
    {
        double error = Checks.GradientError(Create(name), training: true, seed: 4);
        Assert.True(error <= Checks.GradientTolerance, $"{error:E2}");
    }

    [Theory]
    [InlineData("States")]
    [InlineData("Ids")]
    [InlineData("Several")]
    [InlineData("Tagged")]
    [InlineData("Han")]
    [InlineData("HanDropped")]
    public void Gradients_agree_with_central_differences(string name)
    {
        double error = Checks.GradientError(Create(name), training: true, seed: 5);
        Assert.True(error <= Checks.GradientTolerance, $"{error:E2}");
    }

    [Theory]
    [InlineData("Dropped")]
    [InlineData("Spatial")]
    [InlineData("Noisy")]
    [InlineData("Recurrent")]
    [InlineData("InputDropped")]
    public void Groups_draw_other_random_numbers(string name)
    {
        var model = Create(name);
        double[] group = Checks.Values<double>(Steps * Features, seed: 6), inputs = [.. group, .. group, .. group, .. group];
        // A sample of two features is too few to tell spatial dropout apart: many samples are.
        double[] many = [.. Enumerable.Range(0, 16).SelectMany(_ => inputs)];
        double[] outputs = new Probe<double>(model, training: true).Outputs(many);
        int width = model.Outputs / Groups;
        var first = Enumerable.Range(0, 16).SelectMany(sample => outputs.Skip(sample * model.Outputs).Take(width));
        for (int g = 1; g < Groups; g++)
        {
            int at = g * width;
            Assert.NotEqual(first, Enumerable.Range(0, 16).SelectMany(sample => outputs.Skip(sample * model.Outputs + at).Take(width)));
        }

        double[] untrained = model.Predict(inputs);
        Assert.Equal(untrained[..width], untrained[width..(2 * width)]);
    }

    [Fact]
    public void Ids_of_zero_leave_groups_out()
    {
        var model = Create("Ids");
        double[] dense = [3, 4, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0], sparse = [0, 0, 0, 3, 4, 0, 0, 0, 0, 0, 5, 0];
        Checks.Same(model, "other groups", model.Predict(dense), model.Predict(sparse));
    }

    [Theory]
    [InlineData("Ids")]
    [InlineData("Replies")]
    public void Rows_of_ids_that_are_met_are_all_that_training_moves(string name)
    {
        string[] trained = [.. ((bool[])[true, false]).Select(updatesAllRows =>
        {
            var model = Create(name);
            double[] inputs = [.. Enumerable.Range(0, 40 * model.SampleValues).Select(i => i * i % 7 + (double)(i % 3))];
            var parts = model.InputTensors.Count == 1 ? new[] { inputs } : [inputs[..120], inputs[120..600]];
            var data = ArrayDataset.For(model, parts, [Checks.Values<double>(40, seed: 12)]);
            model.Fit(data, new FitOptions
            {
                Epochs = 2, BatchSize = 8, Loss = Loss.MeanSquaredError, Optimizer = new RmsProp(0.01), UpdatesAllRows = updatesAllRows,
            });
            return model.ParameterSha256();
        })];
        Assert.Equal(trained[0], trained[1]);
    }

    [Fact]
    public void A_data_set_has_a_length_for_each_group()
    {
        var model = Create("Documents");
        double[] inputs = Checks.Values<double>(20 * model.SampleValues, seed: 7), outputs = new double[20];
        int[] lengths = [.. Enumerable.Range(0, 20 * Groups).Select(i => i * 7 % 4)];
        var data = new ArrayDataset<double>(inputs, new double[20], Steps, Features, lengths: lengths, groups: Groups);
        model.Predict(inputs, lengths, outputs);
        Checks.Same(model, "data set", outputs, model.Predict(data));
        Checks.Same(model, "arrays", outputs, model.Predict(ArrayDataset.For(model, [inputs], [], lengths)));
        Assert.NotEqual(outputs, model.Predict(inputs));
        Assert.Equal(
            (Groups * Steps, Groups, Dataset.AllSteps, lengths[9]), (data.Steps, data.Groups, data.LengthOf(2, 0), data.LengthOf(2, 0, 1)));
        var history = model.Fit(data, new FitOptions { Epochs = 2, BatchSize = 8, Loss = Loss.MeanSquaredError, Optimizer = new Sgd(0.1) });
        Assert.True(history.Epochs[1].TrainLoss < history.Epochs[0].TrainLoss);
    }

    [Fact]
    public void Lengths_of_several_inputs_are_one_behind_the_other()
    {
        var model = Create("Several");
        double[] query = Checks.Values<double>(2 * 10, 8), document = Checks.Values<double>(2 * Groups * Steps * Features, 9),
            place = Checks.Values<double>(2 * 3, 10);
        double[] expected = model.Predict([query, document, place], [2, 3, 0, 1, 0, 1, 5, 0, 2, 3, 3, 1])[0];
        query.AsSpan(4, 6).Fill(double.NaN);
        document.AsSpan(Steps * Features, Steps * Features).Fill(double.NaN);
        document.AsSpan(3 * Steps * Features, 2 * Steps * Features).Fill(double.NaN);
        Checks.Same(model, "lengths", expected, model.Predict([query, document, place], [2, 3, 0, 1, 0, 1, 5, 0, 2, 3, 3, 1])[0]);
        Assert.NotEqual(expected, model.Predict([query, document, place], [2, 3, 0, 1, 0, 1, 5, 1, 2, 3, 3, 1])[0]);
    }

    [Fact]
    public void The_mask_of_a_nested_answer_is_that_of_its_steps()
    {
        var model = Create("Tagged");
        var data = new ArrayDataset<double>(
            Checks.Values<double>(model.SampleValues, seed: 11), [.. Enumerable.Repeat(1.0, model.Outputs)], Steps, Features, model.Outputs,
            lengths: [2, 0, 3, 1], groups: Groups);
        double[] answers = model.Predict(data);
        var there = new[] { 0, 1, 6, 7, 8, 9 };
        double expected = there.SelectMany(step => answers[(2 * step)..(2 * step + 2)]).Average(value => Math.Abs(1 - value));
        Assert.Equal(expected, model.Evaluate(data, Loss.MeanAbsoluteError).Loss, 1e-12);
    }

    [Fact]
    public void Mistakes_with_lengths_say_what_is_wrong()
    {
        SequenceModel<double> model = Create("Documents"), several = Create("Several"), fixedLength = Create("Fixed");
        double[] inputs = new double[2 * model.SampleValues], outputs = new double[2];
        Says("A group has 0 to 3 steps; group 2 of sample 1 is said to have 4.",
            () => new ArrayDataset<double>(inputs, outputs, Steps, Features, lengths: [1, 1, 1, 1, 1, 1, 4, 1], groups: Groups));
        Says("Expected a length for each of 2 samples x 4, one for each group, got 2.",
            () => new ArrayDataset<double>(inputs, outputs, Steps, Features, lengths: [1, 1], groups: Groups));
        Says("2 samples have 8 lengths, one for each group of input (4 x 3 x 2); got 2.", () => model.Predict(inputs, [1, 1], outputs));
        Says("A group of Documents has 0 to 3 steps; got a length of -1.", () => model.Predict(inputs, [1, 1, 1, -1, 1, 1, 1, 1], outputs));
        Says("A group of Several has 0 to 3 steps of document; got a length of 4.",
            () => several.Predict(new double[several.SampleValues], [5, 3, 3, 4, 3, 1], new double[2]));
        Says("Fixed takes samples of one length, 12 steps. Declare it with [Input(groups: ..., variableLength: true)].",
            () => fixedLength.Predict(inputs, [1, 1, 1, 1, 1, 1, 1, 1], outputs));
        Says("Documents takes one length for each of 4 groups; the data set has one length a sample.",
            () => model.Evaluate(
                new ArrayDataset<double>(inputs, outputs, Groups * Steps, Features, lengths: [12, 12]), Loss.MeanSquaredError));
        Says("Documents takes samples of 4 groups x 3 steps = 12 steps x 2 features; the data set has 3 x 2.",
            () => model.Evaluate(new ArrayDataset<double>(new double[6], new double[1], Steps, Features), Loss.MeanSquaredError));
        Says("Documents takes samples of input (4 x 3 x 2) = 24 values; got 5 values, no whole number of samples.",
            () => model.Predict(new double[5]));
        Says("Expected samples of 4 groups x 3 steps x 2 features = 24 values, got 5 values: no whole number of samples.",
            () => new ArrayDataset<double>(new double[5], outputs, Steps, Features, groups: Groups));

        static void Says(string message, Action wrong) => Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(wrong).Message);
    }

    [Fact]
    public void A_wrong_id_is_told_with_its_group() => Assert.StartsWith(
        "An Embedding of 10 rows takes ids from 0 to 9; got 77 at step 1 of group 2 of sample 0.",
        Assert.Throws<ArgumentOutOfRangeException>(() => Create("Ids").Predict((double[])[1, 2, 3, 4, 5, 6, 7, 77, 1, 1, 1, 1])).Message);

    [Fact]
    public void A_value_that_is_not_finite_is_told_with_its_group()
    {
        var model = Create("Documents");
        double[] inputs = new double[model.SampleValues];
        inputs[17] = double.NaN;
        var data = new ArrayDataset<double>(inputs, [1], Steps, Features, groups: Groups);
        var options = new FitOptions { Loss = Loss.MeanSquaredError, Optimizer = new Sgd(0.1) };
        Assert.Contains(
            "feature 1 of step 2 of group 2 of sample 0 is NaN", Assert.ThrowsAny<Exception>(() => model.Fit(data, options)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_no_stream_of_groups()
    {
        var model = Create("Several");
        var error = Assert.Throws<InvalidOperationException>(() => model.OpenStream());
        Assert.Equal(
            "Several cannot stream: a stream brings one step after the other, and document (4 x 3 x 2) is a nested sequence, whose steps "
                + "come "
            + "in groups. Predict with whole samples.", error.Message);
    }

    [Fact]
    public void A_summary_shows_groups()
    {
        string summary = Create("Documents").Summary();
        Assert.Matches(@"input +4 x 3 x 2 ", summary);
        Assert.Matches(@"each/gru \(Gru\(3\)\) +4 x 3 ", summary);
        Assert.Contains("Stream: none, as groups do not come step by step.", summary, StringComparison.Ordinal);
    }

    private static SequenceModel<double> Create(string name) => ModelCompiler.Create<double>(Models, name, seed: 3);
}
