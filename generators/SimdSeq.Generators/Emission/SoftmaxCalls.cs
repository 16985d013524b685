namespace SimdSeq.Generators.Emission;

/// <summary>The one activation that is not element-wise, as calls of its kernel.</summary>
/// <param name="type">The model's type.</param>
/// <param name="features">Features of a row.</param>
/// <param name="rows">Rows of a sample.</param>
internal sealed class SoftmaxCalls(string type, int features, int rows)
{
    public static bool Is(string activation) => activation == "Softmax";

    public string OverSamples(string x, string y) => $"Softmax.OverSamples<V, {type}>({x}, {y}, features: {features}, rows: {rows});";

    public string Backward(string y, string dy, string dx) =>
        $"Softmax.Backward<V, {type}>({y}, {dy}, {dx}, features: {features}, rows: {rows});";

    public string OverFeatures(string x, string y) => $"Softmax.OverFeatures<V, {type}>({x}, {y}, features: {features});";
}
