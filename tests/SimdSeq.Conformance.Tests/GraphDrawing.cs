using System.Globalization;

namespace SimdSeq.Conformance.Tests;

/// <summary>Draws the method of a <see cref="RandomGraph"/>: calls on values drawn before, until all that nobody reads is joined.</summary>
internal sealed partial class GraphDrawing(Random random, bool? keepsSteps = null)
{
    /// <summary>A value: its variable, its steps (0: a row), its features, and what has become of the mask of its steps.</summary>
    private sealed record Drawn(string Name, int Steps, int Features, string Mask = "");

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
