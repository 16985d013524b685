using System.Numerics;
using System.Reflection;
using SimdSeq.Kernels;

namespace SimdSeq.Conformance.Tests;

/// <summary>Streams whose answers come every few steps: when they come, and with which bits.</summary>
public sealed class StridedStreamTests
{
    private const string Random = "biasInitializer: Initializer.RandomUniform";

    /// <summary>
    /// A name, the steps, the attributes or the Forward method, and of each output period and phase. None: the window is worked through
    /// anew.
    /// </summary>
    private static readonly (string Name, int Steps, string Model, (int Period, int Phase)[] Rates)[] Cases =
    [
        ("Chain", 24,
            $"[Conv1D(5, 3, strides: 2, {Random})] [MaxPooling1D(3)] [Gru(4, returnSequences: true)] [LastStep] [Dense(2)]", [(6, 6)]),
        ("ChainOfRows", 24, $"[Conv1D(5, 3, strides: 2, {Random})] [MaxPooling1D(3)] [Gru(4, returnSequences: true)]", [(6, 6)]),
        ("Means", 20,
            $"[Conv1D(17, 2, strides: 3, padding: Padding.Causal, {Random})] [AveragePooling1D(2, strides: 1)] [Dense(3)]", [(3, 3)]),
        ("Dilated", 15, $"[Conv1D(4, 3, dilation: 3, {Random})] [LayerNormalization]", [(1, 6)]),
        ("Grouped", 15, $"[Dense(6)] [Conv1D(4, 2, strides: 4, groups: 2, weightNorm: true, {Random})] [SimpleRnn(3)]", [(4, 1)]),
        ("Alone", 12, $"[Conv1D(3, 2, strides: 2, {Random})]", [(2, 1)]),
        ("OneRow", 9, $"[Conv1D(4, 9, {Random})]", [(1, 8)]),
        ("OneFarRow", 9, $"[Conv1D(4, 2, strides: 40, {Random})] [Lstm(3)]", [(40, 1)]),
        ("Depthwise", 16, $"[DepthwiseConv1D(3, strides: 2, depthMultiplier: 2, {Random})] [SeparableConv1D(5, 2, strides: 2)]", [(4, 4)]),
        ("PairsThatFit", 8, "[MaxPooling1D(2, padding: Padding.Same)] [Dense(3)]", [(2, 1)]),
        ("PairsThatDoNot", 9, "[MaxPooling1D(2, padding: Padding.Same)] [Dense(3)]", [(2, 1)]),
        ("Centred", 12, $"[Conv1D(3, 3, padding: Padding.Same, {Random})]", [(1, 1)]),
        ("Varying", 14, "[Conv1D(3, 3, strides: 2)] [AveragePooling1D(2)] [LastStep]", [(4, 4)]),
        ("Flat", 12, "[MaxPooling1D(3, strides: 2)] [Flatten] [Dense(2)]", [(2, 2)]),
        ("Global", 12, "[AveragePooling1D(3, strides: 2)] [GlobalMaxPooling1D]", [(2, 2)]),
        ("MissingSteps", 12, "[Masking(maskValue: 0.5)] [Conv1D(3, 2, strides: 2)] [Gru(3)]", []),
        ("MissingRows", 12, "[Conv1D(3, 2, strides: 2, activation: Activation.Relu)] [Masking] [Gru(3)]", [(2, 1)]),
        ("MissingInPool", 12, "[Masking(maskValue: 0.5)] [MaxPooling1D(1)] [Gru(3)]", []),
        ("Ids", 12, $"[Embedding(9, 4)] [Conv1D(3, 2, strides: 2, {Random})] [Gru(3)] [Dense(2)]", [(2, 1)]),
        ("Reads", 13, "var a = Conv1D(4, 2, strides: 2)(x); return LastStep()(a) + LastStep()(Conv1D(4, 3, strides: 3)(x));", [(1, 2)]),
        ("ReadsInPlace", 14,
            "var a = Tanh(LastStep()(MaxPooling1D(2)(x))); return Tanh(Sigmoid(a - GlobalAveragePooling1D()(MaxPooling1D(4)(x))));",
            [(2, 3)]),
        ("OtherPhases", 8, "return Conv1D(3, 2, strides: 2)(x) + Conv1D(3, 2, strides: 2, padding: Padding.Causal)(x);", [(2, 1)]),
        ("OtherPeriods", 9, "return Conv1D(3, 9)(x) + Conv1D(3, 2, strides: 40)(x);", []),
        ("SamePhases", 9,
            "var y = Conv1D(3, 3, strides: 2)(x); return Gru(3, returnSequences: true)(y + Conv1D(3, 2, padding: Padding.Causal)(y));",
            [(2, 2)]),
        ("Two", 15, "var y = Gru(3, returnSequences: true)(x); return (y, Dense(2)(AveragePooling1D(4)(y)));", [(1, 0), (4, 3)]),
        ("TwoApart", 15, "return (MaxPooling1D(2)(x), LastStep()(AveragePooling1D(5, strides: 4)(x)));", [(2, 1), (4, 4)]),
    ];

    private static readonly Assembly Models = ModelCompiler.Compile("using static SimdSeq.Layers;\n"
        + string.Concat(Enum.GetValues<Precision>().SelectMany(
            precision => Cases.Select(the => Declare(the.Name, the.Steps, the.Model, precision))))
        + $"""
        [SequenceModel]
        public sealed partial class Placed
        {"{"}
            private static (SymbolicTensor, SymbolicTensor) Forward([Input(9, 2)] SymbolicTensor x, [Input(3)] SymbolicTensor place) =>
                (Dense(2)(Concatenate()(LastStep()(MaxPooling1D(3)(x)), Dense(2)(place))), Dense(2, Activation.Tanh)(place));
        {"}"}
        """);

    public static TheoryData<string> Names => [.. Cases.Select(the => the.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Answers_come_when_a_window_is_complete(string name)
    {
        var (_, _, _, rates) = Cases.Single(the => the.Name == name);
        var model = Create<float>(name);
        Assert.Equal(rates.Length > 0, model.Layout.IsCausal);
        Assert.Equal(rates, model.Layout.AnswerRates.Select(rate => (rate.Period, rate.Phase)));
        using var stream = model.OpenStream();
        float[] step = new Samples<float>(model, 1, 1).StepOf(0, 0);
        for (int t = 0; t < 100; t++)
        {
            bool isNew = rates.Length == 0 || rates.Any(rate => t >= rate.Phase && (t - rate.Phase) % rate.Period == 0);
            Assert.Equal(isNew, stream.TryStep(step, out var answer));
            Assert.Equal(isNew ? model.OutputTensors.Sum(output => output.Features) : 0, answer.Length);
            Assert.Equal(t + 1, stream.StepCount);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stream_is_the_batch(string name)
    {
        StreamChecks.Streaming(Create<float>(name), 3);
        StreamChecks.Streaming(Create<double>(name), 4);
    }

    // A few samples are predicted by a stream.
    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_alone_is_as_in_a_batch(string name)
    {
        Checks.BatchSplit(Create<float>(name), 3);
        Checks.BatchSplit(Create<double>(name), 4);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_allocates_nothing(string name)
    {
        var model = Create<float>(name);
        using var stream = model.OpenStream();
        float[] step = new Samples<float>(model, 1, 1).StepOf(0, 0);
        Assert.Equal(0, SimdSeq.Tests.Allocated.BytesOf(() =>
        {
            for (int i = 0; i < 50; i++) stream.TryStep(step, out _);
        }));
    }

    [Fact]
    public void What_comes_after_the_declared_steps_is_what_a_longer_model_answers()
    {
        var (name, steps, model, _) = Cases[1];
        var longer = ModelCompiler.Compile(Declare(name, 5 * steps, model, Precision.Double));
        Assert.True(StreamChecks.GoingOn(Create<double>(name), ModelCompiler.Create<double>(longer, name + "Double", 3), 2));
    }

    [Fact]
    public void An_input_that_stays_as_it_is_brings_no_answer()
    {
        var model = ModelCompiler.Create<float>(Models, "Placed", 3);
        Assert.Equal([new AnswerRate(3, 2), new AnswerRate(0, 0)], model.Layout.AnswerRates);
        var samples = new Samples<float>(model, Tile<float>.Lanes, 2);
        float[] whole = model.Predict(samples.Values);
        using var stream = model.OpenStream(rows: samples.RowsOf(0));
        for (int step = 0; step < 9; step++)
        {
            Assert.Equal(step % 3 == 2, stream.TryStep(samples.StepOf(0, step), out var answer));
            if (step == 8) Checks.Same(model, "last step", whole.AsSpan(0, 4), answer);
        }
    }

    [Fact]
    public void A_step_that_fails_is_as_if_it_had_not_been()
    {
        var model = Create<float>("Ids");
        using ModelStream<float> stream = model.OpenStream(), other = model.OpenStream();
        for (int step = 0; step < 20; step++)
        {
            Assert.ThrowsAny<ArgumentException>(() => stream.Step([9]));
            Assert.Equal(step, stream.StepCount);
            Checks.Same(model, $"step {step}", other.Step([step % 9]), stream.Step([step % 9]));
        }
    }

    private static string Declare(string name, int steps, string model, Precision precision)
    {
        int features = name == "Ids" ? 1 : 3;
        string varying = name == "Varying" ? ", variableLength: true" : "";
        string head = $"[SequenceModel({steps}, {features}, Precision.{precision}, inputGradient: true{varying})]";
        string type = $"public sealed partial class {name}{precision}";
        if (model.StartsWith('[')) return $"{head} {model} {type};\n";
        string answer = model.Contains("return (", StringComparison.Ordinal) ? "(SymbolicTensor, SymbolicTensor)" : "SymbolicTensor";
        return $"{head} {type} {{ private static {answer} Forward(SymbolicTensor x) {{ {model} }} }}\n";
    }

    private static SequenceModel<T> Create<T>(string name) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ModelCompiler.Create<T>(Models, name + (typeof(T) == typeof(float) ? "Single" : "Double"), seed: 3);
}
