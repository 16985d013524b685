using System.Numerics;
using System.Reflection;
using SimdSeq.Kernels;

namespace SimdSeq.Conformance.Tests;

/// <summary>States of recurrent layers as values of the model: where they begin, and what they are after the last step.</summary>
public sealed class InitialStateTests
{
    private const string Random = "biasInitializer: Initializer.RandomUniform",
        Two = "[Input(6, 3)] SymbolicTensor x, [Input(4)] SymbolicTensor h";

    /// <summary>A name, the parameters of Forward, its body, and whether a stream carries the states.</summary>
    private static readonly (string Name, string Inputs, string Body, bool IsCausal)[] Cases =
    [
        ("Given", Two, $"return Gru(4, {Random}).InitialState(h)(x);", true),
        ("GivenSequence", Two, $"return Dense(2)(Gru(4, returnSequences: true, {Random}).InitialState(h)(x));", true),
        ("GivenBoth", Two + ", [Input(4)] SymbolicTensor c",
            $"return Lstm(4, returnSequences: true, peephole: true, {Random}).InitialState(h, c)(x);", true),
        ("GivenTwice", Two, $"return Lstm(4, {Random}).InitialState(h, h)(x) + Dense(4)(h);", true),
        ("GivenToAll", Two, "return SimpleRnn(4).InitialState(h)(Gru(4, returnSequences: true).InitialState(Tanh(h))(x));", true),
        ("Derived", Two, $"return Gru(5, returnSequences: true, {Random}).InitialState(Dense(5, Activation.Tanh)(h))(x);", true),
        ("Dropped", Two, $"return Gru(4, dropout: 0.25, recurrentDropout: 0.25, {Random}).InitialState(h)(Dropout(0.25)(x));", true),
        ("Shared", Two, $"var gru = Gru(4, returnSequences: true, {Random}); return gru.InitialState(h)(x) - gru.InitialState(1 - h)(x);",
            true),
        ("NamedArgument", Two, "return Gru(4).InitialState(states: [h])(x);", true),
        ("InArray", Two, "SymbolicTensor[] states = [h, h]; return Lstm(4).InitialState(states)(x);", true),
        ("LookingAhead", Two, $"return Gru(4, returnSequences: true).InitialState(h)(Conv1D(4, 3, padding: Padding.Same, {Random})(x));",
            true),
        ("Backwards", Two, $"return Gru(4, returnSequences: true, goBackwards: true, {Random}).InitialState(h)(x);", false),
        ("BothWays", Two, $"return Bidirectional(Gru(4, returnSequences: true, {Random})).InitialState(h, -h)(x);", false),
        ("BothWaysOfTwo", Two, $"return Bidirectional(Lstm(4, {Random}), Merge.Sum).InitialState(h, 1 - h, 2 * h, -h)(x);", false),
        ("Masked", Two, $"return Gru(4, returnSequences: true, {Random}).InitialState(h)(Masking(maskValue: 0.5)(x));", true),
        ("MaskedZeros", Two,
            $"return Lstm(4, returnSequences: true, zeroOutputForMask: true, {Random}).InitialState(h, h)(Masking(maskValue: 0.5)(x));",
            true),
        ("Coder", "[Input(6, 3)] SymbolicTensor x, [Input(5, 2)] SymbolicTensor y",
            $"var h = Gru(4, {Random})(x); return Dense(2)(Gru(4, returnSequences: true, {Random}).InitialState(h)(y));", false),
        ("CoderOfTwo", "[Input(6, 3)] SymbolicTensor x, [Input(6, 2)] SymbolicTensor y",
            $"var (_, h, c) = Lstm(4, returnState: true, {Random})(x); "
            + $"return Dense(2)(Lstm(4, returnSequences: true, {Random}).InitialState(h, c)(y));", false),
        ("CoderOfSequences", "SymbolicTensor x",
            $"var (y, h, c) = Lstm(4, returnSequences: true, returnState: true, {Random})(x); "
                + $"return Lstm(4, {Random}).InitialState(h, c)(y);", false),
        ("LastOfOne", "SymbolicTensor x", $"var (y, h) = Gru(4, returnState: true, {Random})(x); return y * Tanh(h);", true),
        ("LastOfSequence", "SymbolicTensor x",
            $"var (y, h) = Gru(4, returnSequences: true, returnState: true, {Random})(x); return GlobalAveragePooling1D()(y) + h;", true),
        ("LastAlone", "SymbolicTensor x", $"var (_, _, c) = Lstm(4, returnSequences: true, returnState: true, {Random})(x); return c;",
            true),
        ("LastMemory", "SymbolicTensor x", $"var (_, _, c) = Lstm(4, returnState: true, {Random})(x); return Dense(2)(c);", true),
        ("LastRead", "SymbolicTensor x",
            $"SymbolicTensor y, h, c; (y, h, c) = Lstm(4, returnState: true, {Random})(x); return c * c + c + h + y * c;", true),
        ("LastBackwards", "SymbolicTensor x",
            $"var (y, h) = Gru(4, returnSequences: true, returnState: true, goBackwards: true, {Random})(x); return LastStep()(y) - h;",
            false),
        ("LastBothWays", "SymbolicTensor x",
            $"var (y, h, back) = Bidirectional(Gru(4, returnState: true, {Random}))(x); return Concatenate()(y, h * back);", false),
        ("LastMasked", "SymbolicTensor x",
            "var (y, h) = SimpleRnn(4, returnSequences: true, returnState: true, zeroOutputForMask: true)(Masking(maskValue: 0.5)(x)); "
            + "return LastStep()(y) * h;", true),
        ("LastAhead", "SymbolicTensor x",
            $"var (_, h) = Gru(4, returnState: true)(Conv1D(4, 3, padding: Padding.Same, {Random})(x)); return Dense(2)(h);", true),
        ("LastAnswered", "SymbolicTensor x", $"var (y, h, c) = Lstm(4, returnState: true, {Random})(x); return (y, h, c);", true),
        ("LastAndGiven", Two,
            $"var gru = Gru(4, returnState: true, {Random}); for (int i = 0; i < 3; i++) (_, h) = gru.InitialState(h)(x); return h;",
            false),
    ];

    private static readonly Assembly Models = ModelCompiler.Compile("using static SimdSeq.Layers;\n"
        + string.Concat(
            Enum.GetValues<Precision>().SelectMany(precision => Cases.Select(the => Declare(the.Name, the.Inputs, the.Body, precision))))
        + Declare("Padded", "SymbolicTensor x", PaddedBody, Precision.Double, steps: 6, isVarying: true)
        + Declare("Short", "SymbolicTensor x", PaddedBody, Precision.Double, steps: 3)
        + "[SequenceModel(6, 3, Precision.Double)] [Lstm(4, returnSequences: true, peephole: true, initialState: true)] public sealed "
        + "partial class Brought;\n");

    private const string PaddedBody = "var (y, h, c) = Lstm(4, returnSequences: true, returnState: true, zeroOutputForMask: true)(x); "
        + "return Lstm(4).InitialState(c, h)(y) + h * c;";

    public static TheoryData<string> Names => [.. Cases.Select(the => the.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_agree_with_central_differences(string name)
    {
        foreach (bool training in (bool[])[true, false])
            Assert.InRange(Checks.GradientError(Create<double>(name), training, seed: 5), 0, Checks.GradientTolerance);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_batch_is_its_samples(string name)
    {
        Checks.BatchSplit(Create<float>(name), 3);
        Checks.BatchSplit(Create<double>(name), 4);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Threads_change_no_bit(string name) => Assert.False(Checks.Training(() => Create<float>(name), 3));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stream_is_the_batch(string name)
    {
        var model = Create<float>(name);
        if (!model.Layout.CanStream)
        {
            Assert.Contains(
                "cannot stream", Assert.Throws<InvalidOperationException>(() => model.OpenStream()).Message, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(Cases.Single(the => the.Name == name).IsCausal, model.Layout.IsCausal);
        StreamChecks.Streaming(model, 3);
        StreamChecks.Streaming(Create<double>(name), 4);
        Checks.Allocation(model, 3);
    }

    [Fact]
    public void A_padded_sample_is_the_sample() => Checks.Padding(
        ModelCompiler.Create<double>(Models, "PaddedDouble", 3), ModelCompiler.Create<double>(Models, "ShortDouble", 3), answersLast: false,
        3);

    // The states that a sample brings lie behind its steps either way.
    [Fact]
    public void States_that_are_inputs_are_those_that_samples_bring()
    {
        SequenceModel<double> given = Create<double>("GivenBoth"), brought = ModelCompiler.Create<double>(Models, "Brought", 3);
        brought.Parameters.Set(given.Parameters.ToArray());
        double[] samples = new Samples<double>(given, 11, 3).Values;
        Checks.Same(given, "states", brought.Predict(samples), given.Predict(samples));
    }

    private static string Declare(string name, string inputs, string body, Precision precision, int steps = 6, bool isVarying = false)
    {
        string size = inputs.Contains("[Input", StringComparison.Ordinal) ? "" : $"{steps}, 3, ",
            varying = isVarying ? ", variableLength: true" : "";
        string answer = body.Contains("return (", StringComparison.Ordinal)
            ? "(SymbolicTensor, SymbolicTensor, SymbolicTensor)"
            : "SymbolicTensor";
        return $"[SequenceModel({size}precision: Precision.{precision}, inputGradient: true{varying})] "
            + $"public sealed partial class {name}{precision} "
            + $"{{ private static {answer} Forward({inputs}) {{ {body} }} }}\n";
    }

    private static SequenceModel<T> Create<T>(string name) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ModelCompiler.Create<T>(Models, name + (typeof(T) == typeof(float) ? "Single" : "Double"), seed: 3);
}
