using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace SimdSeq.Conformance.Tests;

/// <summary>
/// An encoder-decoder, drawn at random: a source that is read from both sides, perhaps a row beside it, and a sequence that comes step by
/// step and reads them by attention of any kind, as first states, row by row or as rows.
/// </summary>
/// <param name="Inputs">The parameters of Forward.</param>
/// <param name="Body">What it does.</param>
/// <param name="Output">What it returns.</param>
/// <param name="SourceIds">Ids of the source; 0: it has values.</param>
/// <param name="TargetIds">Ids of the steps; 0: they have values.</param>
public sealed record RandomEncoderDecoder(string Inputs, string Body, string Output, int SourceIds, int TargetIds)
{
    /// <summary>The class, with a given name and precision.</summary>
    public string Declare(string name, Precision precision) =>
        $$"""
        [SequenceModel(Precision.{{precision}})]
        public sealed partial class {{name}}
        {
            private static {{(Output.StartsWith('(') ? "(SymbolicTensor, SymbolicTensor)" : "SymbolicTensor")}} Forward({{Inputs}})
            {
        {{Body}}        return {{Output}};
            }
        }

        """;

    public override string ToString() => $"{Inputs}\n{Body}        return {Output};\n";

    /// <summary>Draws one.</summary>
    public static Gen<RandomEncoderDecoder> Generator { get; } =
        from seed in Gen.Choose(0, int.MaxValue - 1) select new Drawing(new Random(seed)).Draw();

    private sealed class Drawing(Random random)
    {
        private readonly StringBuilder _body = new();
        private int _values;
        private string _row = ""; // of the source, of this many features:
        private int _rowFeatures;
        private string _memory = "m";
        private int _memoryFeatures;
        private int _steps;
        private int _sourceSteps;

        public RandomEncoderDecoder Draw()
        {
            _sourceSteps = Pick(1, 3, 5, 16, 19);
            _steps = OneIn(3) ? _sourceSteps : Pick(1, 2, 4, 7);
            string sourceLength = OneIn(2) ? ", variableLength: true" : "", length = OneIn(3) ? ", variableLength: true" : "";
            int sourceIds = OneIn(2) ? 7 : 0, ids = OneIn(2) ? 6 : 0;
            string inputs =
                $"[Input({_sourceSteps}, {(sourceIds > 0 ? 1 : 3)}{(sourceIds > 0 ? "" : sourceLength)})] SymbolicTensor source";
            if (OneIn(4)) (_row, _rowFeatures, inputs) = ("place", 2, inputs + ", [Input(2)] SymbolicTensor place");
            inputs += $", [Input({_steps}, {(ids > 0 ? 1 : 3)}{(ids > 0 ? "" : length)})] SymbolicTensor target";
            (_memory, _memoryFeatures) = ("source", 3);
            if (sourceIds > 0) (_memory, _memoryFeatures) = (Add($"Embedding(7, 4, maskZero: {Truth()})(source)"), 4);
            Encode();
            string value = ids > 0 ? Add($"Embedding(6, 4, maskZero: {(length.Length > 0 ? "false" : Truth())})(target)") : "target";
            int features = ids > 0 ? 4 : 3;
            // Nothing that does not come step by step is left unread.
            bool hasRead = false;
            for (int i = random.Next(2, 6); i > 0 || !hasRead; i--) (value, features, hasRead) = Step(value, features, hasRead);
            if (_row == "place") (value, features) = WithRow(value, features);
            string answer = Add($"Dense({Pick(1, 3, 5)})({value})");
            string output = OneIn(5) ? $"({answer}, {Add($"Dense(2)(LastStep()({value}))")})" : answer;
            return new(inputs, _body.ToString(), output, sourceIds, ids);
        }

        private bool RowIsOfSource => _row != "place";

        private T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];

        private bool OneIn(int count) => random.Next(count) == 0;

        private string Truth() => Pick("true", "false");

        private string Add(string call)
        {
            string name = $"v{_values++}";
            _body.AppendLine(CultureInfo.InvariantCulture, $"        var {name} = {call};");
            return name;
        }

        // From both sides, so that it cannot come step by step itself; its last state is a row.
        private void Encode()
        {
            int units = Pick(2, 4);
            if (OneIn(3))
            {
                _memory = Add($"Dense({2 * units})({_memory})");
                _memory = Add($"TransformerEncoder(heads: 2, feedForward: 5, normFirst: {Truth()})({_memory})");
                _memoryFeatures = 2 * units;
            }
            else if (OneIn(2))
            {
                _memory = Add($"Bidirectional(Gru({units}, returnSequences: true))({_memory})");
                _memoryFeatures = 2 * units;
            }

            string last = $"v{_values++}", states = $"v{_values++}";
            string cell = Pick("Gru", "SimpleRnn");
            _body.AppendLine(CultureInfo.InvariantCulture,
                $"        var ({states}, {last}) = {cell}({units}, returnSequences: true, goBackwards: true, "
                    + $"returnState: true)({_memory});");
            (_memory, _memoryFeatures) = (states, units);
            if (_row.Length == 0) (_row, _rowFeatures) = (last, units);
            else (_memory, _memoryFeatures) = (Add($"Concatenate()({_memory}, {states})"), 2 * units);
        }

        private (string Value, int Features, bool HasRead) Step(string value, int features, bool hasRead)
        {
            switch (random.Next(12))
            {
                case 0 or 1 or 2:
                    return (Attend(value, features), features, true);
                case 3:
                    int even = 2 * Pick(1, 2, 3);
                    value = Add($"Dense({even})({value})");
                    string memory = Add($"Dense({even})({_memory})");
                    string positions = even % 4 == 0 ? Pick("None", "Rotary", "Alibi") : Pick("None", "Alibi");
                    return (Add($"TransformerDecoder(heads: 2, feedForward: 5, layers: {Pick(1, 2)}, normFirst: {Truth()}, "
                        + $"positions: AttentionPositions.{positions}, window: {Pick(0, 0, 2)})({value}, {memory})"), even, true);
                case 4:
                    int attended = Pick(2, 5);
                    return (Add($"AdditiveAttention({attended}, useBias: {Truth()})({value}, {_memory})"), _memoryFeatures, true);
                case 5 or 6:
                    int units = Pick(2, 3, 5, 17);
                    string cell = Pick("Gru", "Lstm", "SimpleRnn");
                    string state = Add($"Dense({units})({_row})");
                    string first = OneIn(3) ? "" : $".InitialState({string.Join(", ", Enumerable.Repeat(state, cell == "Lstm" ? 2 : 1))})";
                    return (Add($"{cell}({units}, returnSequences: true, zeroOutputForMask: {Truth()}){first}({value})"), units,
                        hasRead || (first.Length > 0 && RowIsOfSource));
                case 7:
                    (value, features) = WithRow(value, features);
                    return (value, features, hasRead || RowIsOfSource);
                case 8:
                    string repeated = Add($"RepeatVector({_steps})(Dense({features})({_row}))");
                    return (Add($"{value} {Pick("+", "*", "-")} {repeated}"), features, hasRead || RowIsOfSource);
                case 9:
                    int filters = Pick(2, 3);
                    return (Add($"Conv1D({filters}, 2, padding: Padding.Causal)({value})"), filters, hasRead);
                case 10:
                    return (Add($"MultiHeadAttention({Pick(1, 2)}, 3, causal: true, window: {Pick(0, 2)})({value}, {value})"), features,
                        hasRead);
                default:
                    return (Add(Pick($"PositionalEmbedding()({value})", $"Tanh({value})", $"{value} + Dense({features})({value})")),
                        features, hasRead);
            }
        }

        private string Attend(string value, int features)
        {
            int window = OneIn(3) ? Pick(1, 2, 4) : 0;
            switch (random.Next(4))
            {
                case 0:
                    return Add($"GroupedQueryAttention(4, 4, 2, window: {window})({value}, {_memory})");
                case 1:
                    string score = Pick("General", "General", "Scaled", "Dot");
                    string memory = score == "General" ? Add($"Dense({features})({_memory})") : Add($"Dense({features})({_memory})");
                    return Add($"Attention(AttentionScore.{score}, window: {window})({value}, {memory})");
                default:
                    string positions = Pick("None", "Alibi", "Rotary");
                    string causal = _steps == _sourceSteps && OneIn(3) ? ", causal: true" : "";
                    return Add($"MultiHeadAttention({Pick(1, 3)}, {(positions == "Rotary" ? 4 : Pick(2, 5))}, valueDim: {Pick(2, 3)}, "
                        + $"window: {window}, positions: AttentionPositions.{positions}{causal})({value}, {_memory})");
            }
        }

        private (string Value, int Features) WithRow(string value, int features) =>
            (Add($"Concatenate()({value}, RepeatVector({_steps})({_row}))"), features + _rowFeatures);
    }
}
