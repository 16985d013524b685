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
    public static Gen<RandomGraph> Generator { get; } = from seed in Gen.Choose(0, int.MaxValue - 1)
                                                        select new Drawing(new Random(seed))
        .Draw();

    /// <summary>Draws what becomes of one value alone, for a method of one value and one answer.</summary>
    /// <param name="random">Draws.</param>
    /// <param name="keepsSteps">Whether it may be padded.</param>
    /// <param name="steps">Steps of the value; null: some.</param>
    /// <param name="features">Features of the value; null: some.</param>
    public static RandomGraph Of(Random random, bool keepsSteps, int? steps = null, int? features = null) =>
        new Drawing(random, keepsSteps).Draw(steps, features, isPart: true);

    /// <summary>A value: its variable, its steps (0: a row), its features, and what has become of the mask of its steps.</summary>
    private sealed record Drawn(string Name, int Steps, int Features, string Mask = "");

    private sealed class Drawing(Random random, bool? keepsSteps = null)
    {
        private static readonly string[] Activations =
            ["Tanh", "Sigmoid", "Elu", "Softsign", "HardSigmoid", "Linear", "Gelu", "Silu", "Mish", "Softplus"];

        private readonly List<Drawn> _values = [];
        private readonly HashSet<Drawn> _unread = [];
        private readonly System.Text.StringBuilder _body = new();
        private readonly bool _isCausal = random.Next(3) > 0;
        private readonly bool _keepsSteps = keepsSteps ?? random.Next(3) == 0; // then samples may be padded
        private int _shared;
        private bool _isPart; // the body of an Each, whose groups have last states of their own

        public RandomGraph Draw(int? ofSteps = null, int? ofFeatures = null, bool isPart = false)
        {
            _isPart = isPart;
            int steps = ofSteps ?? Pick(1, 2, 3, 5, 7, 11), features = ofFeatures ?? Pick(1, 2, 3, 5, 13, 17);
            var input = new Drawn("x", steps, features);
            string first = ofFeatures is not null ? ""
                : Pick("", "", "", "Masking(maskValue: 0.5)", "Embedding(7, 5)", "Embedding(7, 3, maskZero: true)");
            if (first.StartsWith('E')) (features, input) = (1, new("x", steps, 1));
            if (first.Length == 0) _values.Add(input);
            else if (first.StartsWith('E'))
            {
                _body.AppendLine(CultureInfo.InvariantCulture, $"        var words = {first};");
                Add("words(x)", steps, first.Contains('5') ? 5 : 3);
            }
            else Add($"{first}(x)", steps, features);
            string second = isPart || first.StartsWith('E') || !OneIn(3) ? "" : SecondInput(steps);
            if (_isCausal && !_keepsSteps) Windows(_values[0]);
            for (int calls = random.Next(2, 9); calls > 0; calls--) Step();
            if (first.StartsWith('E') && OneIn(2))
            {
                var from = Any();
                if (from.Features != _values[0].Features) from = Dense(from, _values[0].Features);
                Add($"Tied(words, useBias: {Truth()})({from.Name})", from.Steps, 7, from);
            }

            var output = Join();
            // Beside it another, that it may be made of.
            var other = !isPart && OneIn(4) ? _values.Skip(1).FirstOrDefault(value => value != output && value.Name.StartsWith('v')) : null;
            string answers = other is null ? output.Name : $"({output.Name}, {other.Name})";
            return new(
                steps, features, second, _body.ToString(), answers, IsSequence: output.Steps > 0 && other is null,
                second.Length == 0 && other is null && _keepsSteps && steps > 1 && !first.StartsWith('E'), output.Features);
        }

        // Of as many steps as the first, or a row.
        private string SecondInput(int steps)
        {
            int features = Pick(1, 2, 4);
            var input = new Drawn("z", OneIn(2) ? steps : 0, features);
            _values.Add(input);
            _unread.UnionWith(_values); // each has to be read
            return input.Steps > 0 ? $"[Input({steps}, {features})]" : $"[Input({features})]";
        }

        private T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];

        private bool OneIn(int count) => random.Next(count) == 0;

        private int Units() => Pick(1, 2, 3, 5, 7, 8, 13, 16, 17);

        private string Truth() => Pick("true", "false");

        private Drawn Any() => _values[Math.Max(random.Next(_values.Count), random.Next(_values.Count))]; // rather a late one

        private Drawn Add(string call, int steps, int features, params Drawn[] read)
        {
            var value = new Drawn($"v{_values.Count}", steps, features, steps == 0 || read.Length == 0 ? "" : read[0].Mask);
            _body.AppendLine(CultureInfo.InvariantCulture, $"        var {value.Name} = {call};");
            _values.Add(value);
            _unread.Add(value);
            foreach (var one in read) _unread.Remove(one);
            return value;
        }

        private void Step()
        {
            var from = Any();
            switch (random.Next(from.Steps == 0 ? 9 : 19))
            {
                case 0 or 1: Merge(from); break;
                case 2: Shared(from); break;
                case 3: Operator(from); break;
                case 4: Add($"{Pick(Activations)}({from.Name})", from.Steps, from.Features, from); break;
                case 5:
                    Add($"{Pick("Dropout(0.25)", "Dropout(0.5)", "GaussianNoise(0.125)")}({from.Name})", from.Steps, from.Features, from);
                    break;
                case 6: Dense(from, Units()); break;
                case 7: Block(from); break;
                case 8:
                    string layer = $"BatchNormalization(0.75, center: {Truth()}, scale: {Truth()})";
                    Add($"{layer}({from.Name})", from.Steps, from.Features, from);
                    break;
                case 9 or 10: Sequence(from); break;
                case 11 or 12: Recurrent(from); break;
                case 13: ToRow(from); break;
                case 14 or 15: Attend(from); break;
                case 16: Position(from); break;
                case 17 when from.Features > 2: Add($"LayerNormalization()({from.Name})", from.Steps, from.Features, from); break;
                default: Add($"SpatialDropout1D(0.25)({from.Name})", from.Steps, from.Features, from); break;
            }
        }

        private Drawn Dense(Drawn from, int units)
        {
            string activation = Pick(Activations);
            string layer = $"Dense({units}, Activation.{activation}, useBias: {Truth()}, biasInitializer: Initializer.RandomUniform)";
            return Add($"{(from.Steps > 0 && OneIn(4) ? $"TimeDistributed({layer})" : layer)}({from.Name})", from.Steps, units, from);
        }

        private void Depthwise(Drawn from)
        {
            int units = Units(), multiplier = Pick(1, 2);
            string options = $"{Pick(1, 2, 3)}, padding: Padding.Causal, depthMultiplier: {multiplier}, useBias: {Truth()}, "
                + "biasInitializer: Initializer.RandomUniform";
            if (OneIn(2)) Add($"SeparableConv1D({units}, {options})({from.Name})", from.Steps, units, from);
            else Add($"DepthwiseConv1D({options})({from.Name})", from.Steps, multiplier * from.Features, from);
        }

        // Two values or three of as many steps; for arithmetic of as many features too.
        private void Merge(Drawn first)
        {
            var others = _values.Where(value => value.Steps == first.Steps && value.Mask == first.Mask).ToList();
            Drawn second = Pick([.. others]), third = Pick([.. others]);
            if (OneIn(3))
            {
                bool isThree = OneIn(2);
                string list = isThree ? $"{first.Name}, {second.Name}, {third.Name}" : $"{first.Name}, {second.Name}";
                Add($"Concatenate()({list})", first.Steps, first.Features + second.Features + (isThree ? third.Features : 0),
                    isThree ? [first, second, third] : [first, second]);
                return;
            }

            if (second.Features != first.Features) second = Dense(second, first.Features);
            if (OneIn(5) && third.Features == first.Features)
                Add($"{Pick("Add", "Multiply")}()({third.Name}, {first.Name}, {second.Name})", first.Steps, first.Features, first, second,
                    third);
            else
                Add(OneIn(2) ? $"{first.Name} {Pick("+", "-", "*")} {second.Name}" : $"{second.Name} {Pick("+", "-", "*")} {first.Name}",
                    first.Steps, first.Features, first, second);
        }

        private void Operator(Drawn from) => Add(
            string.Format(
                CultureInfo.InvariantCulture,
                Pick("0.5 * {0}", "1 - {0}", "-{0}", "{0} + 0.25", "{0} - 1", "{0} * 2", "{0} * {0}", "-({0} - {0} * {0})"), from.Name),
            from.Steps, from.Features, from);

        // A layer called on two values, or on its own answer.
        private void Shared(Drawn from)
        {
            string name = $"shared{_shared++}";
            int units = from.Features;
            string layer = Pick(
                $"Dense({units}, Activation.Tanh, biasInitializer: Initializer.RandomUniform)", "Dropout(0.5)",
                "ActivationLayer(Activation.Sigmoid)",
                "BatchNormalization(0.75)",
                from.Steps > 0
                    ? $"Gru({units}, returnSequences: true, recurrentDropout: {Pick("0", "0.25")}, "
                        + $"biasInitializer: Initializer.RandomUniform)"
                    : $"Dense({units})",
                from.Steps > 0
                    ? Pick($"Lstm({units}, returnSequences: true, biasInitializer: Initializer.RandomUniform)",
                        $"Conv1D({units}, 2, padding: Padding.Causal, weightNorm: {Truth()})")
                    : $"Dense({units}, Activation.Elu)");
            _body.AppendLine(CultureInfo.InvariantCulture, $"        var {name} = {layer};");
            var first = Add($"{name}({from.Name})", from.Steps, from.Features, from);
            var again = OneIn(2) ? first : Any();
            if (again.Features != units || again.Steps != from.Steps || again.Mask != from.Mask) again = first;
            Add($"{name}({again.Name})", again.Steps, again.Features, again);
        }

        private void Block(Drawn from)
        {
            int units = Pick(2, 3, 5, 8);
            switch (random.Next(from.Steps == 0 ? 3 : 9))
            {
                case 0:
                    Add($"Residual({from.Name}, Dense({from.Features}, Activation.Elu))", from.Steps, from.Features, from);
                    break;
                case 1:
                    Add($"Gated({from.Name}, {units})", from.Steps, units, from);
                    break;
                case 2:
                    var state = Add(from.Name, from.Steps, from.Features, from);
                    _body.AppendLine(CultureInfo.InvariantCulture,
                        $"        for (int i = 0; i < 2; i++) {state.Name} = Residual(Gated({state.Name}, {from.Features}), "
                            + $"v => Tanh(Dense({from.Features})(v)));");
                    break;
                case 3:
                    Add($"Memory({from.Name}, {units})", from.Steps, 3 * units, from);
                    break;
                case 4 or 5:
                    Add($"Temporal({from.Name}, {units}, dilation: {Pick(1, 2, 4)}, weightNorm: {Truth()})", from.Steps, units, from);
                    break;
                case 6 or 7:
                    Depthwise(from);
                    break;
                default:
                    Add($"Residual({from.Name}, SimpleRnn({from.Features}, returnSequences: true))", from.Steps, from.Features, from);
                    break;
            }
        }

        private void Recurrent(Drawn from)
        {
            int units = Units();
            bool sequences = random.Next(3) > 0;
            bool isTurned = !_isCausal && !_keepsSteps && OneIn(3);
            string kind = Pick("Gru", "Lstm", "SimpleRnn");
            string cell = $"{kind}({units}, returnSequences: {(sequences ? "true" : "false")}, useBias: {Truth()}, "
                + $"dropout: {Pick("0", "0.25")}, recurrentDropout: {Pick("0", "0.25")}, "
                + $"zeroOutputForMask: {Truth()}, biasInitializer: Initializer.RandomUniform";
            if (!_isCausal && OneIn(3))
                Add($"Bidirectional({cell}), Merge.{Pick("Sum", "Multiply", "Average")})({from.Name})", sequences ? from.Steps : 0, units,
                    from);
            else if (!_isCausal && OneIn(3))
                Add($"Bidirectional({cell}), backwardLayer: Gru(3, returnSequences: {(sequences ? "true" : "false")}))({from.Name})",
                    sequences ? from.Steps : 0, units + 3, from);
            else if (isTurned && sequences)
                Moved($"{cell}, goBackwards: true)({from.Name})", from.Steps, units, from);
            else
                Plain($"{cell}, goBackwards: {(isTurned ? "true" : "false")}", kind == "Lstm" ? 2 : 1, sequences ? from.Steps : 0, units,
                    from);
        }

        // With states that are values, or whose last states are.
        private void Plain(string cell, int states, int steps, int units, Drawn from)
        {
            string begin = "", name = from.Name;
            if (OneIn(3) && _values.LastOrDefault(value => value.Steps == 0) is { } row)
            {
                if (row.Features != units) row = Dense(row, units);
                _unread.Remove(row);
                begin = $".InitialState({string.Join(", ", Enumerable.Repeat(row.Name, states))})";
            }

            if (_isPart || !OneIn(4))
            {
                Add($"{cell}){begin}({name})", steps, units, from);
                return;
            }

            var answer = new Drawn($"v{_values.Count}", steps, units, steps == 0 ? "" : from.Mask);
            var last = Enumerable.Range(1, states).Select(i => new Drawn($"v{_values.Count + i}", 0, units));
            List<Drawn> all = [answer, .. last];
            _body.AppendLine(CultureInfo.InvariantCulture,
                $"        var ({string.Join(", ", all.Select(value => value.Name))}) = {cell}, returnState: true){begin}({name});");
            _unread.Remove(from);
            _values.AddRange(all);
            _unread.UnionWith(all);
        }

        // Of a sequence to itself or, where later steps may be read, to another.
        private void Attend(Drawn from)
        {
            var other = _isCausal || OneIn(2) ? from : Pick([.. _values.Where(value => value.Steps > 0)]);
            bool isOfItself = other.Steps == from.Steps && other.Mask == from.Mask;
            string causal = _isCausal ? "true" : isOfItself ? Truth() : "false";
            string options = $"dropout: {Pick("0", "0.25")}, causal: {causal}, window: {Pick(0, 0, 1, 2, 3)}",
                read = other == from ? from.Name : $"{from.Name}, {other.Name}";
            string projected =
                $"useBias: {Truth()}, biasInitializer: Initializer.RandomUniform, {options}, "
                    + $"positions: AttentionPositions.{Pick("None", "Rotary", "Alibi")}";
            int outputs = Pick(0, 3, 5), heads = Pick(1, 2, 3), groups = Pick(1, 2);
            switch (random.Next(_isCausal ? 8 : 10))
            {
                case 6 or 7:
                    if (from.Features % heads != 0) from = Dense(from, heads * 2);
                    string levels =
                        $"{heads}, window: {Pick(2, 3)}, levels: {(_keepsSteps ? Pick(1, 2) : Pick(0, 1, 2))}, feedForward: {Pick(0, 4)}, "
                            + $"dropout: {Pick("0", "0.25")}, biasInitializer: Initializer.RandomUniform, focus: {Pick("0", "1.5")}";
                    Add($"HierarchicalAttentionEncoder({levels})({from.Name})", from.Steps, from.Features, from);
                    break;
                case 8:
                    Add($"AdditiveAttention({Pick(1, 3, 5)}, useBias: {Truth()})({read})", from.Steps, other.Features, [from, other]);
                    break;
                case 9:
                    Add($"AttentionPooling({Pick(1, 3, 5)}, useBias: {Truth()})({from.Name})", 0, from.Features, from);
                    break;
                case 4 or 5:
                    int each = Pick(2, 4);
                    if (from.Features % (heads * each) != 0) from = Dense(from, heads * each);
                    string network =
                        $"{heads}, {Pick(1, 5, 8)}, layers: {Pick(1, 1, 2)}, activation: Activation.{Pick("Tanh", "Gelu", "Silu")}, "
                            + $"normFirst: {Truth()}, "
                        + $"epsilon: 0.1, useBias: {Truth()}, norm: TransformerNorm.{Pick("LayerNorm", "RmsNorm")}, "
                        + $"positions: AttentionPositions.{Pick("None", "Rotary", "Alibi")}, {options}";
                    if (isOfItself) Add($"TransformerEncoder({network})({from.Name})", from.Steps, from.Features, from);
                    else Add($"TransformerDecoder({network})({from.Name}, {other.Name})", from.Steps, from.Features, [from, other]);
                    break;
                case 0:
                    string grouped = $"GroupedQueryAttention({Pick(2, 4)}, {groups * heads}, {heads}, {projected})";
                    Add($"{grouped}({read})", from.Steps, from.Features, [from, other]);
                    break;
                case 1:
                    string score = other.Features == from.Features ? Pick("Dot", "Scaled", "General") : "General";
                    Add($"Attention(AttentionScore.{score}, {options})({read})", from.Steps, other.Features, [from, other]);
                    break;
                default:
                    string layer = $"MultiHeadAttention({heads}, {Pick(2, 4)}, valueDim: {Pick(0, 1, 5)}, outputs: {outputs}, {projected})";
                    Add($"{layer}({read})", from.Steps, outputs > 0 ? outputs : from.Features, [from, other]);
                    break;
            }
        }

        private void Position(Drawn from)
        {
            if (from.Features % 2 == 0 && (_keepsSteps || OneIn(2)))
                Add($"SinusoidalPositions()({from.Name})", from.Steps, from.Features, from);
            else if (!_keepsSteps) Add($"PositionalEmbedding()({from.Name})", from.Steps, from.Features, from);
            else Dense(from, Units());
        }

        private void Sequence(Drawn from)
        {
            if (OneIn(3))
            {
                Centred(from);
                return;
            }

            if (_keepsSteps || _isCausal)
            {
                if (_keepsSteps) Dense(from, Units());
                else Windows(from);
                return;
            }

            int steps = from.Steps;
            switch (random.Next(6))
            {
                case 0: Moved($"Reverse()({from.Name})", steps, from.Features, from); break;
                case 1:
                    int strides = Pick(1, 2);
                    Moved($"{Pick("Max", "Average")}Pooling1D(2, strides: {strides}, padding: Padding.Same)({from.Name})",
                        (steps - 1) / strides + 1, from.Features, from);
                    break;
                case 2: Moved($"UpSampling1D(2)({from.Name})", 2 * steps, from.Features, from); break;
                case 3: Moved($"ZeroPadding1D(1, 2)({from.Name})", steps + 3, from.Features, from); break;
                case 4:
                    int units = Units();
                    string layer = $"Conv1DTranspose({units}, 3, strides: 2, padding: Padding.Same, useBias: {Truth()})";
                    Moved($"{layer}({from.Name})", 2 * steps, units, from);
                    break;
                default: ToRow(from); break;
            }
        }

        // Those that look ahead, each with its own step in the middle.
        private void Centred(Drawn from)
        {
            int size = Pick(2, 3, 4, 5), units = Units();
            string options = $"padding: Padding.Same, useBias: {Truth()}, biasInitializer: Initializer.RandomUniform";
            string layer = Pick(
                $"Conv1D({units}, {size}, dilation: {Pick(1, 2)}, {options})", $"SeparableConv1D({units}, {size}, {options})",
                $"Conv1DTranspose({units}, {size}, {options})",
                $"{Pick("Max", "Average")}Pooling1D({size}, strides: 1, padding: Padding.Same)");
            Add($"{layer}({from.Name})", from.Steps, layer.Contains("Pooling", StringComparison.Ordinal) ? from.Features : units, from);
        }

        // Those that end with their last step.
        private void Windows(Drawn from)
        {
            int size = Pick(1, 2, 3), strides = Pick(1, 2, 3), units = Units();
            bool isValid = size <= from.Steps && OneIn(2);
            int steps = ((from.Steps - (isValid ? size : 1)) / strides) + 1;
            if (isValid && OneIn(2))
            {
                Moved($"{Pick("Max", "Average")}Pooling1D({size}, strides: {strides})({from.Name})", steps, from.Features, from);
                return;
            }

            string padding = isValid ? "Valid" : "Causal", bias = Truth();
            string layer = $"Conv1D({units}, {size}, strides: {strides}, padding: Padding.{padding}, useBias: {bias})";
            Moved($"{layer}({from.Name})", steps, units, from);
        }

        // Only what is made from it as it is has the same steps.
        private void Moved(string call, int steps, int features, Drawn from)
        {
            var moved = Add(call, steps, features, from);
            _unread.Remove(moved);
            _values[^1] = moved with { Mask = moved.Name };
            _unread.Add(_values[^1]);
        }

        private Drawn ToRow(Drawn from)
        {
            if (!_keepsSteps && OneIn(4)) return Add($"Flatten()({from.Name})", 0, from.Steps * from.Features, from);
            return Add(
                $"{Pick("LastStep", "LastStep", "GlobalAveragePooling1D", "GlobalMaxPooling1D")}()({from.Name})", 0, from.Features, from);
        }

        // Everything that nobody has read yet, as one answer.
        private Drawn Join()
        {
            if (_unread.Count == 0) Dense(_values[^1], 3);
            var all = _unread.OrderBy(value => value.Name.Length == 1 ? -1 : int.Parse(value.Name.AsSpan(1), CultureInfo.InvariantCulture))
                .ToList();
            if (all.Any(value => value.Steps != all[0].Steps || value.Mask != all[0].Mask))
                all = [.. all.Select(value => value.Steps == 0 ? value : ToRow(value))];
            if (all.Count == 1) return all[0];
            var joined = Add(
                $"Concatenate()({string.Join(", ", all.Select(value => value.Name))})", all[0].Steps, all.Sum(value => value.Features),
                [.. all]);
            return OneIn(2) ? joined : Dense(joined, 3);
        }
    }
}
