using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Diagnostics;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>
/// Words to sentences to a document (Yang et al. 2016): each time a GRU from both ends and attention to a learned context.
/// </summary>
internal sealed class HierarchicalAttentionLayer : Layer
{
    public override bool TakesNested => true;

    public override bool JoinsGroups => true;

    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems)
    {
        RequireUnits(options, "units", problems);
        if (options.Int("attentionUnits") != 0) RequireUnits(options, "attentionUnits", problems);
        RequireShare(options, "dropout", problems);
        if (input.Groups is null || !input.Shape.IsSequence)
        {
            problems.Add(Ids.WrongShape, null,
                $"{options.Kind} needs a nested sequence (groups x steps x features); got {input.Text}",
                "Declare the input with [Input(groups: ..., steps: ..., features: ...)].");
        }

        return problems.Any ? null : new Builder(options, name, problems).Build(input);
    }

    private sealed class Builder(LayerDeclaration options, string name, LayerProblems problems)
    {
        private readonly List<Operation> _operations = [];

        public IReadOnlyList<Operation>? Build(Value input)
        {
            if (Encoded(input, $"{name}/word") is not { } sentence) return null;
            if (input.Shape.IsMasked) sentence = Add(new GroupPresence($"{name}/presence", options.Text, sentence, input.MaskRoot));
            var sentences = Add(new JoinGroups($"{name}/groups", options.Text, sentence));
            double rate = options.Double("dropout");
            if (rate > 0) sentences = Add(new Dropout($"{name}/dropout", options.Text, sentences, rate));
            return Encoded(sentences, $"{name}/sentence") is null ? null : _operations;
        }

        // A row of a sequence.
        private Value? Encoded(Value input, string level)
        {
            var gru = new GruLayer();
            var forward = gru.BuildRecurrence(Gru, $"{level}/forward_gru", input, isReversed: false, [], problems);
            var backward = gru.BuildRecurrence(Gru, $"{level}/backward_gru", input, isReversed: true, [], problems);
            if (forward is null || backward is null) return null;
            var both = new Concatenate($"{level}/concatenate", options.Text, [forward.Output, backward.Output]);
            _operations.AddRange(RecurrentLayer.WithZeros([forward, backward, both]));
            var steps = _operations[_operations.Count - 1].Output;
            if (new AttentionPoolingLayer().Build(Pooling, $"{level}/attention_pooling", steps, problems) is not { } pooling) return null;
            _operations.AddRange(pooling);
            return _operations[_operations.Count - 1].Output;
        }

        private LayerDeclaration Gru => Inner(
            ("units", options.Int("units")), ("activation", (int)ActivationName.Tanh), ("recurrentActivation", (int)ActivationName.Sigmoid),
            ("useBias", true), ("resetAfter", true), ("returnSequences", true), ("dropout", 0.0), ("recurrentDropout", 0.0),
            ("kernelInitializer", (int)InitializerName.GlorotUniform), ("recurrentInitializer", (int)InitializerName.Orthogonal),
            ("biasInitializer", (int)InitializerName.Zeros), ("initialState", false), ("returnState", false), ("stateful", false));

        private LayerDeclaration Pooling => Inner(
            ("units", options.Int("attentionUnits") is > 0 and var units ? units : 2 * options.Int("units")),
            ("activation", (int)ActivationName.Tanh), ("useBias", true), ("kernelInitializer", (int)InitializerName.GlorotUniform));

        // A layer inside shows itself as the whole.
        private LayerDeclaration Inner(params (string Name, object Value)[] arguments) => new(options.Text,
            new([.. arguments.Select(argument => new Argument(argument.Name, argument.Value, "", IsDefault: true, IsNamed: true))]));

        private Value Add(Operation operation)
        {
            _operations.Add(operation);
            return operation.Output;
        }
    }
}
