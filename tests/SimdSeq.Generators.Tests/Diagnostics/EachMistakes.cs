namespace SimdSeq.Generators.Tests.Diagnostics;

/// <summary>Mistakes in a model on a nested sequence.</summary>
internal static class EachMistakes
{
    private const string Input = "[Input(6, 12, 3)] SymbolicTensor x";

    public static IEnumerable<Mistake> All =>
    [
        Inputs("an input of no groups", "[|[Input(groups: 0, steps: 12, features: 3)] SymbolicTensor x|]", "return Each(Gru(4))(x);",
            "SSEQ003", "groups of [Input] must be at least 1; got 0. Give the size of one sample: how many groups, of how many time steps "
                + "each, of how many features each."),
        Body("a recurrent layer on a nested sequence", "return [|Gru(4)|](x);",
            "SSEQ005", "Gru works on one sequence; got a nested one, groups x steps x features. It is called on the input (6 x 12 x 3). "
                + "Write Each(Gru(4)), which does it for every group."),
        Body("pooling of a nested sequence", "return [|GlobalMaxPooling1D()|](Dense(4)(x));",
            "SSEQ005", "GlobalMaxPooling1D works on one sequence; got a nested one, groups x steps x features. It is called on dense (6 x "
                + "12 x 4). Write Each(GlobalMaxPooling1D), which does it for every group."),
        Body("Bidirectional on a nested sequence", "return [|Bidirectional(Gru(4))|](x);",
            "SSEQ005",
            "Bidirectional works on one sequence; got a nested one, groups x steps x features. It is called on the input (6 x 12 "
                + "x 3). Write Each(Bidirectional(Gru(4))), which does it for every group."),
        Body("Each on one sequence", "return [|Each(Gru(4))|](Each(LastStep())(x));",
            "SSEQ005",
            "Each needs a nested sequence (groups x steps x features); got 6 x 3. It is called on each (6 x 3). Declare the input "
                + "with [Input(groups: ..., steps: ..., features: ...)], or call the layer without Each."),
        Body("Each in the body of Each", "return Each(v => [|Each(Gru(4))|](v))(x);",
            "SSEQ005", "Each stands in the body of another, and a group has no groups itself. It is called on the input (12 x 3). Call the "
                + "layer or the method itself: it is done for every group already. (in lambda(...) called at line 3)"),
        Body("Each of Each", "return [|Each(Each(Gru(4)))|](x);",
            "SSEQ005", "Each stands in the body of another, and a group has no groups itself. It is called on the input (12 x 3). Call the "
                + "layer or the method itself: it is done for every group already."),
        Body("a body that does not read its group", "var y = Each(LastStep())(x); return [|Each(v => Dense(4)(y))|](x);",
            "SSEQ005", "The body of Each returns a value that is not made of the group that it is given. It is called on each_1/dense (6 x "
                + "4). Return what it makes of its argument."),
        Body("a body that merges a group with all", "var y = Each(LastStep())(x); return Each(v => [|LastStep()(v) + y|])(x);",
            "SSEQ005",
            "Add needs inputs of as many groups each; got 6 and none. It is called on each_1/last_step (3) and each (6 x 3). Merge "
                + "what Each makes of the groups, or give the body of Each all that it needs in its argument. (in lambda(...) called at "
                + "line 3)"),
        Body("hierarchical attention on one sequence", "return [|HierarchicalAttention(4)|](Each(LastStep())(x));",
            "SSEQ005",
            "HierarchicalAttention needs a nested sequence (groups x steps x features); got 6 x 3. It is called on each (6 x 3). "
                + "Declare the input with [Input(groups: ..., steps: ..., features: ...)]."),
        Body("hierarchical attention on a group", "return [|Each(HierarchicalAttention(4))|](x);",
            "SSEQ005",
            "HierarchicalAttention works on all groups of a nested sequence; in the body of Each there is one. It is called on the "
                + "input (12 x 3). Call it on the nested sequence itself."),
        Body("a body that returns null", "return [|Each(v => null!)|](x);",
            "SSEQ014", "The body of Each returns null. Return what it makes of its argument."),
        Body("a body that is null", "return Each([|null|]!)(x);",
            "SSEQ015", "Each takes a layer, for instance Gru(32), or a static method of one value; got null."),
        Body("a body that calls itself", "Layer each = null!; each = Each(v => [|each|](v)); return each(x);",
            "SSEQ015", "'each' is called in its own body. Call the layer or the method itself. (in lambda(...) called at line 3)"),
        Body("a row of one group that is returned",
            "SymbolicTensor row = x; Each(v => row = [|LastStep()|](v))(x); return row;",
            "SSEQ005", "Forward returns a row of one group. Return it from the body of Each, which makes one value of the rows of all "
                + "groups. (in lambda(...) called at line 3)"),
        Body("Each that returns its input", "return [|Each(v => v)|](x);",
            "SSEQ002", "Forward of Forecaster returns its input. Call a layer on it, for instance Each(Gru(32))(x)."),
        Body("a state that is kept in Each", "return Each(v => Gru(4, [|stateful: true|])(v))(x);",
            "SSEQ011",
            "stateful is for one state of a sample, and in the body of Each every group has its own. It is called on the input (12 "
                + "x 3). Remove it. (in lambda(...) called at line 3)"),
        Body("a state that is brought in Each", "return Each(Bidirectional(Gru(4, [|initialState: true|])))(x);",
            "SSEQ011",
            "initialState is for one state of a sample, and in the body of Each every group has its own. It is called on the input "
                + "(12 x 3). Remove it."),
        Body("two Each of one name", "return Dense(1)(Each(Gru(4), name: \"a\")(x) + Each(Gru(4), [|name: \"a\"|])(x));",
            "SSEQ011", "name: two layers in one place are called a, and would have the same parameters. Give each a name of its own, or "
                + "hold one layer in a variable."),
        Body("a name of Each that is none", "return Each(Gru(4), [|name: \"4\"|])(x);",
            "SSEQ011", "name: '4' is no name of a layer. Use letters, digits and underscores, and begin with no digit."),
        Body("a mistake in the body of Each", "return Each(Gru([|0|]))(x);",
            "SSEQ003", "units must be at least 1; got 0. It is called on the input (12 x 3). Give the number of outputs you want."),
        Body("a shared body on other features", "var each = Each(Gru(4)); return each(x) + [|each|](Dense(7)(x));",
            "SSEQ005", "each/gru was called before, on values of another size: its kernel is 3 x 12, and here it would be 7 x 12. It is "
                + "called on dense (12 x 7). Call it on values of the same size, or make a layer for each."),
    ];

    private static Mistake Body(string name, string body, string id, string message) => Inputs(name, Input, $"\n{body}", id, message);

    private static Mistake Inputs(string name, string input, string body, string id, string message) => new(
        name,
        $"using static SimdSeq.Layers; [SequenceModel] partial class Forecaster {{ static SymbolicTensor Forward({input}) {{ {body} }} }}",
        id, message);
}
