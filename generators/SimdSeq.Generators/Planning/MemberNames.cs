using System.Collections.Generic;

namespace SimdSeq.Generators.Planning;

/// <summary>What the members of the emitted class are called: no two have one name.</summary>
internal sealed class MemberNames(params string[] taken)
{
    private readonly HashSet<string> _taken = [.. taken];

    /// <summary>Names that members have.</summary>
    public IEnumerable<string> Taken => _taken;

    /// <summary>The name, with a number where another member has it.</summary>
    public string Claim(string name)
    {
        string unique = name;
        for (int i = 2; !_taken.Add(unique); i++) unique = $"{name}_{i}";
        return unique;
    }
}
