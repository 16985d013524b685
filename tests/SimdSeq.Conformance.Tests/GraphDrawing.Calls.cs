using System.Globalization;

namespace SimdSeq.Conformance.Tests;

/// <content>What keeps steps: products, arithmetic of values, shared layers, blocks of one's own.</content>
internal sealed partial class GraphDrawing
{
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
}
