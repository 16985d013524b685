using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace SimdSeq.Generators.Tests.Emission;

/// <summary>Whatever the options, the emitted code compiles without a warning and keeps its form.</summary>
public partial class OptionTests
{
    private const int MaxWidth = 160;

    private static readonly int[] Units = [1, 5, 16, 33];
    private static readonly string[] Dropouts =
        ["", ", dropout: 0.25", ", recurrentDropout: 0.25", ", dropout: 0.25, recurrentDropout: 0.5"];
    private static readonly bool[] Switch = [false, true];

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void Every_combination_of_Gru_options_compiles(Precision precision)
    {
        var options =
            from units in Units
            from bias in Switch
            from resetAfter in Switch
            from returnSequences in Switch
            from dropout in Dropouts
            select $"[Gru({units}, useBias: {Literal(bias)}, resetAfter: {Literal(resetAfter)}, "
                + $"returnSequences: {Literal(returnSequences)}{dropout})]"
                + $" [Dense({units}, useBias: {Literal(!bias)})]";
        CompileAll(options, precision);
    }

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void Every_layer_with_zeros_at_masked_steps_compiles(Precision precision)
    {
        var options =
            from mask in new[] { "", "[Masking] " }
            from layer in new[] { "SimpleRnn", "Lstm", "Gru" }
            from backwards in Switch
            from zeros in Switch
            from last in new[] { "[Flatten]", "[LastStep]", "[Bidirectional] [Gru(2, returnSequences: true)]" }
            select $"{mask}[{layer}(5, returnSequences: true, goBackwards: {Literal(backwards)}, zeroOutputForMask: "
                + $"{Literal(zeros)})] {last}";
        CompileAll(options, precision);
    }

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void Every_activation_compiles(Precision precision)
    {
        var options =
            from name in Enum.GetNames<Activation>()
            where !name.EndsWith(nameof(Activation.Softmax), StringComparison.Ordinal)
            let activation = $"Activation.{name}"
            from gru in new[] { $"{activation}", $"recurrentActivation: {activation}", $"{activation}, {activation}" }
            from resetAfter in Switch
            select $"[Gru(5, {gru}, resetAfter: {Literal(resetAfter)}, "
                + $"returnSequences: true, recurrentDropout: 0.5)] [Dense(3, {activation})]";
        CompileAll(options, precision);
    }

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void Softmax_compiles_wherever_it_may_stand(Precision precision)
    {
        string[] options =
        [
            "[Gru(4)] [Dense(3, Activation.Softmax)]", "[Gru(4)] [Activation(Activation.Softmax)]",
            "[Dense(3, Activation.Softmax, useBias: false)] [Flatten]", "[Activation(Activation.Softmax)] [LastStep]",
            "[Bidirectional] [Gru(2, returnSequences: true)] [Dense(33, Activation.Softmax)]",
        ];
        CompileAll(options.Concat(options.Select(option => option.Replace("Activation.Softmax", "Activation.LogSoftmax"))), precision);
    }

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void Every_normalization_compiles(Precision precision)
    {
        var options =
            from kind in new[]
            {
                "BatchNormalization(", "LayerNormalization(", "GroupNormalization(3, ", "GroupNormalization(-1, ", "GroupNormalization(1, ",
            }
            from center in Switch
            from scale in Switch
            let layer = $"[{kind}center: {Literal(center)}, scale: {Literal(scale)})]"
            from stack in new[] { $"{layer}", $"[Masking] {layer} [Gru(6)] {layer} [Dense(1)]", $"[Dense(9)] {layer} [Flatten]" }
            select stack;
        string[] others =
        [
            "[RMSNormalization]", "[Gru(5)] [RMSNormalization(epsilon: 1e-8)]", "[Dense(4)] [UnitNormalization] [LastStep]",
            "[UnitNormalization]", "[BatchNormalization(1, 1e-7)] [Gru(3)]",
            "[Dense(10)] [Glu] [Gru(4)] [Glu]", "[Masking] [Dense(2)] [Glu]",
            "[LayerNormalization] [Activation(Activation.Gelu)] [UnitNormalization] [RMSNormalization] [LastStep]",
        ];
        CompileAll(options.Concat(others), precision);
    }

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void Every_convolution_compiles(Precision precision)
    {
        string[] kinds =
        [
            "Conv1D(6, 2, ", "DepthwiseConv1D(2, depthMultiplier: 1, ", "DepthwiseConv1D(2, depthMultiplier: 3, ", "SeparableConv1D(6, 2, ",
            "Conv1DTranspose(6, 2, ",
        ];
        var options =
            from kind in kinds
            from sizes in new[] { "", "strides: 2, ", "dilation: 3, ", "strides: 3, dilation: 2, activation: Activation.Softmax, " }
            from padding in Enum.GetNames<Padding>()
            from bias in Switch
            where !(kind.StartsWith("Conv1DTranspose", StringComparison.Ordinal) && padding == nameof(Padding.Causal))
            let layer = $"[{kind}{sizes}padding: Padding.{padding}, useBias: {Literal(bias)})]"
            from stack in new[] { layer, $"[Masking] {layer} [Gru(4)]", $"[Dense(33)] [GaussianNoise(0.1)] {layer} [LastStep]" }
            select stack;
        CompileAll(options.Append("[GaussianNoise(0.25)]").Append("[LastStep] [GaussianNoise(0)] [Dense(1)]"), precision);
    }

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void Every_layer_that_acts_on_each_step_compiles_under_TimeDistributed(Precision precision)
    {
        string[] inner =
        [
            "Dense(4)", "Dense(4, Activation.Gelu, useBias: false)", "Dense(3, Activation.LogSoftmax)", "Activation(Activation.Softmax)",
            "Activation(Activation.Mish)", "Dropout(0.5)", "GaussianNoise(0.5)", "LayerNormalization", "RMSNormalization",
            "UnitNormalization",
        ];
        var options =
            from layer in inner
            from before in new[] { "", "[Masking] ", "[TimeDistributed] [Dense(6)] [TimeDistributed] [Glu] " }
            from after in new[] { "", " [Gru(4)]" }
            select $"{before}[TimeDistributed] [{layer}]{after}";
        CompileAll(options, precision);
    }

    [Theory]
    [InlineData("[Gru(4)] [Dense(3, Activation.Softmax)]", "Softmax")]
    [InlineData("[Gru(4)] [Dense(3)]", "Linear")]
    [InlineData("[Dense(3, Activation.Elu)] [LastStep] [Dropout(0.5)]", "Elu")]
    [InlineData("[Dense(3)] [Activation(Activation.Softmax)] [Reverse] [Flatten]", "Softmax")]
    [InlineData("[Gru(4, Activation.Sigmoid)]", "Sigmoid")]
    [InlineData("[Masking] [Lstm(4, returnSequences: true, zeroOutputForMask: true)]", "Tanh")]
    [InlineData("[Bidirectional] [SimpleRnn(4, Activation.Relu)]", "Relu")]
    [InlineData("[Bidirectional(Merge.Sum)] [SimpleRnn(4, Activation.Sigmoid)]", null)]
    [InlineData("[Bidirectional(twoLayers: true)] [SimpleRnn(4, Activation.Sigmoid)] [Gru(4)]", null)]
    [InlineData("[Dense(3, Activation.LogSoftmax)]", "LogSoftmax")]
    [InlineData("[Dense(3, Activation.Silu)] [LastStep]", "Silu")]
    [InlineData("[Dense(4, Activation.Sigmoid)] [LayerNormalization]", null)]
    [InlineData("[Dense(4, Activation.Sigmoid)] [BatchNormalization]", null)]
    [InlineData("[Dense(4, Activation.Sigmoid)] [Glu]", null)]
    [InlineData("[DepthwiseConv1D(2, activation: Activation.Relu)]", "Relu")]
    [InlineData("[SeparableConv1D(4, 2)] [LastStep]", "Linear")]
    [InlineData("[Dense(4, Activation.Relu)] [Conv1DTranspose(4, 2)]", "Linear")]
    [InlineData("[Dense(4, Activation.Relu)] [GaussianNoise(0.5)]", null)]
    [InlineData("[TimeDistributed] [Dense(3, Activation.Softmax)]", "Softmax")]
    [InlineData("[Flatten]", null)]
    [InlineData("[Dense(3)] [Recurrent<Own>(4)]", null)]
    public void The_layout_says_which_activation_answers(string layers, string? activation)
    {
        string code = Harness.Emit(
            "class Own : ICell { public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernel w) => x * w + 0.5 * h; }\n"
            + $"[SequenceModel(7, 3)] {layers} partial class Model;");
        if (activation is null) Assert.DoesNotContain("OutputActivation =", code, StringComparison.Ordinal);
        else Assert.Contains($"OutputActivation = Activation.{activation},", code, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_initializer_compiles() => CompileAll(
        Enum.GetNames<Initializer>()
            .Select(name =>
                $"[Gru(5, kernelInitializer: Initializer.{name}, recurrentInitializer: Initializer.{name}, "
                    + $"biasInitializer: Initializer.{name})]"),
        Precision.Single);

    [Theory]
    [InlineData("[Flatten]")]
    [InlineData("[Flatten] [Dense(2)]")]
    [InlineData("[Dense(2)] [Flatten] [Dense(2, Activation.Elu)]")]
    [InlineData("[Gru(3, returnSequences: true)] [Flatten]")]
    [InlineData("[Gru(3, returnSequences: true)] [Gru(3, returnSequences: true)] [Gru(3, dropout: 0.5)] [Dense(2)] [Dense(2)]")]
    public void Every_order_of_layers_compiles(string layers)
    {
        foreach (int steps in new[] { 1, 2, 7 })
        {
            foreach (string more in new[] { "", ", inputGradient: true", ", precision: Precision.Double, inputGradient: true" })
                Harness.Emit($"[SequenceModel({steps}, 3{more})] {layers} partial class Model;");
        }
    }

    [Fact]
    public async Task Emitted_code_is_CSharp_13()
    {
        var models = SnapshotTests.Models.Select((row, i) =>
            Harness.Parse((string)row[1], $"Model{i}.cs", Harness.ParseOptions.WithLanguageVersion(LanguageVersion.CSharp13)));
        Assert.Empty(await Harness.DiagnoseAsync(Harness.Compile(models)));
    }

    [Fact]
    public void A_declaration_gives_the_same_text_every_time()
    {
        const string Source =
            "[SequenceModel(12, 3)] [Gru(5, dropout: 0.5, returnSequences: true)] [Gru(5, resetAfter: false)] [Dense(1)] partial class "
                + "Model;";
        string once = Harness.Emit(Source);
        Assert.Equal(once, Harness.Emit(Source));
        Assert.Equal(
            once, Harness.Emit("// elsewhere\n" + Source.Replace("Gru(5, resetAfter: false)", "Gru(resetAfter: false, units: 2 + 3)")));
    }

    [Fact]
    public void Numbers_do_not_depend_on_the_culture()
    {
        const string Source = "[SequenceModel(1200, 30)] [Gru(5, dropout: 0.5)] [Dense(1)] partial class Model;";
        string expected = Harness.Emit(Source);
        var culture = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = new(
                "")
            { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", NegativeSign = "~" } };
            Assert.Equal(expected, Harness.Emit(Source));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = culture;
        }
    }

    private static void CompileAll(IEnumerable<string> stacks, Precision precision)
    {
        var models = stacks.Select(
            (stack, i) =>
                $"[SequenceModel(7, 3, Precision.{precision}, inputGradient: {Literal(i % 2 == 0)})] {stack} partial class Model{i};")
                .ToList();
        var files = Harness.EmitAll(string.Join("\n", models));
        Assert.Equal(models.Count, files.Length);
        foreach (string code in files.Select(file => file.ToString())) AssertForm(code);
    }

    private static void AssertForm(string code)
    {
        Assert.EndsWith("}\n", code, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n\n", code, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", code, StringComparison.Ordinal);
        Assert.DoesNotContain("\t", code, StringComparison.Ordinal);
        foreach (string line in code.Split('\n'))
        {
            // A comment or a text may quote the user's declaration, however long that is.
            bool mayQuote = line.Contains("//", StringComparison.Ordinal) || line.Contains('"', StringComparison.Ordinal);
            Assert.True(line.Length <= MaxWidth || mayQuote, $"{line.Length} characters: {line}");
            Assert.True(line.TrimEnd() == line, $"'{line}' ends in a space.");
        }

        Assert.DoesNotMatch(Nameless(), code);
    }

    private static string Literal(bool value) => value ? "true" : "false";

    // A local that has no name in the equations.
    [GeneratedRegex(@"\bV (value|t)\d*\b")]
    private static partial Regex Nameless();
}
