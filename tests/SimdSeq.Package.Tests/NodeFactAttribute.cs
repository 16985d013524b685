using SimdSeq.Tests;

namespace SimdSeq.Package.Tests;

/// <summary>A test that runs WebAssembly in node; visibly skipped where there is none.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    private const int Oldest = 18; // that runs .NET's WebAssembly

    public NodeFactAttribute()
    {
        if (!ProgramPath.Has("node")) Skip = "node is not on the PATH.";
        else if (Version() < Oldest) Skip = $"node is older than {Oldest}.";
    }

    private static int Version() => int.Parse(ChildProcess.Run(".", "node", "--version").Output.TrimStart('v').Split('.')[0]);
}
