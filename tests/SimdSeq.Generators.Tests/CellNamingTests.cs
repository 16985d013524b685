namespace SimdSeq.Generators.Tests;

/// <summary>A user's cell may have any name, and so may what it is made of.</summary>
public class CellNamingTests
{
    private const string Gated = "Sigmoid(x * {0} + h * {1} + {2}) * h";

    [Theory]
    [InlineData("W", "w", "b")]
    [InlineData("w_1", "w1", "b")]
    [InlineData("row", "stream", "forward")]
    [InlineData("streamRow", "backward", "rowBias")]
    [InlineData("wTransposed", "w", "wSpread")]
    [InlineData("cell", "cell1", "dH")]
    [InlineData("streamH", "streamCell2", "v")]
    [InlineData("_", "__", "_1")]
    [InlineData("@do", "@float", "@class")]
    [InlineData("V", "table", "V1")]
    [InlineData("j", "count", "apply")]
    public void Weights_may_have_any_names(string kernel, string recurrent, string vector) => Emit(
        $"class C : ICell {{ public static CellValue Step(CellInput x, CellValue h, "
            + $"[Weight] CellKernel {kernel}, [Weight] CellRecurrentKernel {recurrent}, [Weight] CellVector {vector})"
        + $" => {string.Format(null, Gated, kernel, recurrent, vector)}; }}", "[Recurrent<C>(20)]");

    [Theory]
    [InlineData("row", "scratch")]
    [InlineData("_", "__")]
    [InlineData("h", "dh")]
    [InlineData("o", "@do")]
    [InlineData("@float", "@class")]
    [InlineData("V", "v")]
    [InlineData("t", "work")]
    [InlineData("MatMul", "Input")]
    [InlineData("hNext", "hBefore")]
    [InlineData("mask", "there")]
    [InlineData("CRow", "input")]
    public void States_may_have_any_names(string first, string second)
    {
        string cell =
            $"class C : ICell {{ public static (CellValue, CellValue) Step(CellInput x, CellValue {first}, CellValue {second}, "
                + $"[Weight] CellKernel k, [Weight] CellRecurrentKernel r)"
            + $" {{ var n = Tanh(x * k + {first} * r); var m = n * {second}; return (n + {first} * {second}, Tanh(m * r)); }} }}";
        Emit(cell, "[Recurrent<C>(4, initialState: true, returnState: true)]");
        Emit(cell, "[Recurrent<C>(4, returnSequences: true, recurrentDropout: 0.5)] [Recurrent<C>(20, stateful: true)]");
        Emit(cell, "[Bidirectional] [Recurrent<C>(4, returnSequences: true)]");
    }

    [Theory]
    [InlineData("V")]
    [InlineData("row")]
    [InlineData("_")]
    [InlineData("hBefore")]
    [InlineData("dhCarried")]
    [InlineData("atN")]
    [InlineData("apply")]
    [InlineData("@do")]
    [InlineData("x1")]
    public void Locals_may_have_any_name(string local) => Emit(
        $"class C : ICell {{ public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernel k, [Weight] CellRecurrentKernel r)"
        + $" {{ var {local} = Sigmoid(x * k); var n = Tanh(({local} * h) * r + x * k); return {local} * n + h; }} }}", "[Recurrent<C>(4)]");

    [Theory]
    [InlineData(
        "class {0} : ICell {{ {1} }} class {0}1 : ICell {{ {1} }}", "C",
        "[Recurrent<C>(4, returnSequences: true)] [Recurrent<C>(4, returnSequences: true)] [Recurrent<C1>(4)]")]
    [InlineData(
        "class {0} : ICell {{ {1} }} class {0}_1 : ICell {{ {1} }}", "C",
        "[Recurrent<C_1>(4, returnSequences: true)] [Recurrent<C>(4, returnSequences: true)] [Recurrent<C>(4)]")]
    [InlineData("namespace N {{ class {0} : ICell {{ {1} }} }}", "_9", "[Recurrent<N._9>(4)]")]
    [InlineData("class {0} : ICell {{ {1} }}", "_", "[Recurrent<_>(4)]")]
    [InlineData("class {0} : ICell {{ {1} }}", "Stream", "[Recurrent<Stream>(4)]")]
    [InlineData("class {0} : ICell {{ {1} }}", "GruStream", "[Gru(4, returnSequences: true)] [Recurrent<GruStream>(4)]")]
    [InlineData(
        "class {0} : ICell {{ {1} }}", "GruReverse", "[Gru(4, goBackwards: true, returnSequences: true)] [Recurrent<GruReverse>(4)]")]
    [InlineData("class {0} : ICell {{ {1} }}", "@class", "[Recurrent<@class>(4)]")]
    public void Cells_may_have_any_names(string declarations, string name, string layers) => Emit(
        string.Format(
            null, declarations, name,
            "public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernel passes, [Weight] CellVector b) => Tanh(x * passes "
                + "+ b) * h;"), layers);

    [Fact]
    public void A_constant_is_not_called_like_the_emitted_class() => Emit(
        "class C : ICell { public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernel passes) => Tanh(x * passes) * h; }",
        "[Recurrent<global::C>(4)]", "C");

    [Fact]
    public void The_parameters_of_several_cells_have_names_of_their_own()
    {
        string code = Emit(
            "class C : ICell { public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernel w) => Tanh(x * w) * h; }"
            + "class C_1 : ICell { public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernel w) => Tanh(x * w) * h; }",
            "[Recurrent<C>(4, returnSequences: true)] [Recurrent<C>(4, returnSequences: true)] [Recurrent<C_1>(4)]");
        Assert.All(["c/w", "c_1/w", "c_1_1/w"], name => Assert.Contains($"new(\"{name}\", ", code, StringComparison.Ordinal));
    }

    private static string Emit(string cells, string layers, string model = "Model") =>
        Harness.Emit(
            "using static SimdSeq.CellMath;\n" + cells + "namespace M { [SequenceModel(12, 3, inputGradient: true)] " + layers
                + " partial class " + model + "; }");
}
