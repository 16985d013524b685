namespace SimdSeq.Generators.Tests.Forward;

/// <summary>A call of a method is a scope, and a layer that is called again shares its weights.</summary>
public class NamingAndSharingTests
{
    private static string[] Parameters(string body, string members = "") =>
        [.. ForwardSource.Graph(ForwardSource.Of(body, members)).Parameters.Select(parameter => parameter.Name)];

    [Fact]
    public void Parameters_are_named_by_scope_layer_and_number() => Assert.Equal(
        [
            "block/conv1d/kernel", "block/conv1d/bias", "block/conv1d_1/kernel", "block/conv1d_1/bias", "block/shortcut/kernel",
            "block/shortcut/bias",
            "block_1/conv1d/kernel", "block_1/conv1d/bias", "block_1/conv1d_1/kernel", "block_1/conv1d_1/bias", "dense/kernel",
            "dense/bias",
        ],
        Parameters(
            "for (int i = 0; i < 2; i++) x = Block(x, 5); return Dense(1)(LastStep()(x));",
            """
            static SymbolicTensor Block(SymbolicTensor x, int filters)
            {
                var y = x;
                for (int i = 0; i < 2; i++) y = Dropout(0.05)(Relu(Conv1D(filters, 3, padding: Padding.Causal)(y)));
                return Relu(y + Shortcut(filters)(x));
            }
            """));

    [Theory]
    [InlineData("return Dense(1, name: \"head\")(x);", "", "head/kernel head/bias")]
    [InlineData("x = Dense(1, name: \"dense\")(x); return Dense(2)(x);", "", "dense/kernel dense/bias dense_1/kernel dense_1/bias")]
    [InlineData("x = Dense(2)(x); return Dense(1, name: \"dense\")(x);", "", "dense_1/kernel dense_1/bias dense/kernel dense/bias")]
    [InlineData("for (int i = 0; i < 2; i++) x = Dense(1, name: $\"d{i}\", useBias: false)(x); return x;", "", "d0/kernel d1/kernel")]
    [InlineData("return B(B(x));", "static SymbolicTensor B(SymbolicTensor x) => Dense(1, useBias: false, name: \"a\")(x);",
        "b/a/kernel b_1/a/kernel")]
    [InlineData("return Dense(1, useBias: false)(D(x));", "static SymbolicTensor D(SymbolicTensor x) => Dense(1, useBias: false)(x);",
        "d/dense/kernel dense/kernel")]
    [InlineData("return Block1(Block(Block(x)));",
        "static SymbolicTensor Block(SymbolicTensor x) => D(x); static SymbolicTensor Block1(SymbolicTensor x) => D(x); "
            + "static SymbolicTensor D(SymbolicTensor x) => Dense(1, useBias: false)(x);",
        "block/d/dense/kernel block_1/d/dense/kernel block1/d/dense/kernel")]
    [InlineData(
        "return B(B(x));",
        "static SymbolicTensor B(SymbolicTensor x) => Bidirectional(SimpleRnn(1, useBias: false, returnSequences: true))(x);",
        "b/bidirectional/forward_simple_rnn/kernel b/bidirectional/forward_simple_rnn/recurrent_kernel "
            + "b/bidirectional/backward_simple_rnn/kernel b/bidirectional/backward_simple_rnn/recurrent_kernel "
        + "b_1/bidirectional/forward_simple_rnn/kernel b_1/bidirectional/forward_simple_rnn/recurrent_kernel "
        + "b_1/bidirectional/backward_simple_rnn/kernel b_1/bidirectional/backward_simple_rnn/recurrent_kernel")]
    [InlineData("return Recurrent<Own>(2)(x);",
        "public sealed class Own : ICell { public static CellValue Step(CellInput x, CellValue h, [Weight] CellKernel w) => x * w + "
        + "0.5 * h; }", "own/w")]
    public void Names_may_be_given(string body, string members, string names) => Assert.Equal(names.Split(' '), Parameters(body, members));

    [Fact]
    public void A_scope_and_a_layer_of_one_name_are_told_apart() => Assert.Equal(
        ["dense/dense/kernel", "dense_1/kernel"],
        Parameters(
            "return Layers.Dense(1, useBias: false)(Own.Dense(x));", // no member of a model is called so
            "static class Own { public static SymbolicTensor Dense(SymbolicTensor x) => SimdSeq.Layers.Dense(1, useBias: false)(x); }"));

    [Fact]
    public void A_layer_that_is_called_again_shares_its_weights()
    {
        string source = ForwardSource.Of(
            "var d = Dense(3); var g = Gru(3, returnSequences: true); var y = d(x); y = g(d(g(y))) + x; return Dropout(0.5)(y);");
        Assert.Equal(
            ["dense: Dense(3)", "gru: Gru(3, returnSequences: true)", "dense/2: Dense(3)", "gru/2: Gru(3, returnSequences: true)",
                "add: Add of gru/2, the input", "dropout: Dropout(0.5)"],
            ForwardSource.Layers(source));
        var graph = ForwardSource.Graph(source);
        Assert.Equal(
            ["dense/kernel", "dense/bias", "gru/kernel", "gru/recurrent_kernel", "gru/bias"],
            graph.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(graph.Parameters.Sum(parameter => parameter.Length), graph.ParameterCount);
        Assert.Equal([12, 72, 0, 0, 0, 0], graph.Layers.Select(layer => layer.ParameterCount));
    }

    [Fact]
    public void A_layer_that_a_method_takes_is_shared_by_its_calls() => Assert.Equal(
        ["dense/kernel", "dense/bias"],
        Parameters(
            "var d = Dense(3); return Twice(Twice(x, d), d);",
            "static SymbolicTensor Twice(SymbolicTensor x, Layer layer) => layer(layer(x));"));

    [Fact]
    public void A_dropout_that_is_called_again_drops_other_values()
    {
        string code = Harness.Emit(ForwardSource.Of("var d = Dropout(0.5); return d(Dense(3)(d(x)));"));
        var keys = System.Text.RegularExpressions.Regex.Matches(code, @"\b(layer|key): (-?\d+)").Select(match => match.Groups[2].Value);
        Assert.Equal(2, keys.Distinct().Count());
    }

    [Fact]
    public void What_a_model_file_keeps_tells_where_a_layer_gets_its_values()
    {
        string[] Meanings(string body) => [.. ForwardSource.Graph(ForwardSource.Of(body)).Layers.Select(layer => layer.Meaning ?? "")];
        Assert.Equal(["Dense(3)", "Dense(3)", "Add of dense_1, dense"], Meanings("var y = Dense(3)(x); return Dense(3)(y) + y;"));
        Assert.Equal(
            ["Dense(3)", "", "Dense(3)", "Add of dense_1, dense"], Meanings("var y = Dropout(0.5)(Dense(3)(x)); return Dense(3)(y) + y;"));
        Assert.Equal(["Dense(3)", "Dense(3)", "Add of dense_1, the input"], Meanings("var y = Dense(3)(x); return Dense(3)(y) + x;"));
    }
}
