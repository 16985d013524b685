using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace SimdSeq.Conformance.Tests;

/// <summary>
/// A model as one method, drawn at random: branches, residual sums, products, differences, values side by side, shared layers, blocks in
/// loops. It keeps the shape of every value, so that all of them fit.
/// </summary>
public sealed record RandomGraph(
    int Steps, int Features, string Second, string Body, string Output, bool IsSequence, bool CanBePadded, int OutputFeatures)
{
    /// <summary>The class, with a given name and precision.</summary>
    public string Declare(string name, Precision precision, bool variableLength = false, int? steps = null) =>
        $$"""
        {{Attribute(precision, variableLength, steps ?? Steps)}}
        public sealed partial class {{name}}
        {
            private static {{(Output.Contains(", ", StringComparison.Ordinal) ? "(SymbolicTensor, SymbolicTensor)" : "SymbolicTensor")}}
                Forward({{Inputs(steps ?? Steps)}})
            {
        {{Body}}        return {{Output}};
            }

        {{Methods}}
        }

        """;

    /// <summary>The methods that it calls.</summary>
    public const string Methods =
        """
            private static SymbolicTensor Residual(SymbolicTensor x, Layer layer) => x + layer(x);

            private static SymbolicTensor Temporal(SymbolicTensor x, int filters, int dilation, bool weightNorm)
            {
                var y = x;
                for (int i = 0; i < 2; i++)
                {
                    y = Conv1D(filters, 3, dilation: dilation, padding: Padding.Causal, weightNorm: weightNorm,
                        biasInitializer: Initializer.RandomUniform)(y);
                    y = Dropout(0.25)(Relu(y));
                }

                return Relu(y + Shortcut(filters)(x));
            }

            private static SymbolicTensor Gated(SymbolicTensor x, int units)
            {
                var gate = Sigmoid(Dense(units)(x));
                return gate * Tanh(Dense(units, useBias: false)(x)) + (1 - gate) * Dropout(0.25)(Dense(units)(x));
            }

            private static SymbolicTensor Memory(SymbolicTensor x, int units)
            {
                var h = Gru(units, returnSequences: true, biasInitializer: Initializer.RandomUniform)(x);
                return Concatenate()(h, Lstm(units, returnSequences: true, biasInitializer: Initializer.RandomUniform)(h), h);
            }
        """;

    private string Attribute(Precision precision, bool variableLength, int steps) => Second.Length > 0
        ? $"[SequenceModel(Precision.{precision}, inputGradient: true)]"
        : $"[SequenceModel(steps: {steps}, features: {Features}, precision: Precision.{precision}, inputGradient: true, "
            + $"variableLength: {(variableLength ? "true" : "false")})]";

    private string Inputs(int steps) =>
        Second.Length > 0 ? $"[Input({steps}, {Features})] SymbolicTensor x, {Second} SymbolicTensor z" : "SymbolicTensor x";

    /// <summary>Steps of a sample that is shorter.</summary>
    public int Shorter => 1 + Steps / 3;

    /// <summary>The same with a layer on its answer.</summary>
    public RandomGraph Answered(string layer) => this with { Output = $"{layer}()({Output})" };

    public override string ToString() => $"{Steps} x {Features} {Second}\n{Body}        return {Output};\n";

    /// <summary>Draws a method of some calls.</summary>
    public static Gen<RandomGraph> Generator { get; } =
        from seed in Gen.Choose(0, int.MaxValue - 1) select new GraphDrawing(new Random(seed)).Draw();

    /// <summary>Draws what becomes of one value alone, for a method of one value and one answer.</summary>
    /// <param name="random">Draws.</param>
    /// <param name="keepsSteps">Whether it may be padded.</param>
    /// <param name="steps">Steps of the value; null: some.</param>
    /// <param name="features">Features of the value; null: some.</param>
    public static RandomGraph Of(Random random, bool keepsSteps, int? steps = null, int? features = null) =>
        new GraphDrawing(random, keepsSteps).Draw(steps, features, isPart: true);
}
