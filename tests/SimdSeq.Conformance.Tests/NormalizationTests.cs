namespace SimdSeq.Conformance.Tests;

/// <summary>Normalisation layers of whole models against Keras's equations, options and defaults.</summary>
public sealed class NormalizationTests
{
    private const int Steps = 4, Features = 6;
    private const double MaskValue = 0.25;
    private const string Random = "betaInitializer: Initializer.RandomNormal, gammaInitializer: Initializer.RandomNormal";

    private static readonly Dictionary<string, string> Declared = new()
    {
        ["Layer"] = $"[LayerNormalization({Random})]",
        ["LayerAlone"] = "[LayerNormalization(center: false, scale: false)]",
        ["Rms"] = "[RMSNormalization]",
        ["Unit"] = "[UnitNormalization]",
        ["Group"] = $"[GroupNormalization(3, {Random})]",
        ["Instance"] = "[GroupNormalization(-1, epsilon: 0.5)]",
        ["MaskedGroup"] = $"[Masking(maskValue: 0.25)] [GroupNormalization(2, {Random})]",
        ["RowGroup"] = $"[LastStep] [GroupNormalization(2, {Random})]",
    };

    private static readonly System.Reflection.Assembly Models = ModelCompiler.Compile(string.Concat(Declared.Select(model =>
        $"[SequenceModel({Steps}, {Features}, Precision.Double)] {model.Value} public sealed partial class {model.Key};\n")));

    public static TheoryData<string> Names => [.. Declared.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Answers_are_Kerass(string name)
    {
        var model = ModelCompiler.Create<double>(Models, name, seed: 5);
        double[] x = Checks.Values<double>(Steps * Features, 1);
        if (name == "MaskedGroup") x.AsSpan(Features, 2 * Features).Fill(MaskValue);
        double[] Weight(string weight) =>
            model.Parameters.Single(parameter => parameter.Name.EndsWith("/" + weight, StringComparison.Ordinal)).Values.ToArray();
        double[] expected = Expected(name, x, Weight);
        double[] got = model.Predict(x);
        Assert.Equal(expected.Length, got.Length);
        for (int i = 0; i < got.Length; i++) Assert.Equal(expected[i], got[i], 1e-13);
    }

    [Fact]
    public void Parameters_have_Kerass_names_and_first_values()
    {
        Assert.Equal(["layer_normalization/gamma", "layer_normalization/beta"], NamesOf("Layer"));
        Assert.Equal(["group_normalization/gamma", "group_normalization/beta"], NamesOf("Group"));
        Assert.Equal(["rms_normalization/scale"], NamesOf("Rms"));
        Assert.Empty(NamesOf("Unit"));
        Assert.Empty(NamesOf("LayerAlone"));
        Assert.All(Create("Rms").Parameters.ToArray(), value => Assert.Equal(1, value));
        var instance = Create("Instance").Parameters;
        Assert.All(instance[0].Values.ToArray(), value => Assert.Equal(1, value));
        Assert.All(instance[1].Values.ToArray(), value => Assert.Equal(0, value));

        static SequenceModel<double> Create(string name) => ModelCompiler.Create<double>(Models, name, seed: 5);

        static string[] NamesOf(string name) => [.. Create(name).Parameters.Select(parameter => parameter.Name)];
    }

    [Fact]
    public void Only_groups_over_all_steps_look_ahead()
    {
        foreach (string name in Declared.Keys)
        {
            bool isCausal = ModelCompiler.Create<double>(Models, name, seed: 5).Layout.IsCausal;
            Assert.Equal(name is not ("Group" or "Instance" or "MaskedGroup"), isCausal);
        }
    }

    private static double[] Expected(string name, double[] x, Func<string, double[]> weight)
    {
        int[] Row(int step) => [.. Enumerable.Range(step * Features, Features)];
        int[][] rows = [.. Enumerable.Range(0, Steps).Select(Row)];
        switch (name)
        {
            case "Layer": return Standard(x, rows, 1e-3, weight("gamma"), weight("beta"));
            case "LayerAlone": return Standard(x, rows, 1e-3, null, null);
            case "Group": return Standard(x, Groups(rows, 3), 1e-3, weight("gamma"), weight("beta"));
            case "Instance": return Standard(x, Groups(rows, Features), 0.5, weight("gamma"), weight("beta"));
            case "MaskedGroup": return Standard(x, Groups([rows[0], rows[3]], 2), 1e-3, weight("gamma"), weight("beta"));
            case "RowGroup": return Standard(x, Groups([rows[3]], 2), 1e-3, weight("gamma"), weight("beta"))[^Features..];
            case "Rms":
                double[] scale = weight("scale");
                double Size(int row) => Math.Sqrt(Mean(rows[row], k => x[k] * x[k]) + 1e-6);
                return [.. x.Select((value, i) => value / Size(i / Features) * scale[i % Features])];
            default:
                return [.. x.Select((value, i) => value / Math.Sqrt(rows[i / Features].Sum(k => x[k] * x[k])))];
        }
    }

    // The values of a group, over the rows.
    private static int[][] Groups(int[][] rows, int groups) =>
        [.. Enumerable.Range(0, groups).Select(group => rows.SelectMany(row => row.Chunk(Features / groups).ElementAt(group)).ToArray())];

    private static double Mean(int[] set, Func<int, double> value) => set.Average(value);

    private static double[] Standard(double[] x, int[][] sets, double epsilon, double[]? gamma, double[]? beta)
    {
        var y = new double[x.Length];
        foreach (int[] set in sets)
        {
            double mean = Mean(set, i => x[i]), variance = Mean(set, i => (x[i] - mean) * (x[i] - mean));
            foreach (int i in set)
                y[i] = (x[i] - mean) / Math.Sqrt(variance + epsilon) * (gamma?[i % Features] ?? 1) + (beta?[i % Features] ?? 0);
        }

        return y;
    }
}
