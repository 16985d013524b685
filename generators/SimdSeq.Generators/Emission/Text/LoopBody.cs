using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Emission;

/// <summary>The statements of a loop over values, in the names of the equations.</summary>
/// <param name="type">The element type.</param>
/// <param name="names">The names of its locals.</param>
/// <param name="load">What loads a value, for one that lies in memory.</param>
internal sealed class LoopBody(string type, LocalNames names, Func<Expression, string?> load)
{
    /// <summary>What emitted loops call the loaded activations.</summary>
    public const string Apply = "apply";

    private readonly Dictionary<Expression, (string Name, int End)> _locals = [];
    private readonly List<Statement> _statements = [];
    private readonly SortedSet<string> _functions = [];
    private HashSet<string> _loads = [];

    /// <summary>The functions that it applies, in alphabetical order.</summary>
    public IReadOnlyCollection<string> Functions => _functions;

    public IEnumerable<string> Statements => _statements.Select(statement => statement.Text);

    /// <summary>Before a loop, so that the constants of the activations are in registers throughout.</summary>
    public static string LoadActivations(string type) => $"Activations<V, {type}> {Apply} = {LoadedActivations(type)};";

    public static string LoadedActivations(string type) => $"Activations<V, {type}>.Load()";

    /// <summary>Computes a value, or loads it, into a local.</summary>
    public string Local(Expression value)
    {
        if (_locals.TryGetValue(value, out var known)) return known.Name;
        var outer = _loads;
        _loads = [];
        string text = Load(value) ?? (value is Constant ? Vector(value, 0) : Print(value, 0));
        string name = names.Unique(value.Name!);
        _statements.Add(new($"V {name} = {text};", _loads));
        _loads = outer;
        _locals[value] = (name, _statements.Count);
        return name;
    }

    /// <summary>
    /// Stores values that are computed: each at once where nothing behind it reads what it overwrites, so that no register holds it.
    /// </summary>
    /// <param name="stores">The values, where each goes, and what loads from there; null where that is not to be asked: at the end.</param>
    public void Store(IEnumerable<(Expression Value, string Address, string? Overwritten)> stores)
    {
        var lines = new List<(int Line, string Text)>();
        foreach (var (value, address, overwritten) in stores)
        {
            var (name, end) = _locals[value];
            bool isFree = overwritten is not null && !_statements.Skip(end).Any(statement => statement.Loads.Contains(overwritten));
            lines.Add((isFree ? end : _statements.Count, $"{name}.Store({address}, j);"));
        }

        foreach (var (line, text) in lines.OrderBy(store => store.Line).Reverse()) _statements.Insert(line, new(text, []));
    }

    /// <summary>Computes a value that nothing else reads, and stores it.</summary>
    public void StoreAtOnce(Expression value, string address, bool adds = false) =>
        _statements.Add(new(adds
            ? $"(V.Load({address}, j) + {Direct(value, 2)}).Store({address}, j);"
            : $"{Direct(value, 4)}.Store({address}, j);", []));

    /// <summary>Adds a value that is computed to what lies in memory.</summary>
    public void Add(Expression value, string address) =>
        _statements.Add(new($"(V.Load({address}, j) + {_locals[value].Name}).Store({address}, j);", []));

    private string Direct(Expression value, int precedence) => Load(value) ?? Print(value, precedence);

    private string? Load(Expression value)
    {
        string? text = load(value);
        if (text is not null) _loads.Add(text);
        return text;
    }

    private string Operand(Expression value, int precedence)
    {
        if (_locals.TryGetValue(value, out var known)) return known.Name;
        if (value.Name is not null) return Local(value);
        return Load(value) ?? Print(value, precedence);
    }

    private string Print(Expression value, int precedence)
    {
        var (text, own) = value switch
        {
            Constant constant => (Number(constant.Value), 4),
            Arithmetic { Operator: '*', Right: Constant } a => ($"{Operand(a.Right, 2)} * {Operand(a.Left, 3)}", 2),
            Arithmetic { Operator: '*' } a => (InOrder(a, 2), 2),
            Arithmetic a => (InOrder(a, 1), 1),
            Negation n => ($"-{Operand(n.Operand, 3)}", 3),
            Applied { Activation: "Linear" } a => (Vector(a.Operand, precedence), 4),
            Applied a => (Function(a.Activation, a.Operand), 4),
            Select c => ($"V.Select({Operand(c.Mask, 0)}, {Vector(c.WhenSet, 0)}, {Vector(c.WhenClear, 0)})", 4),
            Derivative s => (Function(s.Activation + "Slope", s.Argument), 4),
            _ => throw new InvalidOperationException($"{value.GetType().Name} {value.Name} has neither a place nor a formula here."),
        };
        return own < precedence ? $"({text})" : text;
    }

    // What lies in memory is loaded after what is computed, so that no register holds it meanwhile.
    private string InOrder(Arithmetic a, int precedence)
    {
        if (load(a.Left) is null || load(a.Right) is not null) return $"{Operand(a.Left, precedence)} {a.Operator} {Right()}";
        string right = Right();
        return $"{Operand(a.Left, precedence)} {a.Operator} {right}";

        string Right() => a.Operator == '*' ? Operand(a.Right, 3) : Vector(a.Right, 2);
    }

    private string Function(string name, Expression operand)
    {
        _functions.Add(name);
        return $"{Apply}.{name}({Vector(operand, 0)})";
    }

    // Constants stand on the left of an operator in IVector; on the right they are spread over a vector.
    private string Vector(Expression value, int precedence) =>
        value is Constant constant ? $"V.Broadcast({Number(constant.Value)})" : Operand(value, precedence);

    private string Number(double value)
    {
        string digits = value.ToString("R", CultureInfo.InvariantCulture);
        return value == Math.Floor(value) && Math.Abs(value) < 1e6 ? digits : digits + (type == "float" ? "f" : "");
    }

    /// <summary>A statement and the loads in it.</summary>
    private sealed record Statement(string Text, HashSet<string> Loads);
}
