namespace SimdSeq;

/// <summary>
/// The callbacks of a run and the files that they replace, which belong to it while it lasts: what a callback remembers is of one run, and
/// two runs would take a file from each other.
/// </summary>
internal sealed class CallbackUse : IDisposable
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<Callback> Callbacks = new(ReferenceEqualityComparer.Instance);
    private static readonly HashSet<string> Files = new(Names);

    private readonly Callback[] _callbacks;
    private readonly string[] _files;
    private readonly IDisposable? _backup;

    /// <exception cref="InvalidOperationException">Another run has one of them.</exception>
    /// <exception cref="IOException">A run of another process has the backup.</exception>
    public CallbackUse(IReadOnlyList<Callback> callbacks)
    {
        _callbacks = [.. callbacks];
        _files = [.. callbacks.Select(FileOf).OfType<string>()];
        lock (Gate)
        {
            if (_callbacks.FirstOrDefault(Callbacks.Contains) is { } taken)
                throw new InvalidOperationException($"{taken.GetType().Name}, one of the callbacks, is in another run of Fit, of "
                    + "which it remembers things. Give each run callbacks of its own.");
            if (_files.FirstOrDefault(Files.Contains) is { } file)
                throw new InvalidOperationException($"{file}: another run of Fit writes this file. Name one for each run.");
            if (callbacks.OfType<BackupAndRestore>().SingleOrDefault() is { } backup) _backup = BackupLock.Take(backup.Path);
            Callbacks.UnionWith(_callbacks);
            Files.UnionWith(_files);
        }
    }

    private static StringComparer Names =>
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>Refuses one object, or one file, that is there twice.</summary>
    /// <exception cref="ArgumentException">There is one.</exception>
    public static void Check(IReadOnlyList<Callback> callbacks)
    {
        for (int i = 0; i < callbacks.Count; i++)
        {
            string? file = FileOf(callbacks[i]);
            for (int k = 0; k < i; k++)
            {
                string both = $"{callbacks[k].GetType().Name} and {callbacks[i].GetType().Name}";
                if (ReferenceEquals(callbacks[i], callbacks[k]))
                    throw new ArgumentException($"{callbacks[i].GetType().Name} is twice among the callbacks. Leave it out once.");
                if (file is not null && Names.Equals(file, FileOf(callbacks[k])))
                    throw new ArgumentException($"{file}: {both} would both write this file. Give each a file of its own.");
            }
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            Callbacks.ExceptWith(_callbacks);
            Files.ExceptWith(_files);
            _backup?.Dispose();
        }
    }

    private static string? FileOf(Callback callback) => callback.WrittenFile is { } path ? LinkedPath.Resolve(path) : null;
}
