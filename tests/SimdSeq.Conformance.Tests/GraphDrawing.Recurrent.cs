using System.Globalization;

namespace SimdSeq.Conformance.Tests;

/// <content>Recurrent layers, with states that are values and without.</content>
internal sealed partial class GraphDrawing
{
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
}
