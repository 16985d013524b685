using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Emission;

/// <summary>The body of a method that several operations may have in common: what differs between them are its arguments.</summary>
internal sealed class SharedBody
{
    private readonly List<(string Type, string Role, string Name, string Value)> _arguments = [];

    // What is read, what is written, then the rest as it comes.
    private static readonly string[] First = ["x", "x1", "x2", "x3", "y", "dy", "dx", "dx1", "dx2", "dx3"];

    /// <summary>The parameters, with types.</summary>
    public string Parameters => string.Concat(InOrder.Select(argument => $", {argument.Type} {argument.Name}"));

    /// <summary>The arguments of one operation.</summary>
    public string Arguments => string.Concat(InOrder.Select(argument => $", {argument.Name}: {argument.Value}"));

    private IEnumerable<(string Type, string Role, string Name, string Value)> InOrder => _arguments.OrderBy(argument =>
        System.Array.IndexOf(First, argument.Role.Replace("At", "")) is >= 0 and var place ? place : First.Length);

    /// <summary>The name of an argument; the same one for the same value in the same role.</summary>
    public string Argument(string type, string role, string value)
    {
        var known = _arguments.FirstOrDefault(argument => argument.Role == role && argument.Value == value);
        if (known.Name is not null) return known.Name;
        int others = _arguments.Count(argument => argument.Role == role);
        string name = others == 0 ? role : $"{role}{others + 1}";
        _arguments.Add((type, role, name, value));
        return name;
    }
}
