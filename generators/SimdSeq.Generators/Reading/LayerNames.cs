using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace SimdSeq.Generators.Reading;

/// <summary>Keras's names within a model, or within a call of a method: <c>gru</c>, <c>gru_1</c>, <c>gru_2</c>.</summary>
internal sealed class LayerNames
{
    private static readonly Regex Allowed = new("^[A-Za-z_][A-Za-z0-9_]*$");

    private readonly Dictionary<string, int> _counts = [];
    private readonly HashSet<string> _taken = [];

    public string Next(string kind)
    {
        _counts.TryGetValue(kind, out int earlier);
        string name;
        do
        {
            name = earlier == 0 ? kind : $"{kind}_{earlier}";
            _counts[kind] = ++earlier;
        }
        while (!_taken.Add(name)); // a user's cell may be called like a numbered layer

        return name;
    }

    /// <summary>Whether a name is free; it is not any more.</summary>
    public bool TryTake(string name) => _taken.Add(name);

    /// <summary>What is wrong with a name that the user gave, or null: it is now taken.</summary>
    public string? Refusal(string name)
    {
        if (!Allowed.IsMatch(name))
            return $"name: '{name}' is no name of a layer. Use letters, digits and underscores, and begin with no digit.";
        return TryTake(name) ? null
            : $"name: two layers in one place are called {name}, and would have the same parameters. Give each a name of its own, or hold "
                + "one layer in a variable.";
    }
}
