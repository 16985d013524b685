namespace SimdSeq.Generators.Tests.Forward;

/// <summary>What may stand in Forward means what it means in C#.</summary>
public class ReadingTests
{
    private static readonly string[] ThreeLayers = ["dense: Dense(1)", "dense_1: Dense(2)", "dense_2: Dense(4)"];

    private const string Call = "x = Dense(n)(x);";

    [Theory]
    [InlineData("return Dense(4)(Dense(2)(Dense(1)(x)));")]
    [InlineData("var y = Dense(1)(x); var z = Dense(2)(y); return Dense(4)(z);")]
    [InlineData("for (int n = 1; n < 5; n *= 2) " + Call + " return x;")]
    [InlineData("for (int i = 0; i < 3; i++) x = Dense(1 << i)(x); return x;")]
    [InlineData("for (int i = 2; i >= 0; i--) { int n = 4 >> i; " + Call + " } return x;")]
    [InlineData("foreach (int n in new[] { 1, 2, 4 }) " + Call + " return x;")]
    [InlineData("foreach (int n in new int[] { 1, 2, 4 }) { " + Call + " } return x;")]
    [InlineData("int[] all = [1, 2, 4]; foreach (int n in all) " + Call + " return x;")]
    [InlineData("int[] some = [2, 4]; int[] all = [1, .. some]; for (int i = 0; i < all.Length; i++) x = Dense(all[i])(x); return x;")]
    [InlineData("var all = new int[3]; for (int i = 0; i < 3; i++) all[i] = 1 << i; foreach (int n in all) " + Call + " return x;")]
    [InlineData(
        "var all = new System.Collections.Generic.List<int>(); for (int i = 0; i < 3; i++) all.Add(1 << i); foreach (int n in all) " + Call
            + " return x;")]
    [InlineData("int n = 1; while (n < 5) { " + Call + " n += n; } return x;")]
    [InlineData("int n = 1; while (true) { if (n == 8) break; " + Call + " n *= 2; } return x;")]
    [InlineData("int n = 1; do { " + Call + " n *= 2; } while (n <= 4); return x;")]
    [InlineData("for (int n = 1; ; n++) { if (n == 3) continue; if (n > 4) return x; " + Call + " }")]
    [InlineData(
        "for (int i = 0; i < 3; i++) { int n; switch (i) { case 0: n = 1; break; case 1: n = 2; break; default: n = 4; break; } " + Call
            + " } return x;")]
    [InlineData(
        "for (int i = 0; i < 3; i++) { int n; switch (i) { case < 1: n = 1; break; case not 2 and < 5: n = 2; break; "
            + "case var other when other > 1: n = 4; break; default: n = 9; break; } " + Call + " } return x;")]
    [InlineData("for (int i = 0; i < 3; i++) { int n = i switch { 0 => 1, > 1 => 4, _ => 2 }; " + Call + " } return x;")]
    [InlineData("for (int i = 0; i < 3; i++) { int n = i is 0 or 1 ? i + 1 : 4; " + Call + " } return x;")]
    [InlineData(
        "for (int i = 0; i < 3; i++) { int n = (i, i > 1) switch { (_, true) => 4, (0, _) => 1, _ => 2 }; " + Call + " } return x;")]
    [InlineData("var (a, b, c) = (1, 2, 4); return Dense(c)(Dense(b)(Dense(a)(x)));")]
    [InlineData("(int One, int Two) pair = (1, 2); int a, b; (a, b) = (pair.One, pair.Item2); return Dense(b + b)(Dense(b)(Dense(a)(x)));")]
    [InlineData("int a = 4, b = 1; (a, b) = (b, a); return Dense(b)(Dense(a + a)(Dense(a)(x)));")]
    [InlineData("for (int i = 0; i < 3; i++) { int n = (int)System.Math.Pow(2, i); " + Call + " } return x;")]
    [InlineData("for (int i = 1; i < 4; i++) { int n = System.Math.Max(1, System.Math.Min(4, 2 * i - 2)); " + Call + " } return x;")]
    [InlineData("foreach (double a in new[] { 1.5, 2.25, 4.99 }) { int n = (int)a; " + Call + " } return x;")]
    [InlineData("foreach (int a in new[] { 2, 4, 16 }) { int n = (int)System.Math.Log2(a); " + Call + " } return x;")]
    [InlineData(
        "bool big = false; foreach (int n in new[] { 1, 2, 3, 4 }) { big = n == 3 && !big || n > 100; if (!big) " + Call + " } return x;")]
    [InlineData(
        "x = Dense((int)Size.Small)(x); x = Dense((int)(Size.Small | Size.Middle) - 1)(x); Size size = Size.Large; return "
        + "Dense((int)size)(x);")]
    [InlineData("x = Dense(One)(x); x = Dense(Other.Two)(x); return Dense(One * Other.Two * 2)(x);")]
    [InlineData(
        "string which = \"a\" + 1; return Dense(which == \"a1\" ? 4 : 9)(Dense(which.Length)(Dense($\"{which}!\" == \"a1!\" ? 1 : "
        + "9)(x)));")]
    public void Three_layers_however_they_are_written(string body)
    {
        const string Members = "enum Size { Small = 1, Middle = 2, Large = 4 } private const int One = 1;";
        Assert.Equal(
            ThreeLayers, ForwardSource.Layers(ForwardSource.Of(body, Members), "static class Other { public const int Two = 2; }"));
    }

    [Theory]
    [InlineData("foreach (int n in new[] { 1, 2, 4 }) x = Layer(n)(x); return x;", "static Layer Layer(int n) => Dense(n);", "layer/dense",
        "layer_1/dense", "layer_2/dense")]
    [InlineData("return Rest(x, 1);", "static SymbolicTensor Rest(SymbolicTensor x, int n) => n > 4 ? x : Rest(Dense(n)(x), 2 * n);",
        "rest/dense", "rest/rest/dense", "rest/rest/rest/dense")]
    [InlineData("return Blocks.Three(x);", "", "three/dense", "three/dense_1", "three/dense_2")]
    [InlineData("return Local(Local(Local(x, 1), 2), 4); SymbolicTensor Local(SymbolicTensor v, int n) => Dense(n)(v);", "", "local/dense",
        "local_1/dense", "local_2/dense")]
    [InlineData("int n = 1; SymbolicTensor Local(SymbolicTensor v) { v = Dense(n)(v); n *= 2; return v; } return Local(Local(Local(x)));",
        "", "local/dense", "local_1/dense", "local_2/dense")]
    [InlineData("System.Func<SymbolicTensor, int, SymbolicTensor> f = (v, n) => Dense(n)(v); return f(f(f(x, 1), 2), 4);", "", "dense",
        "dense_1", "dense_2")]
    [InlineData("Layer[] all = [Dense(1), Dense(2), Dense(4)]; foreach (var layer in all) x = layer(x); return x;", "", "dense", "dense_1",
        "dense_2")]
    [InlineData("return Apply(Apply(Apply(x, Dense(1)), Dense(2)), Dense(4));",
        "static SymbolicTensor Apply(SymbolicTensor x, Layer layer) { return layer(x); }", "dense", "dense_1", "dense_2")]
    [InlineData("Layer f = Wide; return Dense(4)(f(Dense(1)(x)));", "static SymbolicTensor Wide(SymbolicTensor x) => Dense(2)(x);", "dense",
        "wide/dense", "dense_1")]
    [InlineData("return Wide(units: 4, x: Wide(Wide(x, 1)));",
        "static SymbolicTensor Wide(SymbolicTensor x, int units = 2) => Dense(units)(x);", "wide/dense", "wide_1/dense", "wide_2/dense")]
    [InlineData("return Tuple(x).Second;",
        "static (int First, SymbolicTensor Second) Tuple(SymbolicTensor x) => (1, Dense(4)(Dense(2)(Dense(1)(x))));", "tuple/dense",
        "tuple/dense_1", "tuple/dense_2")]
    [InlineData("x = Dense(1)(x); if (Deep) { x = Dense(2)(x); x = Dense(4)(x); } return x;", "const bool Deep = true;", "dense", "dense_1",
        "dense_2")]
    [InlineData("return Many(x, 1, 2, 4);",
        "static SymbolicTensor Many(SymbolicTensor x, params int[] all) { foreach (int n in all) x = Dense(n)(x); return x; }",
        "many/dense", "many/dense_1", "many/dense_2")]
    public void Methods_are_carried_out_and_are_scopes(string body, string members, params string[] names)
    {
        const string Blocks =
            "using static SimdSeq.Layers; static class Blocks { public static SymbolicTensor Three(SymbolicTensor x) => "
                + "Dense(4)(Dense(2)(Dense(1)(x))); }";
        Assert.Equal(
            names.Zip([1, 2, 4], (name, units) => $"{name}: Dense({units})"),
            ForwardSource.Layers(ForwardSource.Of(body, members), Blocks));
    }

    [Theory]
    [InlineData("foreach (int n in new[] { 1, 2, 4 }) all.Add(v => Dense(n)(v)); foreach (var f in all) x = f(x); return x;")]
    [InlineData("for (int i = 0; i < 3; i++) { var d = Dense(1 << i); all.Add(v => d(v)); } foreach (var f in all) x = f(x); return x;")]
    [InlineData("Layer f = v => v; foreach (int n in new[] { 1, 2, 4 }) { var g = f; f = v => Dense(n)(g(v)); } return f(x);")]
    public void Each_turn_of_a_loop_makes_a_layer_of_its_own(string body) => Assert.Equal(ThreeLayers,
        ForwardSource.Layers(ForwardSource.Of("var all = new System.Collections.Generic.List<Layer>(); " + body)));

    [Fact]
    public void A_closure_holds_the_value_of_its_turn() => Assert.Equal(
        ["dense: Dense(4)", "dense_1: Dense(5)", "concatenate: Concatenate of dense_1, dense_1",
            "concatenate_1: Concatenate of concatenate, dense"],
        ForwardSource.Layers(ForwardSource.Of(
            """
            var up = new Layer[2];
            for (int i = 0; i < 2; i++) { x = Dense(4 + i)(x); var skip = x; up[i] = v => Concatenate()(v, skip); }
            return up[0](up[1](x));
            """)));

    [Fact]
    public void Operators_are_layers() => Assert.Equal(
        [
            "dense: Dense(3)", "add: Add of dense, the input", "multiply: Multiply of add, dense",
            "subtract: Subtract of multiply, the input",
            "rescaling: Rescaling(-1)", "rescaling_1: Rescaling(1, offset: 2)", "rescaling_2: Rescaling(0.5)",
            "rescaling_3: Rescaling(-1, offset: 1)",
            "rescaling_4: Rescaling(1, offset: -3)", "rescaling_5: Rescaling(3)", "add_1: Add of rescaling_5, dense",
        ],
        ForwardSource.Layers(ForwardSource.Of(
            """
            var d = Dense(3)(x);
            var y = (d + x) * d - x;
            y = 3 * ((1 - (-y + 2) * 0.5) - 3);
            y += d;
            return y;
            """)));

    [Fact]
    public void Merging_layers_take_two_values_or_more() => Assert.Equal(
        ["dense: Dense(3)", "dense_1: Dense(3) of the input", "add: Add of dense, dense_1, the input",
            "both: Concatenate of add, dense, dense", "multiply: Multiply of both, both"],
        ForwardSource.Layers(ForwardSource.Of(
            """
            var parts = new[] { Dense(3)(x), Dense(3)(x), x };
            var y = Concatenate(name: "both")(Add()(parts), parts[0], parts[0]);
            return Multiply()(y, y);
            """)));

    [Fact]
    public void Activations_are_called_at_once_or_held() => Assert.Equal(
        ["activation: Activation(Activation.Relu)", "activation_1: Activation(Activation.Tanh)",
            "activation_2: Activation(Activation.Softmax)", "activation_3: Activation(Activation.Elu)"],
        ForwardSource.Layers(ForwardSource.Of("Layer f = Tanh; return ActivationLayer(Activation.Elu)(Softmax(f(Relu(x))));")));

    [Fact]
    public void What_nobody_reads_is_no_part_of_the_model() => Assert.Equal(
        ["dense: Dense(2)", "dense_2: Dense(4)"],
        ForwardSource.Layers(ForwardSource.Of("var y = Dense(2)(x); var unread = Gru(5)(Dense(3)(y)); return Dense(4)(y);")));

    [Fact]
    public void A_shortcut_is_there_where_the_features_differ() => Assert.Equal(
        ["dense: Dense(3)", "add: Add of dense, the input"],
        ForwardSource.Layers(ForwardSource.Of("return Dense(3)(x) + Shortcut(3)(x);")));
}
