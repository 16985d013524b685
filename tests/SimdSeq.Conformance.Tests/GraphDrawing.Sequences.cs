namespace SimdSeq.Conformance.Tests;

/// <content>What moves or ends the steps of a sequence.</content>
internal sealed partial class GraphDrawing
{
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
}
