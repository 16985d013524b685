using System.Text;

namespace SimdSeq.Generators.Tests.Forward;

/// <summary>A random body of assignments within each other, of blocks, loops, closures and local functions, which answers an int.</summary>
internal sealed class RandomBody
{
    private const string Start = "int[] a = [3, 1, 4, 1]; System.Collections.Generic.List<int> l = [2, 7, 1, 8]; int u = 1, v = 2; "
        + "var fs = new System.Collections.Generic.List<System.Func<int>>(); int Next(int n) { u += n; return u; } ";

    private const string End = "foreach (var f in fs) u = u * 7 + f(); "
        + "for (int i = 0; i < 4; i++) u = u * 5 + a[i] * 3 + l[i]; return u + v;";

    private readonly Random _random;
    private readonly List<string> _variables = ["u", "v"];
    private readonly StringBuilder _text = new(Start);
    private int _names;

    private RandomBody(int seed) => _random = new(seed);

    public static string Of(int seed)
    {
        var body = new RandomBody(seed);
        for (int i = 0; i < 6; i++) body.Statement(2);
        return body._text.Append(End).ToString();
    }

    private void Statement(int depth)
    {
        switch (_random.Next(depth > 0 ? 8 : 3))
        {
            case 0:
                _text.Append($"fs.Add(() => {Value(2)}); ");
                break;
            case 1:
                _text.Append($"({Place(1)}, {Place(1)}) = ({Value(1)}, {Value(1)}); ");
                break;
            case 2:
                _text.Append($"{Assignment(2)}; ");
                break;
            case 3:
                string counter = Name();
                Loop($"for (int {counter} = 0; {counter} < {1 + _random.Next(3)}; {counter}++)", depth, []);
                break;
            case 4:
                string item = Name();
                Loop($"foreach (int {item}0 in a)", depth, [], $"int {item} = {item}0; ", item);
                break;
            case 5:
                string turn = Name(), last = Name();
                _text.Append($"int {turn} = 0; ");
                Loop($"while ({turn}++ is var {last} && {last} < 2)", depth, [last]);
                break;
            case 6:
                string local = Name();
                _text.Append($"{{ int {local} = {Value(1)}; int Get{local}() => {local}++; fs.Add(Get{local}); ");
                Within(depth, [local]);
                _text.Append("} ");
                break;
            default:
                string p = Name(), q = Name();
                _text.Append($"{{ var ({p}, {q}) = ({Value(1)}, {Value(1)}); fs.Add(() => {p} = {p} * 3 + {q}); ");
                Within(depth, [p, q]);
                _text.Append("} ");
                break;
        }
    }

    private void Loop(string head, int depth, string[] variables, string first = "", params string[] declared)
    {
        string own = Name();
        _text.Append($"{head} {{ {first}int {own} = {Value(1)}; ");
        Within(depth, [own, .. variables, .. declared]);
        _text.Append("} ");
    }

    // What is declared in a block is known to the end of it.
    private void Within(int depth, string[] declared)
    {
        int known = _variables.Count;
        _variables.AddRange(declared);
        for (int i = 0; i < 2; i++) Statement(depth - 1);
        _variables.RemoveRange(known, _variables.Count - known);
    }

    private string Value(int depth) => _random.Next(depth > 0 ? 8 : 2) switch
    {
        0 => $"{_random.Next(9)}",
        1 => Variable(),
        2 => Place(depth),
        3 or 4 => $"({Assignment(depth - 1)})",
        5 => $"Next({Value(depth - 1)})",
        _ => $"({Value(depth - 1)} {Of("+", "-", "*", "^", "&")} {Value(depth - 1)})",
    };

    private string Assignment(int depth) => _random.Next(4) switch
    {
        0 => $"{Place(depth)}{Of("++", "--")}",
        1 => $"{Of("++", "--")}{Place(depth)}",
        2 => $"{Place(depth)} {Of("+=", "-=", "^=", "*=")} {Value(depth)}",
        _ => $"{Place(depth)} = {Value(depth)}",
    };

    private string Place(int depth) => depth > 0 && _random.Next(2) == 0 ? $"{Of("a", "l")}[{Value(depth - 1)} & 3]" : Variable();

    private string Variable() => Of([.. _variables]);

    private string Of(params string[] choices) => choices[_random.Next(choices.Length)];

    private string Name() => $"w{_names++}";
}
