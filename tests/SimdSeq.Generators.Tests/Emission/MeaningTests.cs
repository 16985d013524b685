using System.Globalization;

namespace SimdSeq.Generators.Tests.Emission;

/// <summary>What a model's file keeps of its layers: every option that changes an answer, and no other.</summary>
public class MeaningTests
{
    private const string Own = "class Own : ICell { public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernel w) "
        + "=> x * w + 0.5 * h; }\n";

    private static readonly string[] OfTraining =
    [
        "dropout", "recurrentDropout", "momentum", "unitForgetBias", "kernelInitializer", "recurrentInitializer", "biasInitializer",
        "embeddingsInitializer", "betaInitializer", "gammaInitializer",
        "depthwiseInitializer", "pointwiseInitializer",
    ];

    public static TheoryData<string, string> Options
    {
        get
        {
            var options = new TheoryData<string, string>();
            foreach (var type in typeof(LayerAttribute).Assembly.GetTypes().Where(type => type.BaseType == typeof(LayerAttribute)))
            {
                foreach (var parameter in type.GetConstructors().Single().GetParameters().Where(parameter => parameter.HasDefaultValue))
                    options.Add(type.Name.Split('`')[0].Replace("Attribute", ""), $"{parameter.Name}: {Other(parameter)}");
            }

            return options;
        }
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void Every_option_that_changes_answers_is_kept(string kind, string option)
    {
        string before = kind switch { "Recurrent" => "Recurrent<Own>", _ => kind };
        string sizes = kind switch
        {
            "Embedding" => "7, 2, ",
            "Conv1D" or "SeparableConv1D" or "Conv1DTranspose" or "MultiHeadAttention" => "4, 2, ",
            "GroupedQueryAttention" => "2, 4, 2, ",
            "TransformerEncoder" => "4, 8, ",
            "Attention" or "PositionalEmbedding" => "",
            "Bidirectional" or "Masking" or "ZeroPadding1D" or "Cropping1D" or "MaxPooling1D" or "AveragePooling1D" or "UpSampling1D" => "",
            _ when kind.EndsWith("Normalization", StringComparison.Ordinal) => "",
            _ => "4, ",
        };
        int features = kind switch
        {
            "Embedding" => 1,
            "Conv1D" => 4,
            _ when kind.Contains("Attention") || kind == "TransformerEncoder" => 8,
            "GroupNormalization" => option == "groups: 33" ? 33 : 32,
            _ => 3,
        };
        string inner = kind != "Bidirectional" ? ""
            : option.StartsWith("twoLayers", StringComparison.Ordinal) ? " [Gru(3)] [Lstm(3)]" : " [Gru(3)]";
        string code = Harness.Emit($"{Own}[SequenceModel(7, {features})] [{before}({sizes}{option})]{inner} "
            + "partial class Model;");
        string wrapped = inner.Replace("[", "").Replace("]", "");
        string kept = OfTraining.Contains(option.Split(':')[0])
            ? $"{before}({sizes.TrimEnd(' ', ',')})".Replace("()", "") : $"{before}({sizes}{option})";
        Assert.Contains($"Meaning: \"{kept}{wrapped}{(kind == "Recurrent" ? " of equations " : "\"")}", code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_is_told_by_its_equations()
    {
        string first = MeaningOf("var z = Tanh(x * w); return z + 0.5 * h;");
        Assert.Equal(first, MeaningOf("var renamed = Tanh(x * w);\n return (renamed + (0.5) * h); // as before"));
        string[] others =
        [
            "var z = Sigmoid(x * w); return z + 0.5 * h;", "var z = Tanh(x * w); return z + 0.25 * h;",
            "var z = Tanh(x * w); return z - 0.5 * h;", "return 0.5 * h + x * w;",
        ];
        Assert.Equal(5, others.Select(MeaningOf).Append(first).Distinct().Count());

        static string MeaningOf(string step)
        {
            string code = Harness.Emit("using static SimdSeq.CellMath; class Own : ICell { public static CellValue Step(CellInput "
                + "x, CellValue h, [Weight] CellKernel w) { "
                + $"{step}\n }} }} [SequenceModel(7, 3)] [Recurrent<Own>(4)] partial class Model;");
            return code.Split("Meaning: \"")[1].Split('"')[0];
        }
    }

    [Fact]
    public void Dropout_is_not_kept_and_neither_is_what_a_layer_brings_with_it()
    {
        string code = Harness.Emit("[SequenceModel(7, 3)] [Masking] [Gru(4, returnSequences: true, goBackwards: true, "
            + "zeroOutputForMask: true)] [Dropout(0.5)] partial class Model;");
        Assert.Equal(2, code.Split("Meaning: ").Length - 1);
        Assert.Contains("Meaning: \"Gru(4, returnSequences: true, goBackwards: true, zeroOutputForMask: "
            + "true)\"", code, StringComparison.Ordinal);
    }

    [Fact]
    public void Neither_is_dropout_of_every_step()
    {
        string code = Harness.Emit(
            "[SequenceModel(7, 3)] [TimeDistributed] [Dropout(0.5)] [TimeDistributed] [Dense(2)] partial class Model;");
        Assert.Equal(2, code.Split("Meaning: ").Length);
        Assert.Contains("Meaning: \"TimeDistributed Dense(2)\"", code, StringComparison.Ordinal);
    }

    private static string Other(System.Reflection.ParameterInfo parameter) => parameter.DefaultValue switch
    {
        bool isOn => isOn ? "false" : "true",
        double when parameter.Name == "momentum" => "0.5",
        double number => (number + 0.125).ToString(CultureInfo.InvariantCulture),
        _ when parameter.ParameterType == typeof(Activation) => "Activation.Elu",
        int number => (number + 1).ToString(CultureInfo.InvariantCulture),
        _ when parameter.ParameterType == typeof(Merge) => "Merge.Sum",
        _ when parameter.ParameterType == typeof(Padding) => "Padding.Same",
        _ when parameter.ParameterType == typeof(TcnNorm) => "TcnNorm.WeightNorm",
        _ when parameter.ParameterType == typeof(TransformerNorm) => "TransformerNorm.RmsNorm",
        _ when parameter.ParameterType == typeof(AttentionPositions) => "AttentionPositions.Rotary",
        _ when parameter.ParameterType == typeof(AttentionScore) => "AttentionScore.General",
        _ when parameter.ParameterType == typeof(Initializer) => "Initializer.HeNormal",
        var other => throw new NotSupportedException($"{parameter.Name}: an option of type {other?.GetType()} needs another value here."),
    };
}
