using System.Globalization;
using System.Text;

namespace SimdSeq.Conformance.Tests;

/// <summary>A cell as a user might write it, drawn at random, beside its value in plain arithmetic.</summary>
internal sealed class RandomCell
{
    private static readonly Dictionary<string, Func<double, double>> Activations = new()
    {
        ["Tanh"] = Math.Tanh,
        ["Sigmoid"] = a => 1 / (1 + Math.Exp(-a)),
        ["Softsign"] = a => a / (1 + Math.Abs(a)),
        ["Relu"] = a => Math.Max(0, a),
        ["Silu"] = a => a / (1 + Math.Exp(-a)),
        ["GeluTanh"] = a => a * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (a + 0.044715 * a * a * a))) / 2,
        ["Mish"] = a => a * Math.Tanh(Math.Log(1 + Math.Exp(a))),
        ["Softplus"] = a => Math.Log(1 + Math.Exp(a)),
        ["LeakyRelu"] = a => a > 0 ? a : 0.2 * a,
        ["Relu6"] = a => Math.Clamp(a, 0, 6),
        ["HardSwish"] = a => a * Math.Clamp(a + 3, 0, 6) / 6,
    };

    private readonly Random _random;
    private readonly List<Value> _values = [];
    private readonly HashSet<Value> _unread = [];
    private readonly SortedDictionary<string, string> _weights = new(StringComparer.Ordinal);
    private readonly StringBuilder _equations = new();
    private readonly string[] _states;
    private readonly Value[] _results;
    private int _names;

    public RandomCell(int seed)
    {
        _random = new Random(seed);
        _states = _random.Next(2) == 0 ? ["h"] : ["h", "c"];
        for (int i = 0; i < _states.Length; i++)
        {
            int state = i;
            _values.Add(new(_states[i], step => step.States[state]));
        }

        Add(Projected("x", step => step.Input, "w"));
        for (int i = _random.Next(3, 10); i > 0; i--) Add(Next());
        Value all = _unread.Aggregate((a, b) => Both('+', a, b));
        _results =
            [.. _states.Select((_, i) => i > 0 && _random.Next(4) == 0 ? _values[0] : Applied(i == 0 ? all : Pick(), _random.Next(3)))];
    }

    /// <summary>The class, as a user writes it.</summary>
    public string Declare(string name)
    {
        string states = string.Concat(_states.Select(state => $", CellValue {state}"));
        string weights = string.Concat(_weights.Select(weight =>
            $", [Weight{(weight.Value == "CellVector" ? "(Initializer.RandomUniform)" : "")}] {weight.Value} {weight.Key}"));
        string results = string.Join(", ", _results.Select(result => result.Text));
        return $"public sealed class {name} : ICell\n{{\n    "
            + $"public static {(_states.Length == 1 ? "CellValue" : "(CellValue, CellValue)")} "
            + $"Step(CellInput x{states}{weights})\n    {{\n{_equations}"
            + $"        return {(_states.Length == 1 ? results : $"({results})")};\n    }}\n}}\n";
    }

    /// <summary>What a layer of the cell answers at each step of one sample.</summary>
    public double[] Answers(SequenceModel<double> model, int units, double[] sample)
    {
        double[][] states = [.. _states.Select(_ => new double[units])];
        var answers = new List<double>();
        for (int i = 0; i < model.Steps; i++)
        {
            var step = new Step(sample[(i * model.Features)..((i + 1) * model.Features)], states, Weight, []);
            states = [.. _results.Select(result => result.In(step))];
            answers.AddRange(states[0]);
        }

        return [.. answers];

        double[] Weight(string name) =>
            model.Parameters.Single(parameter => parameter.Name.EndsWith("/" + name, StringComparison.Ordinal)).Values.ToArray();
    }

    // Half of the operands are the latest, so that the equations become deep and still share.
    private Value Pick()
    {
        Value value = _random.Next(2) == 0 ? _values[^1] : _values[_random.Next(_values.Count)];
        _unread.Remove(value);
        return value;
    }

    private Value Next()
    {
        double number = _random.Next(1, 8) / 8.0;
        string text = number.ToString(CultureInfo.InvariantCulture);
        switch (_random.Next(11))
        {
            case 0: return Projected("x", step => step.Input, "w");
            case 1 or 2 or 3:
                Value source = Pick();
                return Projected(source.Text, source.In, "u");
            case 4: return Both('+', Pick(), Pick());
            case 5: return Both('-', Pick(), Pick());
            case 6: return Both('*', Pick(), Pick());
            case 7: return Each(Pick(), a => $"({text} - {a})", a => number - a);
            case 8: return Both(_random.Next(2) == 0 ? '*' : '+', Vector(), Pick());
            default: return Applied(Pick(), _random.Next(Activations.Count));
        }
    }

    // Every other value has a name; the others stand where they are read, as often as they are read.
    private void Add(Value value)
    {
        if (_random.Next(2) == 0)
        {
            string name = $"v{_names++}";
            _equations.Append(CultureInfo.InvariantCulture, $"        var {name} = {value.Text};\n");
            value = value with { Text = name };
        }

        _values.Add(value);
        _unread.Add(value);
    }

    private Value Projected(string source, Func<Step, double[]> value, string kind)
    {
        string matrix = Weight(kind, kind == "w" ? "CellKernel" : "CellRecurrentKernel", _random.Next(3));
        return new($"({source} * {matrix})", step =>
        {
            double[] input = value(step), kernel = step.Weight(matrix), sums = new double[step.States[0].Length];
            for (int i = 0; i < input.Length; i++)
            {
                for (int unit = 0; unit < sums.Length; unit++) sums[unit] += input[i] * kernel[i * sums.Length + unit];
            }

            return sums;
        });
    }

    private Value Vector()
    {
        string name = Weight("b", "CellVector", _random.Next(2));
        return new(name, step => step.Weight(name));
    }

    private string Weight(string kind, string type, int number)
    {
        _weights[kind + number] = type;
        return kind + number;
    }

    private static Value Applied(Value value, int activation)
    {
        var (name, function) = Activations.ElementAt(activation);
        return Each(value, a => $"CellMath.{name}({a})", function);
    }

    private static Value Both(char op, Value a, Value b)
    {
        Func<double, double, double> function = op switch
        {
            '+' => (p, q) => p + q,
            '-' => (p, q) => p - q,
            _ => (p, q) => p * q,
        };
        return new($"({a.Text} {op} {b.Text})", step => [.. a.In(step).Zip(b.In(step), function)]);
    }

    private static Value Each(Value value, Func<string, string> text, Func<double, double> function) =>
        new(text(value.Text), step => [.. value.In(step).Select(function)]);

    /// <summary>A value of the step: its text, and what it is.</summary>
    private sealed record Value(string Text, Func<Step, double[]> Of)
    {
        public double[] In(Step step) => step.Known.TryGetValue(this, out double[]? known) ? known : step.Known[this] = Of(step);
    }

    /// <summary>What a step begins with, and what is known of it so far.</summary>
    private sealed record Step(double[] Input, double[][] States, Func<string, double[]> Weight, Dictionary<Value, double[]> Known);
}
