using FsCheck;
using FsCheck.Fluent;

namespace SimdSeq.Conformance.Tests;

/// <summary>
/// A model on a nested sequence, drawn at random: a random method for every group, and another for the sequence of what it makes of them.
/// Where the first makes sequences, a layer makes rows of them, or they are the answer.
/// </summary>
/// <param name="Groups">Groups of a sample.</param>
/// <param name="Group">The method of a group.</param>
/// <param name="Forward">What is made of the input <c>x</c>: the sequence of groups.</param>
/// <param name="Document">What becomes of that; null: it is the answer.</param>
public sealed record RandomNesting(int Groups, RandomGraph Group, string Forward, RandomGraph? Document)
{
    /// <summary>Whether steps and groups may be left out.</summary>
    public bool CanBePadded => Groups > 1 && Group.CanBePadded && Document?.CanBePadded == true;

    /// <summary>Groups of a sample that has fewer.</summary>
    public int Fewer => 1 + Groups / 3;

    /// <summary>The class, with a given name and precision.</summary>
    public string Declare(string name, Precision precision, bool variableLength = false, int? groups = null, int? steps = null) =>
        $$"""
        [SequenceModel(Precision.{{precision}}, inputGradient: true)]
        public sealed partial class {{name}}
        {
            private static SymbolicTensor Forward({{Input(variableLength, groups ?? Groups, steps ?? Group.Steps)}} SymbolicTensor x)
            {
                x = {{Forward}};
        {{Document?.Body}}        return {{Document?.Output ?? "x"}};
            }

            private static SymbolicTensor Group(SymbolicTensor x)
            {
        {{Group.Body}}        return {{Group.Output}};
            }

            private static SymbolicTensor Twice(Layer layer, SymbolicTensor x, SymbolicTensor y) => Concatenate()(layer(x), layer(y));

        {{RandomGraph.Methods}}
        }

        """;

    public override string ToString() => Declare("Model", Precision.Double);

    /// <summary>Draws one.</summary>
    public static Gen<RandomNesting> Generator { get; } = from seed in Gen.Choose(0, int.MaxValue - 1) select Draw(new Random(seed));

    private string Input(bool variableLength, int groups, int steps) =>
        $"[Input(groups: {groups}, steps: {steps}, features: {Group.Features}{(variableLength ? ", variableLength: true" : "")})]";

    private static RandomNesting Draw(Random random)
    {
        bool keepsSteps = random.Next(3) == 0;
        int groups = Pick(1, 2, 3, 5);
        var group = RandomGraph.Of(random, keepsSteps);
        bool isFirst = group.Body.Contains("Embedding(", StringComparison.Ordinal)
            || group.Body.Contains("Masking(", StringComparison.Ordinal);
        string before = isFirst ? "{0}" : Pick("{0}", "{0}", $"Dense({group.Features}, Activation.Tanh)({{0}})", "Dropout(0.25)({0})",
            "BatchNormalization(0.75)(1 - {0})", $"Shortcut({group.Features})(Tanh({{0}}))");
        string forward = $"Each(Group)({string.Format(null, before, "x")})";
        int features = group.OutputFeatures;
        if (!isFirst && random.Next(4) == 0)
        {
            // Shared: the second call has the parameters of the first.
            forward = $"Twice(Each({Pick("Group", "v => Group(v)")}), x, {string.Format(null, before, "x")})";
            features *= 2;
        }

        if (group.IsSequence && random.Next(4) == 0) return new(groups, group, forward, null);
        if (group.IsSequence)
        {
            string row = Pick("LastStep()", "GlobalAveragePooling1D()", "GlobalMaxPooling1D()", "Gru(5, recurrentDropout: 0.25)",
                "v => Dense(5)(Dropout(0.5)(LastStep()(v)))");
            if (row.Contains("(5", StringComparison.Ordinal)) features = 5;
            forward = $"Each({row})({Pick("{0}", "Tanh({0})", "Dropout(0.5)({0})")})".Replace("{0}", forward, StringComparison.Ordinal);
        }

        return new(groups, group, forward, RandomGraph.Of(random, keepsSteps, groups, features));

        T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];
    }
}
