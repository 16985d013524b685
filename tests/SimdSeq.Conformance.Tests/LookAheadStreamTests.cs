using System.Numerics;
using System.Reflection;
using SimdSeq.Kernels;

namespace SimdSeq.Conformance.Tests;

/// <summary>Streams of models that look some steps ahead: their answers come as many steps later, with the bits of the batch.</summary>
public sealed class LookAheadStreamTests
{
    private const string Random = "biasInitializer: Initializer.RandomUniform", Same = "padding: Padding.Same";

    /// <summary>A name, the steps, the attributes or the Forward method, and the delay; -1: the window is worked through anew.</summary>
    private static readonly (string Name, int Steps, string Model, int Delay)[] Cases =
    [
        ("Centred", 12, $"[Conv1D(5, 3, {Same}, {Random})]", 1),
        ("EvenTaps", 11, $"[Conv1D(5, 4, {Same}, {Random})] [Dense(3)]", 2),
        ("Dilated", 9, $"[Conv1D(4, 3, dilation: 3, {Same}, groups: 1, weightNorm: true, {Random})]", 3),
        ("Grouped", 9, $"[Dense(6)] [Conv1D(4, 3, groups: 2, {Same}, {Random})]", 1),
        ("Stack", 13, $"[Conv1D(17, 3, {Same}, {Random})] [Gru(4, returnSequences: true)] [Conv1D(3, 5, {Same})] [Dense(2)]", 3),
        ("BeyondTheSequence", 3, $"[Conv1D(4, 9, {Same}, {Random})] [Conv1D(4, 9, {Same}, {Random})]", 8),
        ("OneStep", 1, $"[Conv1D(4, 5, {Same}, {Random})] [MaxPooling1D(3, strides: 1, {Same})]", 3),
        ("Depthwise", 10, $"[DepthwiseConv1D(3, {Same}, depthMultiplier: 2, {Random})] [SeparableConv1D(5, 5, {Same}, {Random})]", 3),
        ("Pools", 10, $"[MaxPooling1D(3, strides: 1, {Same})] [AveragePooling1D(4, strides: 1, {Same})]", 3),
        ("Strided", 11, $"[Conv1D(5, 3, strides: 2, {Same}, {Random})] [Gru(3, returnSequences: true)]", 1),
        ("StridedEven", 12, $"[Conv1D(5, 3, strides: 2, {Same}, {Random})] [MaxPooling1D(3, strides: 3, {Same})]", 6),
        ("Pyramid", 13, $"[AveragePooling1D(2, {Same})] [Conv1D(4, 3, {Same})] [MaxPooling1D(2, {Same})] [Conv1D(3, 3, {Same})]", 9),
        ("Moved", 9, "[ZeroPadding1D(2, 0)] [Gru(3, returnSequences: true)]", 2),
        ("MovedBack", 9, "[ZeroPadding1D(0, 2)] [Gru(3, returnSequences: true)]", 2),
        ("Padded", 9, $"[ZeroPadding1D(1, 2)] [Conv1D(4, 4, {Random})]", 2),
        ("PaddedFar", 9, $"[ZeroPadding1D(5, 0)] [Conv1D(4, 3, {Random})]", 3),
        ("PaddedPool", 9, "[ZeroPadding1D(2, 1)] [MaxPooling1D(3, strides: 1)] [Dense(3)]", 1),
        ("PaddedAfterStrides", 12, $"[MaxPooling1D(2)] [ZeroPadding1D(2, 0)] [DepthwiseConv1D(3, {Random})] [Gru(3)]", 0),
        ("PaddedTwice", 9, $"[ZeroPadding1D(2, 2)] [Conv1D(4, 3, {Random})] [ZeroPadding1D(2, 2)] [Conv1D(4, 3, dilation: 2, {Random})]",
            4),
        ("PaddedAsCausal", 9, $"return x + Conv1D(3, 3, dilation: 2, {Random})(ZeroPadding1D(4, 0)(x));", 0),
        ("PaddedWithNothing", 1, $"[ZeroPadding1D(1, 3)] [Conv1D(3, 3, dilation: 2, {Random})] [LastStep]", 3),
        ("PaddedAndRead", 9, $"var y = ZeroPadding1D(2, 0)(x); return LastStep()(y) + LastStep()(Conv1D(3, 3, {Random})(y));", 2),
        ("PaddedCentred", 9, $"[Conv1D(4, 5, {Same}, {Random})] [ZeroPadding1D(1, 1)] [Conv1D(3, 3, {Random})]", 3),
        ("Cropped", 9, $"[Cropping1D(2, 1)] [Dense(3)]", 0),
        ("CroppedCentred", 9, $"[Conv1D(4, 5, {Same}, {Random})] [Cropping1D(0, 1)] [Dense(3)]", 1),
        ("Transposed", 9, $"[Conv1DTranspose(5, 3, {Same}, {Random})] [Dense(2)]", 1),
        ("TransposedValid", 9, $"[Conv1DTranspose(5, 4, dilation: 2, useBias: false)]", 6),
        ("DownAndUp", 12, $"[MaxPooling1D(2)] [Dense(4)] [Conv1DTranspose(5, 3, strides: 2, {Same}, {Random})] [Dense(2)]", 1),
        ("DownAndRepeated", 13, $"[MaxPooling1D(3, {Same})] [UpSampling1D(3)] [Conv1D(3, 3, {Same}, {Random})]", 4),
        ("Up", 6, "[UpSampling1D(2)]", -1),
        ("Tcn", 15, $"[Tcn(5, 3, 2, causal: false, returnSequences: true)]", 6),
        ("TcnLast", 15, $"[Tcn(5, 3, 2, causal: false)] [Dense(2)]", 6),
        ("LastStep", 9, $"[Conv1D(5, 3, {Same}, {Random})] [LastStep] [Dense(2)]", 1),
        ("LastState", 9, $"[Conv1D(5, 5, {Same}, {Random})] [Lstm(3, returnState: true)]", 2),
        ("Largest", 9, $"[Conv1D(5, 5, {Same}, {Random})] [GlobalMaxPooling1D] [Dense(2)]", 2),
        ("Flat", 9, $"[Conv1D(5, 4, {Same}, {Random})] [Flatten] [Dense(2)]", 2),
        ("Backwards", 9, $"[Conv1D(5, 3, {Same})] [Gru(3, goBackwards: true)]", -1),
        ("Varying", 9, $"[Conv1D(5, 3, {Same}, {Random})] [Gru(3, returnSequences: true)]", 1),
        ("Missing", 12, $"[Masking(maskValue: 0.5)] [Conv1D(5, 4, {Same}, {Random})] [Gru(3, returnSequences: true)]", 2),
        ("MissingLast", 12, $"[Masking(maskValue: 0.5)] [Conv1D(5, 3, {Same})] [LastStep]", 1),
        ("Ids", 12, $"[Embedding(9, 4)] [Conv1D(3, 3, {Same}, {Random})] [Gru(3)] [Dense(2)]", 1),
        ("Residual", 12, $"return x + Conv1D(3, 5, {Same}, {Random})(x);", 2),
        ("MissingResidual", 12, $"var y = Masking(maskValue: 0.5)(x); return Gru(3, returnSequences: true)(y * Conv1D(3, 5, {Same})(y));",
            2),
        ("Branches", 12,
            $"var y = Dense(4)(x); return Concatenate()(y, Conv1D(2, 3, {Same})(y), Conv1D(3, 7, {Same})(y), Gru(4, returnSequences: "
                + "true)(y) - y);",
            3),
        ("Twice", 12, $"for (int i = 0; i < 2; i++) x = Tanh(x + Conv1D(3, 3, {Same}, {Random})(x)); return 1 - x;", 2),
        ("Rows", 12, $"return Tanh(LastStep()(x) + LastStep()(Conv1D(3, 5, {Same})(x)));", 2),
        ("RowsOfOtherSteps", 11,
            $"return LastStep()(MaxPooling1D(2, {Same})(x)) * GlobalAveragePooling1D()(Conv1D(3, 7, {Same})(x));", 3),
        ("RowsOfWhichTheLastMayWait", 9,
            $"return Concatenate()(LastStep()(x), LastStep()(AveragePooling1D(1, strides: 4)(Conv1D(3, 3, {Same}, {Random})(x))));", 1),
        ("UNet", 16,
            $"var y = Conv1D(4, 3, {Same})(x); var z = Conv1D(4, 3, {Same})(MaxPooling1D(2)(y)); "
            + "return Concatenate()(y, UpSampling1D(2)(z));", 4),
        ("Two", 12, $"var y = Gru(3, returnSequences: true)(x); return (y, Conv1D(2, 5, {Same})(y));", 2),
        ("TwoOfOtherSteps", 12, $"return (MaxPooling1D(2)(x), Conv1D(2, 7, {Same})(x));", 3),
        ("RowAndSequence", 12, $"return (Tanh(LastStep()(x)), Conv1D(2, 3, {Same})(x));", 1),
        ("TwoRows", 12, $"return (Tanh(LastStep()(x)), GlobalMaxPooling1D()(Conv1D(2, 3, {Same})(x)));", 1),
    ];

    private static readonly Assembly Models = ModelCompiler.Compile("using static SimdSeq.Layers;\n"
        + string.Concat(Enum.GetValues<Precision>().SelectMany(
            precision => Cases.Select(the => Declare(the.Name, the.Name, the.Steps, the.Model, precision))))
        + string.Concat(Cases.SelectMany(the => Enumerable.Range(1, 20)
            .Select(steps => Declare(the.Name, $"{the.Name}Of{steps}", steps, the.Model, Precision.Double))
            .Where(_ => HoldsForAnySteps(the.Name))))
        + $$"""
        [SequenceModel]
        public sealed partial class Placed
        {
            private static SymbolicTensor Forward(
                [Input(9, 2)] SymbolicTensor x, [Input(9, 3)] SymbolicTensor z, [Input(3)] SymbolicTensor place) =>
                Concatenate()(LastStep()(x + Conv1D(2, 3, {{Same}})(z)), Dense(2)(place));
        }
        """);

    public static TheoryData<string> Names => [.. Cases.Select(the => the.Name)];

    public static TheoryData<string> NamesOfAnySteps => [.. Cases.Select(the => the.Name).Where(HoldsForAnySteps)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stream_is_the_batch(string name)
    {
        var model = Create<float>(name);
        var (_, _, _, delay) = Cases.Single(the => the.Name == name);
        Assert.Equal(delay >= 0, model.Layout.IsCausal);
        using (var stream = model.OpenStream()) Assert.Equal(Math.Max(0, delay), stream.Delay);
        StreamChecks.Streaming(model, 3);
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

    // The stream of a model of some steps, for sequences of any other number.
    [Theory]
    [MemberData(nameof(NamesOfAnySteps))]
    public void A_sequence_may_end_at_any_step(string name)
    {
        var model = Create<double>(name);
        using var stream = model.OpenStream();
        for (int steps = 1; steps <= 20; steps++)
        {
            var other = ModelCompiler.Create<double>(Models, $"{name}Of{steps}Double", seed: 3);
            if (other.Parameters.Count > 0) other.Parameters.Set(model.Parameters.ToArray());
            var samples = new Samples<double>(other, Tile<double>.Lanes, steps);
            double[] whole = other.Predict(samples.Values), last = [];
            for (int step = 0; step < steps; step++)
            {
                if (stream.TryStep(samples.StepOf(0, step), out var answer)) last = answer.ToArray();
            }

            last = StreamChecks.Finish(other, stream, whole, StreamChecks.RatesOf(model)) ?? last;
            Checks.Same(other, "last answer", whole.AsSpan(other.Outputs - last.Length, last.Length), last);
            stream.Reset();
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_and_the_end_allocate_nothing(string name)
    {
        var model = Create<float>(name);
        using var stream = model.OpenStream();
        float[] step = new Samples<float>(model, 1, 1).StepOf(0, 0);
        Assert.Equal(0, SimdSeq.Tests.Allocated.BytesOf(() =>
        {
            for (int i = 0; i < 20; i++) stream.TryStep(step, out _);
            while (stream.TryFinish(out _)) { }
            stream.Reset();
        }));
    }

    [Fact]
    public void An_answer_comes_with_the_step_that_it_waits_for()
    {
        var model = Create<float>("Stack");
        var samples = new Samples<float>(model, 1, 1);
        using var stream = model.OpenStream();
        for (int step = 0; step < 13; step++) Assert.Equal(step >= stream.Delay, stream.TryStep(samples.StepOf(0, step), out _));
        int waiting = 0;
        for (; stream.TryFinish(out var answer); waiting++) Assert.Equal(2, answer.Length);
        Assert.Equal(stream.Delay, waiting);
        Assert.Contains("an answer 3 steps after its own", model.Summary().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sequence_that_has_ended_takes_no_step_before_a_reset()
    {
        foreach (string name in (string[])["Stack", "Backwards"])
        {
            var model = Create<float>(name);
            float[] step = new Samples<float>(model, 1, 1).StepOf(0, 0);
            using var stream = model.OpenStream();
            Assert.False(stream.TryFinish(out _)); // of no steps
            Assert.Contains("Reset", Assert.Throws<InvalidOperationException>(() => stream.Step(step)).Message, StringComparison.Ordinal);
            stream.Reset();
            float[] first = [.. Enumerable.Range(0, 9).SelectMany(_ => stream.Step(step).ToArray())];
            while (stream.TryFinish(out _)) { }
            stream.Reset();
            float[] again = [.. Enumerable.Range(0, 9).SelectMany(_ => stream.Step(step).ToArray())];
            Checks.Same(model, "after a reset", first, again);
            stream.Dispose();
            Assert.Throws<ObjectDisposedException>(() => stream.TryFinish(out _));
        }
    }

    [Fact]
    public void A_shorter_sequence_than_the_delay_is_answered_at_its_end()
    {
        var model = Create<double>("BeyondTheSequence");
        using var stream = model.OpenStream();
        for (int step = 0; step < 3; step++) Assert.False(stream.TryStep([1, 2, 3], out _));
        int answers = 0;
        while (stream.TryFinish(out _)) answers++;
        Assert.Equal(3, answers);
    }

    [Fact]
    public void Several_inputs_wait_for_each_other()
    {
        var model = ModelCompiler.Create<float>(Models, "Placed", seed: 3);
        StreamChecks.Streaming(model, 3);
        using var stream = model.OpenStream();
        Assert.Equal(1, stream.Delay);
    }

    private static bool HoldsForAnySteps(string name) => name
        is "Centred" or "Padded" or "PaddedFar" or "PaddedPool" or "PaddedTwice" or "PaddedAsCausal" or "EvenTaps" or "Dilated" or "Stack"
        or "Pools" or "Moved" or "MovedBack" or "PaddedCentred" or "Transposed"
        or "TransposedValid" or "Tcn" or "TcnLast" or "Largest" or "Missing" or "Residual" or "Branches" or "Twice" or "Rows"
        or "RowsOfWhichTheLastMayWait";

    private static string Declare(string kind, string name, int steps, string model, Precision precision)
    {
        int features = kind == "Ids" ? 1 : 3;
        string varying = kind == "Varying" ? ", variableLength: true" : "";
        string head = $"[SequenceModel({steps}, {features}, Precision.{precision}, inputGradient: true{varying})]";
        string type = $"public sealed partial class {name}{precision}";
        if (model.StartsWith('[')) return $"{head} {model} {type};\n";
        string answer = model.Contains("return (", StringComparison.Ordinal) ? "(SymbolicTensor, SymbolicTensor)" : "SymbolicTensor";
        return $"{head} {type} {{ private static {answer} Forward(SymbolicTensor x) {{ {model} }} }}\n";
    }

    private static SequenceModel<T> Create<T>(string name) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ModelCompiler.Create<T>(Models, name + (typeof(T) == typeof(float) ? "Single" : "Double"), seed: 3);
}
