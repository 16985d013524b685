namespace SimdSeq.Generators.Tests.Diagnostics;

/// <summary>Mistakes in a model that is written as a method.</summary>
internal static class ForwardMistakes
{
    private const string Using = "using static SimdSeq.Layers; ";

    private const string OneOrSeveral = "Forward of Forecaster takes one value or several, and returns one, or several as a tuple. Write "
        + "static SymbolicTensor Forward(SymbolicTensor x).";

    private const string CannotBeRead =
        "Forward consists of layers called on values, constants, arithmetic, tuples, arrays, lists, lambdas, "
        + "local functions, static methods of this project, loops (for, foreach, while) and conditions (if, switch, ?:).";

    public static IEnumerable<Mistake> All =>
    [
        // the method itself
        new("Forward beside attributes",
            Using + "[SequenceModel(12, 3)] [Gru(4)] partial class Forecaster { static SymbolicTensor [|Forward|](SymbolicTensor x) => "
                + "Dense(1)(x); }",
            "SSEQ014", "Forecaster has layer attributes and a Forward method, so it is declared twice. Remove the attributes, or Forward."),
        Class("two methods Forward",
            "static SymbolicTensor Forward(SymbolicTensor x) => Dense(1)(x); static SymbolicTensor [|Forward|](SymbolicTensor x, int "
            + "n) => Dense(n)(x);",
            "SSEQ014", "Forecaster has several methods Forward. Leave one: static SymbolicTensor Forward(SymbolicTensor x)."),
        Class("Forward of an object", "SymbolicTensor [|Forward|](SymbolicTensor x) => Dense(1)(x);",
            "SSEQ014", OneOrSeveral),
        Class("Forward of numbers", "static float[] [|Forward|](float[] x) => x;",
            "SSEQ014", OneOrSeveral),
        Class("no input", "static SymbolicTensor [|Forward|]() => null!;", "SSEQ014", OneOrSeveral),
        Class("a number as an input", "static SymbolicTensor [|Forward|](SymbolicTensor x, int n) => Dense(n)(x);", "SSEQ014",
            OneOrSeveral),
        Class("a number as an output", "static (SymbolicTensor, int) [|Forward|](SymbolicTensor x) => (Dense(1)(x), 4);", "SSEQ014",
            OneOrSeveral),
        Inputs("sizes of the model for several inputs", "[|SequenceModel(12, 3)|]", "SymbolicTensor x, SymbolicTensor y", "x + y",
            "SSEQ011", "Forecaster has 2 inputs. Write [SequenceModel], and what each of them is: [Input(steps: ..., features: ...)]."),
        Inputs("sizes of the model and of the input", "[|SequenceModel(12, 3)|]", "[Input(12, 3)] SymbolicTensor x", "Dense(1)(x)",
            "SSEQ011", "Forecaster says what a sample is in [SequenceModel] and in [Input]. Leave one of them."),
        Inputs("no size of an input", "[|SequenceModel|]", "[Input(12, 3)] SymbolicTensor x, SymbolicTensor y", "x + y",
            "SSEQ011",
            "y of Forward has no size. Write [Input(steps: ..., features: ...)] before it, or [Input(features: ...)] for a row."),
        Inputs("no size at all", "[|SequenceModel|]", "SymbolicTensor x", "Dense(1)(x)",
            "SSEQ011", "[SequenceModel] of Forecaster does not say what a sample is. Write [SequenceModel(steps: ..., features: ...)]."),
        Inputs("an input of no steps", "SequenceModel", "[|[Input(0, 3)] SymbolicTensor x|]", "Dense(1)(x)",
            "SSEQ003", "steps of [Input] must be at least 1; got 0. Give the size of one sample: how many time steps, of how many features "
                + "each; or features alone, for a row."),
        Inputs("a row of no features", "SequenceModel", "[Input(12, 3)] SymbolicTensor x, [|[Input(features: 0)] SymbolicTensor y|]",
            "x + y",
            "SSEQ003", "features of [Input] must be at least 1; got 0. Give the size of one sample: how many time steps, of how many "
                + "features each; or features alone, for a row."),
        Inputs("an input that is not read", "SequenceModel", "[Input(12, 3)] SymbolicTensor x, [|[Input(4)] SymbolicTensor y|]",
            "Dense(1)(x)",
            "SSEQ014", "What Forward of Forecaster returns is not made of y. Call a layer on it, or remove the parameter."),
        Inputs("inputs of other steps", "SequenceModel", "[Input(12, 3)] SymbolicTensor x, [Input(4)] SymbolicTensor y", "[|x + y|]",
            "SSEQ005",
            "Add needs inputs of as many steps each; got 12 and a row. It is called on x (12 x 3) and y (4). Take the last step of "
                + "a sequence with LastStep(), or repeat a row with RepeatVector(steps)."),
        Inputs("inputs of other lengths", "SequenceModel",
            "[Input(12, 3, variableLength: true)] SymbolicTensor x, [Input(12, 3, variableLength: true)] SymbolicTensor y", "[|x + y|]",
            "SSEQ005",
            "Add needs inputs that have the same steps: what a shorter sample lacks is not in the same places. It is called on x "
                + "(12 x 3) and y (12 x 3). Merge before what moves or leaves out steps, as Reverse and pooling do; "
                + "of inputs with lengths of "
                + "their own merge what layers make of each, as one row."),
        Class("a value that is returned twice",
            "static (SymbolicTensor, SymbolicTensor) [|Forward|](SymbolicTensor x) { x = Dense(1)(x); return (x, x); }",
            "SSEQ014", "Forward of Forecaster returns one value twice. Return it once: two losses on one answer are one loss."),
        Class("several outputs, one of which is the input",
            "static (SymbolicTensor, SymbolicTensor) [|Forward|](SymbolicTensor x) => (x, Dense(1)(x));",
            "SSEQ014",
            "output_1 of Forward of Forecaster is the input x itself, which no layer has made. Call one on it, or leave it out."),
        Class("Forward that returns its input", "static SymbolicTensor [|Forward|](SymbolicTensor x) => x;",
            "SSEQ002", "Forward of Forecaster returns its input, so the model has no layers. Call one on it, for instance Dense(1)(x)."),
        Class("an extern Forward",
            "[System.Runtime.InteropServices.DllImport(\"none\")] static extern SymbolicTensor [|Forward|](SymbolicTensor x);",
            "SSEQ014", "Forward of Forecaster is extern, so it has no body that can be read. Write it in C#: "
                + "static SymbolicTensor Forward(SymbolicTensor x)."),
        Class("a method that is named almost Forward", "static SymbolicTensor [|forward|](SymbolicTensor x) => Dense(1)(x);",
            "SSEQ002", Instead("method forward")),
        Class("a method of another name", "static int Four() => 4; static SymbolicTensor [|Run|](SymbolicTensor x) => Dense(Four())(x);",
            "SSEQ002", Instead("method Run")),
        Class("a field Forward", "public static System.Func<SymbolicTensor, SymbolicTensor> [|Forward|] = x => Dense(1)(x);",
            "SSEQ002", Instead("field Forward")),
        Class("a property Forward", "public static Layer [|Forward|] => Dense(1);", "SSEQ002", Instead("property Forward")),
        Class("Forward that returns null", "static SymbolicTensor [|Forward|](SymbolicTensor x) => null!;",
            "SSEQ014", "Forward returns null. Return the value that the model answers with."),

        // arguments and shapes
        Body("a size of zero", "return Dense([|0|])(x);",
            "SSEQ003", "units must be at least 1; got 0. It is called on the input (12 x 3). Give the number of outputs you want."),
        Body("a size by name", "return Gru([|units: 0|])(x);",
            "SSEQ003", "units must be at least 1; got 0. It is called on the input (12 x 3). Give the number of outputs you want."),
        Body("a size that is computed", "for (int n = 2; n >= 0; n--) x = Dense([|n|])(x); return x;",
            "SSEQ003", "units must be at least 1; got 0. It is called on dense_1 (12 x 1). Give the number of outputs you want."),
        Body("an option without a member", "return Dense(1, [|(Activation)99|])(x);", "SSEQ006",
            "activation: Activation has no member with the value 99. It is called on the input (12 x 3). Use one of "
                + string.Join(", ", Enum.GetNames<Activation>()) + "."),
        Body("a shape that does not fit", "x = LastStep()(x); return [|Gru(4)|](x);",
            "SSEQ005", "Gru needs a sequence (steps x features); got one row of 3. It is called on last_step (3). Remove it, or put it "
                + "before the layer that makes one row."),
        Body("a shape at the call of a layer that is held", "var gru = Gru(4); x = gru(x); return [|gru|](x);",
            "SSEQ005", "Gru needs a sequence (steps x features); got one row of 4. It is called on gru (4). Set returnSequences: true "
                + "on the recurrent layer before it."),
        Body("a dropped answer", "x = LastStep()(x); var y = Dense(3)(x); return [|Dropout(0.5)|](x);",
            "SSEQ017", "Dropout is the last layer, so training compares answers that it changed at random. It is called on last_step (3). "
                + "Put it before the layer that answers, or remove it."),
        Body("a shared layer on other features", "var dense = Dense(4); return dense(x) + [|dense|](Dense(7)(x));",
            "SSEQ005", "dense was called before, on values of another size: its kernel is 3 x 4, and here it would be 7 x 4. It is "
                + "called on dense_1 (12 x 7). Call it on values of the same size, or make a layer for each."),
        Body("shared statistics of other features",
            "var norm = BatchNormalization(center: false, scale: false); return norm(x) + [|norm|](Dense(7)(x));",
            "SSEQ005", "batch_normalization was called before, on values of another size: its moving_mean is 3, and here it would be 7. "
                + "It is called on dense (12 x 7). Call it on values of the same size, or make a layer for each."),
        Body("a layer that is wrapped and called", "var s = Dense(4); return s(x) + TimeDistributed([|s|])(x);",
            "SSEQ011", Copied("TimeDistributed")),
        Body("a layer that is called after it was wrapped",
            "var g = Gru(3); var y = Bidirectional(g)(x); return Concatenate()(LastStep()(y), [|g|](x));",
            "SSEQ011", Copied("Bidirectional")),
        Body("one layer for both directions", "var g = Gru(3); return Bidirectional(g, [|backwardLayer: g|])(x);",
            "SSEQ011", Copied("Bidirectional")),
        Body("a sum of other features", "return [|Dense(4)(x) + x|];",
            "SSEQ005",
            "Add needs inputs of as many features each; got 4 and 3. It is called on dense (12 x 4) and the input (12 x 3). Give a "
                + "layer before it as many units, or use Shortcut(filters), which changes the number of features where it must."),
        Body("a sum of other steps", "return [|x + LastStep()(x)|];",
            "SSEQ005",
            "Add needs inputs of as many steps each; got 12 and a row. It is called on the input (12 x 3) and last_step (3). Take "
                + "the last step of a sequence with LastStep(), or repeat a row with RepeatVector(steps)."),
        Body("a sum of other masks", "x = Masking()(x); return [|x + Reverse()(x)|];",
            "SSEQ005", "Add needs inputs that have the same steps: what a shorter sample lacks is not in the same places. It is called "
                + "on masking (12 x 3) and reverse (12 x 3). Merge before what moves or leaves out steps, as Reverse and pooling do; of "
                + "inputs with lengths of their own merge what layers make of each, as one row."),
        Body("sequences of other lengths", "return [|x + MaxPooling1D(2)(x)|];",
            "SSEQ005",
            "Add needs inputs of as many steps each; got 12 and 6. It is called on the input (12 x 3) and max_pooling1d (6 x 3). "
                + "Keep the steps with padding: Padding.Same, or make them as many with ZeroPadding1D, Cropping1D or UpSampling1D."),
        Body("one input to merge", "return [|Add()|](x);",
            "SSEQ005", "Add needs two inputs or more; got 1. It is called on the input (12 x 3). Write Add()(x, y)."),
        Body("nothing to merge", "return [|Concatenate()|]();",
            "SSEQ005", "Concatenate needs two inputs or more; got 0. It is called on nothing. Write Concatenate()(x, y)."),
        Body("three inputs to subtract", "return [|Subtract()|](x, x, x);",
            "SSEQ005", "Subtract needs two inputs; got 3. It is called on the input (12 x 3) and the input (12 x 3) and the input (12 x "
                + "3). Write Subtract()(x, y)."),
        Body("a factor of zero", "return Rescaling([|0|])(x);",
            "SSEQ003", "scale must be a finite number that is not 0; got 0. It is called on the input (12 x 3). 1 changes nothing."),
        Body("a factor of zero as an operator", "return [|0 * x|];",
            "SSEQ003", "scale must be a finite number that is not 0; got 0. It is called on the input (12 x 3). 1 changes nothing."),
        Body("Embedding of no ids", "return [|Embedding(10, 4)|](x);",
            "SSEQ005", "Embedding needs a sequence of ids (steps x 1); got 12 x 3. It is called on the input (12 x 3). Declare "
                + "[SequenceModel(steps: ..., features: 1)] and put Embedding first."),
        Body("too few initial states", "var h = LastStep()(x); return [|Lstm(3).InitialState(h)|](x);",
            "SSEQ005", "Lstm begins with 2 states; InitialState got 1. It is called on the input (12 x 3) and last_step (3). Write "
                + "InitialState(h, c)."),
        Body("more initial states than there are", "var h = LastStep()(x); return [|Gru(3).InitialState(h, h)|](x);",
            "SSEQ005", "Gru begins with 1 state; InitialState got 2. It is called on the input (12 x 3) and last_step (3) and last_step "
                + "(3). Write InitialState(h)."),
        Body("an initial state of other units", "var h = LastStep()(x); return [|Gru(4).InitialState(h)|](x);",
            "SSEQ005", "h of Gru begins with a row of its 4 units; InitialState got 3. It is called on the input (12 x 3) and last_step "
                + "(3). Put Dense(4) before it, or give the layer as many units."),
        Body("an initial state that is a sequence", "return [|Lstm(3).InitialState(LastStep()(x), x)|](x);",
            "SSEQ005", "c of Lstm begins with a row of its 3 units; InitialState got 12 x 3. It is called on the input (12 x 3) and "
                + "last_step (3) and the input (12 x 3). Take a row of the sequence, for instance with LastStep()."),
        Body("initial states twice", "var h = LastStep()(x); return Gru(3, [|initialState: true|]).InitialState(h)(x);",
            "SSEQ011", "InitialState(...) gives the states of the first step, and so does initialState: true. It is called on the input "
                + "(12 x 3) and last_step (3). Remove one of them."),
        Body("initial states of a stateful layer", "var h = LastStep()(x); return Gru(3, [|stateful: true|]).InitialState(h)(x);",
            "SSEQ011", "InitialState(...) gives the states of the first step, and so does stateful: true. It is called on the input (12 x "
                + "3) and last_step (3). Remove one of them."),
        Body("an initial state of no recurrent layer", "var h = LastStep()(x); return [|Dense(3).InitialState(h)|](x);",
            "SSEQ011", "InitialState(...) is for recurrent layers; Dense has no state. It is called on the input (12 x 3) and last_step "
                + "(3). Remove it."),
        Body("an initial state of TimeDistributed", "var h = LastStep()(x); return [|TimeDistributed(Dense(3)).InitialState(h)|](x);",
            "SSEQ011", "InitialState(...) is for recurrent layers; TimeDistributed has no state. It is called on the input (12 x 3) and "
                + "last_step (3). Remove it."),
        Body("an initial state within Bidirectional",
            "var h = LastStep()(x); return Bidirectional([|Gru(3).InitialState(h)|])(x);",
            "SSEQ015", "Bidirectional takes a layer without states. Write Bidirectional(...).InitialState(...)."),
        Body("an initial state of a function", "Layer relu = v => Relu(v); return [|relu.InitialState(x)|](x);",
            "SSEQ015", "'relu.InitialState(x)' gives states to what is no layer. Write for instance Gru(32).InitialState(h)(x)."),
        Body("a null as an initial state", "return [|Gru(3).InitialState(null!)|](x);",
            "SSEQ015", "Gru is called on null. Call it on a value that Forward has made."),
        Body("states of a layer that returns none", "var (y, h) = [|Gru(3)(x)|]; return y + h;",
            "SSEQ011", "Only a recurrent layer with returnState: true answers states beside its output. It is called on gru (3). Write "
                + "for instance var (y, h) = Gru(32, returnState: true)(x)."),
        Body("states of a layer that has none", "var (y, h) = [|Dense(3)(x)|]; return y + h;",
            "SSEQ011", "Only a recurrent layer with returnState: true answers states beside its output. It is called on dense (12 x 3). "
                + "Write for instance var (y, h) = Gru(32, returnState: true)(x)."),
        Body("fewer states than there are", "var (y, h) = [|Lstm(3, returnState: true)(x)|]; return y + h;",
            "SSEQ005", "The layer answers 2 states beside its output; 1 read. It is called on lstm (3). Write var (y, h, c) = ..."),
        Body("Bidirectional of no recurrent layer", "return [|Bidirectional(Dense(4))|](x);",
            "SSEQ010", "Bidirectional needs a recurrent layer after it; got Dense. It is called on the input (12 x 3). Put for instance "
                + "[Gru(32)] below it."),
        Body("TimeDistributed of a convolution", "return TimeDistributed([|Conv1D(4, 3)|])(x);",
            "SSEQ011", "TimeDistributed needs a layer that acts on each step alone; Conv1D does not. It is called on the input (12 x "
                + "3). Remove TimeDistributed, or give it another layer, such as Dense."),
        Body("TimeDistributed of Bidirectional", "return TimeDistributed([|Bidirectional(Gru(4))|])(x);",
            "SSEQ011", "TimeDistributed needs a layer that acts on each step alone; Bidirectional does not. It is called on the "
                + "input (12 x 3). Remove TimeDistributed, or give it another layer, such as Dense."),
        Body("a mistake in a wrapped layer", "return Bidirectional(Gru([|0|]))(x);",
            "SSEQ003", "units must be at least 1; got 0. It is called on the input (12 x 3). Give the number of outputs you want."),
        Body("a mistake in the second wrapped layer", "return Bidirectional(Gru(4), backwardLayer: Gru(5, [|goBackwards: true|]))(x);",
            "SSEQ011", "goBackwards has no meaning under Bidirectional, which goes both ways. It is called on the input (12 x 3). "
                + "Remove it."),
        Body("two layers of one name", "x = Dense(2, name: \"a\")(x); return Dense(2, [|name: \"a\"|])(x);",
            "SSEQ011", "name: two layers in one place are called a, and would have the same parameters. Give each a name of its own, or "
                + "hold one layer in a variable."),
        Body("a name that is none", "return Dense(2, [|name: \"a/b\"|])(x);",
            "SSEQ011", "name: 'a/b' is no name of a layer. Use letters, digits and underscores, and begin with no digit."),
        Body("too many parameters in Forward", "x = Dense(1_000_000)(x); return Gru(1_000_000)(x);",
            "SSEQ008", "Forecaster has 6,000,010,000,000 parameters; at most 268,435,455 are possible. Use fewer units or fewer steps."),
        Body("a call of more layers than are possible", "while (true) x = [|Relu|](x);",
            "SSEQ008", "Forward calls more than 1,000 layers, which is the most that is possible. Use fewer, or several models."),

        // inside a block
        Block("a size in a block", "x = Block(x, 4); return Block(x, 0);", "Dense([|units|])(x)",
            "SSEQ003", "units must be at least 1; got 0. It is called on block/dense (12 x 4). Give the number of outputs you want. (in "
                + "Block(...) called at line 2)"),
        Block("a shape in a block", "return Block(LastStep()(x), 4);", "[|Gru(units)|](x)",
            "SSEQ005", "Gru needs a sequence (steps x features); got one row of 3. It is called on last_step (3). Remove it, or put it "
                + "before the layer that makes one row. (in Block(...) called at line 2)"),
        Block("a block within a block",
            "return Around(x);", "Dense([|units|])(x); static SymbolicTensor Around(SymbolicTensor x) => Block(x, -1)",
            "SSEQ003", "units must be at least 1; got -1. It is called on the input (12 x 3). Give the number of outputs you want. (in "
                + "Block(...) called at line 3, in Around(...) called at line 2)"),
        Block("what cannot be read in a block",
            "return Block(x, 4);", "[|System.Environment.ProcessorCount|] > units ? x : Dense(units)(x)",
            "SSEQ015", "'System.Environment.ProcessorCount' is a property, whose value is not known when the model is compiled. Use a "
                + "constant, a parameter or a local variable; a layer decides by the shape of its input itself, as Shortcut does. (in "
                + "Block(...) called at line 2)"),

        // what cannot be read
        Member("a field", "return Dense([|Units|])(x);", "static int Units = 4;",
            "SSEQ015", "'Units' is a field, whose value is not known when the model is compiled. Make it const, a parameter or a local "
                + "variable."),
        Member("a field that is only read",
            "foreach (int n in [|Sizes|]) x = Dense(n)(x); return x;", "static readonly int[] Sizes = [4, 5];",
            "SSEQ015", "'Sizes' is a field, whose value is not known when the model is compiled. Make the array within Forward."),
        Member("a field that is a list", "return Dense([|Sizes|][0])(x);",
            "static readonly System.Collections.Generic.List<int> Sizes = [4];",
            "SSEQ015", "'Sizes' is a field, whose value is not known when the model is compiled. Make the list within Forward."),
        Member("a property", "return Dense([|Units|])(x);", "static int Units => 4;",
            "SSEQ015", "'Units' is a property, whose value is not known when the model is compiled. Use a constant, a parameter or a "
                + "local variable; a layer decides by the shape of its input itself, as Shortcut does."),
        Body("an unbounded loop", "int n = 0; [|while (true) n++;|]",
            "SSEQ015", "'while (true) n++;' is reached after 100,000 steps. Forward must come to an end: bound its loops and recursions."),
        Member("an unbounded recursion", "return Deeper(x);", "static SymbolicTensor Deeper(SymbolicTensor x) => [|Deeper(x)|];",
            "SSEQ015", "'Deeper(x)' is the call number 51 within each other. Bound the recursion. (in Deeper(...) called at line 2, in "
                + "Deeper(...) called at line 2, in Deeper(...) called at line 2, and so on)"),
        Body("a condition on the value", "var y = Relu(x); return [|x == y|] ? y : Dense(1)(x);",
            "SSEQ015", "'x == y' cannot be computed when the model is compiled. Use int, long, float, double, bool and string."),
        Body("a method of another assembly", "return Dense([|System.Convert.ToInt32(\"4\")|])(x);",
            "SSEQ015", "'System.Convert.ToInt32(\"4\")' calls Convert.ToInt32, whose source is not in this project. Copy it here, or "
                + "use the layers, static methods of this project and functions of Math."),
        Body("a method of an object", "return Dense([|new System.Random(1).Next(4)|])(x);",
            "SSEQ015", "'new System.Random(1).Next(4)' calls a method of an object. Make it a static method of this project."),
        Body("a function of Math that is unknown", "return Dense((int)[|System.Math.Cbrt(8)|])(x);",
            "SSEQ015", "'System.Math.Cbrt(8)' is no function that can be read. Use Max, Min, Abs, Pow, Sqrt, Exp, Log, Log2, Log10, "
                + "Floor, Ceiling and Round of Math."),
        Member("a generic method", "return [|Same(x)|];", "static T Same<T>(T x) => x;",
            "SSEQ015", "'Same(x)' calls Same, which is generic: that cannot be read. Write it for the type that it is "
                + "called with."),
        Member("a method without a body", "return Dense([|Units()|])(x);",
            "[System.Runtime.InteropServices.DllImport(\"none\")] static extern int Units();",
            "SSEQ015", "'Units()' calls Units, which has no body. Write one."),
        Body("a local function without a body",
            "return Dense([|Units()|])(x); [System.Runtime.InteropServices.DllImport(\"none\")] static extern int Units();",
            "SSEQ015", "'Units()' calls Units, which has no body. Write one."),
        Member("a method with a reference", "int n = 4; [|Change(ref n)|]; return Dense(n)(x);", "static void Change(ref int n) => n = 5;",
            "SSEQ015", "'Change(ref n)' calls Change, which is a method with ref, out or in parameters: that cannot be read. Return "
                + "values, several as a tuple."),
        Body("try", "[|try { return Dense(4)(x); } finally { }|]",
            "SSEQ015", "'try { return Dense(4)(x); } finally { }' cannot be read. " + CannotBeRead),
        Body("goto", "[|goto End;|] End: return Dense(4)(x);",
            "SSEQ015", "'goto End;' cannot be read. " + CannotBeRead),
        Body("an exception that is reached", "[|throw new System.ArgumentException(\"no\");|]",
            "SSEQ015", "'throw new System.ArgumentException(\"no\");' is reached. Give arguments for which it is not."),
        Body("a division by zero", "int n = 0; return Dense([|4 / n|])(x);", "SSEQ015", "'4 / n' divides by zero. Give other numbers."),
        Body("a place outside of the array", "int[] all = [4]; return Dense(all[[|1|]])(x);",
            "SSEQ015", "'1' is no place of the array. Its length is 1."),
        Body("a list that is changed by the loop over it",
            "System.Collections.Generic.List<int> all = [4]; foreach (int n in [|all|]) { all[0] = n; } return Dense(all[0])(x);",
            "SSEQ015", "'all' is changed by the loop over it. Loop over its ToArray()."),
        Body("an object", "var list = [|new System.Text.StringBuilder()|]; return Dense(4)(x);",
            "SSEQ015", "'new System.Text.StringBuilder()' cannot be read. " + CannotBeRead),
        Body("null as a value", "SymbolicTensor y = null!; return [|x + y|];",
            "SSEQ015", "Add is called on null. Call it on a value that Forward has made."),
        Body("a method that is wrapped", "Layer f = v => Dense(4)(v); return Bidirectional([|f|])(x);",
            "SSEQ015", "Bidirectional takes a layer, for instance Gru(32); got a method."),
        Body("decimal arithmetic", "decimal n = 2; return Dense((int)([|n * n|]))(x);",
            "SSEQ015", "'n * n' cannot be computed when the model is compiled. Use int, long, float, double, bool and string."),
    ];

    private static string Copied(string wrapper) =>
        $"{wrapper} has weights of its own, not those of the layer that it is given, and this layer "
        + $"is used elsewhere too. Make one for each; to share the weights of {wrapper}, call it twice.";

    private static string Instead(string what) => "Forecaster has no layers. Expected is a method "
        + $"static SymbolicTensor Forward(SymbolicTensor x); what stands here is the {what}. "
        + "Write it so, or put layer attributes under [SequenceModel].";

    private static Mistake Class(string name, string members, string id, string message) =>
        new(name, $"{Using}[SequenceModel(12, 3)] partial class Forecaster {{ {members} }}", id, message);

    private static Mistake Inputs(string name, string model, string parameters, string answer, string id, string message) => new(
        name, $"{Using}[{model}] partial class Forecaster {{ static SymbolicTensor Forward({parameters}) => {answer}; }}", id, message);

    internal static Mistake Body(string name, string body, string id, string message) => Member(name, body, "", id, message);

    // Of what is too large the model is underlined.
    private static Mistake Member(string name, string body, string members, string id, string message)
    {
        string model = name.StartsWith("too many", StringComparison.Ordinal) ? "[|SequenceModel(12, 3)|]" : "SequenceModel(12, 3)";
        return new(name,
            $"{Using}[{model}] partial class Forecaster {{ static SymbolicTensor Forward(SymbolicTensor x) {{ {body} }} {members} }}",
            id, message);
    }

    internal static Mistake Block(string name, string body, string block, string id, string message) =>
        Member(name, body, $"\nstatic SymbolicTensor Block(SymbolicTensor x, int units) => {block};\n", id, message);
}
