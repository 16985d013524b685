namespace SimdSeq;

/// <summary>Follows links to where a file is or would be.</summary>
internal static class LinkedPath
{
    private const int MostLinks = 40; // Linux follows as many

    /// <summary>Whether two paths lead to one file: by links, or by several names of the file where the system says so.</summary>
    /// <exception cref="IOException">The links go round.</exception>
    public static bool AreOne(string path, string other) => Resolve(path) == Resolve(other)
        || (UnixFile.FactsOf(path) is { } facts && UnixFile.FactsOf(other) is { } others && facts.Identity == others.Identity);

    /// <summary>The full path behind all links, those of folders too; what is not there has none.</summary>
    /// <exception cref="IOException">The links go round.</exception>
    public static string Resolve(string path)
    {
        string whole = Path.GetFullPath(path), at = Path.GetPathRoot(whole)!;
        var parts = new Stack<string>();
        Push(whole[at.Length..]);
        for (int links = 0; parts.TryPop(out string? part);)
        {
            string next = Path.GetFullPath(Path.Combine(at, part));
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                at = next;
                continue;
            }

            if (++links > MostLinks) throw new IOException($"{path}: expected at most {MostLinks} links on the way to the file, got more.");
            string root = Path.GetPathRoot(target)!;
            if (root.Length > 0) at = root;
            Push(target[root.Length..]);
        }

        return at;

        void Push(string relative)
        {
            foreach (string step in relative.Split(Path.DirectorySeparatorChar).Reverse()) parts.Push(step);
        }
    }
}
