namespace SimdSeq.Generators.Tests.Emission;

/// <summary>A number in a cell may have a name, and may stand wherever a value may.</summary>
public class CellNumberTests
{
    [Theory]
    [InlineData("CellValue k = 0.5; return k * Tanh(x * w) + k;", "return 0.5 * Tanh(x * w) + 0.5;")]
    [InlineData("double k = 3; return k * Tanh(x * w);", "return 3 * Tanh(x * w);")]
    [InlineData("double k = 3, l = -k; CellValue m = l * k + 1 - k; return m * Tanh(x * w);", "return -11 * Tanh(x * w);")]
    [InlineData("CellValue none = 0; return none * h + Tanh(x * w);", "return Tanh(x * w);")]
    public void A_named_number_is_that_number(string named, string literal) =>
        Assert.Equal(Emit("CellValue", "CellValue h", literal), Emit("CellValue", "CellValue h", named));

    [Theory]
    [InlineData("return (Tanh(x * w), 0.5);")]
    [InlineData("return (0.5, Tanh(x * w) + a);")]
    [InlineData("CellValue k = 2; return (Tanh(x * w) * Sigmoid(k), Tanh(1) - a);")]
    [InlineData("CellValue k = 2; return (Tanh(x * w + k * u), a + k * u);")]
    public void A_number_may_stand_for_a_value(string body) =>
        Emit("(CellValue, CellValue)", "CellValue h, CellValue a",
            body.Contains("* u", StringComparison.Ordinal) ? body : body.Replace("Tanh(x * w)", "Tanh(x * w + h * u)"));

    private static string Emit(string results, string states, string body) =>
        Emit(results, states, body, "[Masking]") + Emit(results, states, body, "");

    private static string Emit(string results, string states, string body, string first) => Harness.Emit(
        "using static SimdSeq.CellMath;\n"
        + $"class Own : ICell {{ public static {results} Step(CellInput x, {states}, "
        + $"[Weight] CellKernel w{(results == "CellValue" ? "" : ", [Weight] CellRecurrentKernel u")}) {{ {body} }} }}"
        + $" [SequenceModel(12, 3)] {first} [Recurrent<Own>(20, returnSequences: true)] [Recurrent<Own>(4, recurrentDropout: 0.5)] partial "
        + "class Model;");
}
