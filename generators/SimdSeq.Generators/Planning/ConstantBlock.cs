using System.Collections.Generic;

namespace SimdSeq.Generators.Planning;

/// <summary>Named offsets, each at the start of a cache line.</summary>
internal sealed class ConstantBlock(int alignment, MemberNames names)
{
    private readonly List<(string Constant, long Offset)> _entries = [];

    public IReadOnlyList<(string Constant, long Offset)> Entries => _entries;

    public long Length { get; private set; }

    /// <returns>The constant of the offset.</returns>
    public string Reserve(string name, long values)
    {
        string constant = names.Claim(name);
        _entries.Add((constant, Length));
        Length += (values + alignment - 1) / alignment * alignment;
        return constant;
    }
}
