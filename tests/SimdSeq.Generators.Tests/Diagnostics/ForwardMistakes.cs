namespace SimdSeq.Generators.Tests.Diagnostics;

/// <summary>Mistakes in a model that is written as a method.</summary>
internal static class ForwardMistakes
{
    private const string Using = "using static SimdSeq.Layers; ";

    public static IEnumerable<Mistake> All =>
    [
        // the method itself
        Class("Forward beside attributes", "[SequenceModel(12, 3)] [Gru(4)] partial class Forecaster { static SymbolicTensor [|Forward|](SymbolicTensor x) => Dense(1)(x); }",
            "SSEQ014", ""),
        Class("two methods Forward", "[SequenceModel(12, 3)] partial class Forecaster { static SymbolicTensor Forward(SymbolicTensor x) => Dense(1)(x); static SymbolicTensor [|Forward|](SymbolicTensor x, int n) => Dense(n)(x); }",
            "SSEQ014", ""),
        Class("Forward of an object", "[SequenceModel(12, 3)] partial class Forecaster { SymbolicTensor [|Forward|](SymbolicTensor x) => Dense(1)(x); }",
            "SSEQ014", ""),
        Class("Forward of numbers", "[SequenceModel(12, 3)] partial class Forecaster { static float[] [|Forward|](float[] x) => x; }",
            "SSEQ014", ""),
        Class("several inputs", "[SequenceModel(12, 3)] partial class Forecaster { static SymbolicTensor [|Forward|](SymbolicTensor x, SymbolicTensor y) => x + y; }",
            "SSEQ014", ""),
        Class("several outputs", "[SequenceModel(12, 3)] partial class Forecaster { static (SymbolicTensor, SymbolicTensor) [|Forward|](SymbolicTensor x) => (x, x); }",
            "SSEQ014", ""),
        Class("Forward that returns its input", "[SequenceModel(12, 3)] partial class Forecaster { static SymbolicTensor [|Forward|](SymbolicTensor x) => x; }",
            "SSEQ002", ""),
        Class("Forward that returns null", "[SequenceModel(12, 3)] partial class Forecaster { static SymbolicTensor [|Forward|](SymbolicTensor x) => null!; }",
            "SSEQ014", ""),

        // arguments and shapes
        Body("a size of zero", "return Dense([|0|])(x);", "SSEQ003", ""),
        Body("a size by name", "return Gru([|units: 0|])(x);", "SSEQ003", ""),
        Body("a size that is computed", "for (int n = 2; ; n--) x = Dense([|n|])(x);", "SSEQ003", ""),
        Body("an option without a member", "return Dense(1, [|(Activation)99|])(x);", "SSEQ006", ""),
        Body("a shape that does not fit", "x = LastStep()(x); return [|Gru(4)|](x);", "SSEQ005", ""),
        Body("a shape at the call of a layer that is held", "var gru = Gru(4); x = gru(x); return [|gru|](x);", "SSEQ005", ""),
        Body("a shared layer on other features", "var dense = Dense(4); return dense(x) + [|dense|](Dense(7)(x));", "SSEQ005", ""),
        Body("a sum of other features", "return [|Dense(4)(x) + x|];", "SSEQ005", ""),
        Body("a sum of other steps", "return [|x + LastStep()(x)|];", "SSEQ005", ""),
        Body("a sum of other masks", "x = Masking()(x); return [|x + Reverse()(x)|];", "SSEQ005", ""),
        Body("one input to merge", "return [|Add()|](x);", "SSEQ005", ""),
        Body("nothing to merge", "return [|Concatenate()|]();", "SSEQ005", ""),
        Body("three inputs to subtract", "return [|Subtract()|](x, x, x);", "SSEQ005", ""),
        Body("a factor of zero", "return Rescaling([|0|])(x);", "SSEQ003", ""),
        Body("a factor of zero as an operator", "return [|0 * x|];", "SSEQ003", ""),
        Body("Embedding of no ids", "return [|Embedding(10, 4)|](x);", "SSEQ005", ""),
        Body("Bidirectional of no recurrent layer", "return [|Bidirectional(Dense(4))|](x);", "SSEQ010", ""),
        Body("a mistake in a wrapped layer", "return Bidirectional(Gru([|0|]))(x);", "SSEQ003", ""),
        Body("a mistake in the second wrapped layer", "return Bidirectional(Gru(4), backwardLayer: Gru(5, [|goBackwards: true|]))(x);", "SSEQ011", ""),
        Body("two layers of one name", "x = Dense(2, name: \"a\")(x); return Dense(2, [|name: \"a\"|])(x);", "SSEQ011", ""),
        Body("a name that is none", "return Dense(2, [|name: \"a/b\"|])(x);", "SSEQ011", ""),
        Body("too many parameters in Forward", "x = Dense(1_000_000)(x); return Gru([|2_000_000|])(x);", "SSEQ008", ""),
        Body("a call of more layers than are possible", "while (true) x = [|Relu|](x);", "SSEQ008", ""),

        // inside a block
        Block("a size in a block", "x = Block(x, 4); return Block(x, 0);", "Dense([|units|])(x)", "SSEQ003", ""),
        Block("a shape in a block", "return Block(LastStep()(x), 4);", "[|Gru(units)|](x)", "SSEQ005", ""),
        Block("a block within a block", "return Around(x);", "Dense([|units|])(x); static SymbolicTensor Around(SymbolicTensor x) => Block(x, -1)", "SSEQ003", ""),
        Block("what cannot be read in a block", "return Block(x, 4);", "[|System.Environment.ProcessorCount|] > units ? x : Dense(units)(x)", "SSEQ015", ""),

        // what cannot be read
        Member("a field", "return Dense([|Units|])(x);", "static int Units = 4;", "SSEQ015", ""),
        Member("a field that is only read", "foreach (int n in [|Sizes|]) x = Dense(n)(x); return x;", "static readonly int[] Sizes = [4, 5];", "SSEQ015", ""),
        Member("a property", "return Dense([|Units|])(x);", "static int Units => 4;", "SSEQ015", ""),
        Body("an unbounded loop", "int n = 0; while (true) [|n|]++;", "SSEQ015", ""),
        Member("an unbounded recursion", "return Deeper(x);", "static SymbolicTensor Deeper(SymbolicTensor x) => [|Deeper(x)|];", "SSEQ015", ""),
        Body("a condition on the value", "return [|x == null|] ? x : Dense(1)(x);", "SSEQ015", ""),
        Body("a method of another assembly", "return Dense([|System.Convert.ToInt32(\"4\")|])(x);", "SSEQ015", ""),
        Body("a method of an object", "return Dense([|new System.Random(1).Next(4)|])(x);", "SSEQ015", ""),
        Body("a function of Math that is unknown", "return Dense((int)[|System.Math.Cbrt(8)|])(x);", "SSEQ015", ""),
        Member("a generic method", "return [|Same(x)|];", "static T Same<T>(T x) => x;", "SSEQ015", ""),
        Member("a method with a reference", "int n = 4; [|Change(ref n)|]; return Dense(n)(x);", "static void Change(ref int n) => n = 5;", "SSEQ015", ""),
        Body("try", "[|try { return Dense(4)(x); } finally { }|]", "SSEQ015", ""),
        Body("goto", "goto [|End|]; End: return Dense(4)(x);", "SSEQ015", ""),
        Body("an exception that is reached", "[|throw new System.ArgumentException(\"no\");|]", "SSEQ015", ""),
        Body("a division by zero", "int n = 0; return Dense([|4 / n|])(x);", "SSEQ015", ""),
        Body("a place outside of the array", "int[] all = [4]; return Dense(all[[|1|]])(x);", "SSEQ015", ""),
        Body("an object", "var list = [|new System.Text.StringBuilder()|]; return Dense(4)(x);", "SSEQ015", ""),
        Body("null as a value", "SymbolicTensor y = null!; return [|x + y|];", "SSEQ015", ""),
        Body("a method that is wrapped", "Layer f = v => Dense(4)(v); return Bidirectional([|f|])(x);", "SSEQ015", ""),
        Body("decimal arithmetic", "decimal n = 2; return Dense((int)([|n * n|]))(x);", "SSEQ015", ""),
    ];

    private static Mistake Class(string name, string source, string id, string message) => new(name, Using + source, id, message);

    private static Mistake Body(string name, string body, string id, string message) => Member(name, body, "", id, message);

    private static Mistake Member(string name, string body, string members, string id, string message) =>
        new(name, $"{Using}[SequenceModel(12, 3)] partial class Forecaster {{ static SymbolicTensor Forward(SymbolicTensor x) {{ {body} }} {members} }}", id, message);

    private static Mistake Block(string name, string body, string block, string id, string message) =>
        Member(name, body, $"\nstatic SymbolicTensor Block(SymbolicTensor x, int units) => {block};\n", id, message);
}
