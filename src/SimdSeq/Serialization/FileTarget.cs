namespace SimdSeq;

/// <summary>A name that is to lead to a new file, and what it leads to now.</summary>
internal sealed class FileTarget
{
    private readonly UnixFileFacts? _facts;

    private FileTarget(string asked, string whole, string folder, bool exists, UnixFileFacts? facts)
    {
        (Asked, Whole, Folder, Exists) = (asked, whole, folder, exists);
        _facts = facts;
    }

    /// <summary>The name that was asked for, which is the one that errors say.</summary>
    public string Asked { get; }

    /// <summary>The full name behind all links.</summary>
    public string Whole { get; }

    /// <summary>The folder of that.</summary>
    public string Folder { get; }

    /// <summary>Whether a file is there.</summary>
    public bool Exists { get; }

    /// <summary>Whose it is, where that is known.</summary>
    public (uint User, uint Group)? Owner => _facts?.Owner;

    /// <summary>Looks at a name.</summary>
    /// <exception cref="DirectoryNotFoundException">Its folder does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">It is a folder, or a file that is not to be written.</exception>
    /// <exception cref="IOException">It is a device, a pipe or a socket, or no name that a file can have.</exception>
    public static FileTarget Find(string path)
    {
        string whole = LinkedPath.Resolve(path), folder = Path.GetDirectoryName(whole) ?? whole;
        if (Directory.Exists(whole)) throw new UnauthorizedAccessException($"{path}: expected the name of a file; got a folder.");
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{path}: expected an existing folder; got {folder}. Create it first.");
        bool exists = IsThere(whole);
        var facts = UnixFile.FactsOf(exists ? whole : path);
        bool isOrdinary = exists ? facts?.IsOrdinary ?? IsOrdinary(whole) : facts is null;
        if (!isOrdinary)
        {
            // Linux shows open pipes and deleted files as links to nothing.
            string kind = facts is { IsOrdinary: true } ? "one that has been deleted" : facts?.Kind ?? "a device or a pipe";
            throw new IOException(
                $"{path}: expected a new or an ordinary file; got {kind}. Name another file; in code, Save takes an open stream too.");
        }

        if (exists && IsReadOnly(whole))
        {
            throw new UnauthorizedAccessException(
                $"{path}: expected a file that may be written; got one that is read-only. Let its owner write it, or name another file.");
        }

        return new FileTarget(path, whole, folder, exists, exists ? facts : null);
    }

    /// <summary>Why the name cannot go over to another file, or would lose something; null when it can.</summary>
    public string? WhyItStays()
    {
        if (_facts is not { } facts) return null;
        if (facts.IsMountPoint) return "something is mounted at its name";
        if (facts.Links > 1) return $"it has {facts.Links} names (hard links)";
        if (UnixFile.HasAccessList(Whole)) return "it has an access control list";
        return UnixFile.MayLoseItsName(Whole) ? null : "its folder does not let this user replace it";
    }

    /// <summary>Opens the file as it is.</summary>
    /// <param name="why">Why it has to be.</param>
    public FileStream OpenToWriteOver(string why)
    {
        try
        {
            return new FileStream(Whole, FileMode.Open, FileAccess.Write, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Renamed(e, Whole, $"expected a file that can be replaced or written over; it cannot be replaced, as {why}, or written: ");
        }
    }

    /// <summary>An error about this file or the one beside it, as one about the name that was asked for.</summary>
    /// <param name="e">What .NET says.</param>
    /// <param name="name">The name that it says.</param>
    /// <param name="what">What went wrong, before the words of the system.</param>
    public Exception Renamed(Exception e, string name, string what)
    {
        string message = $"{Asked}: {what}{e.Message.Replace(name, Asked, StringComparison.Ordinal)}";
        return e is UnauthorizedAccessException
            ? new UnauthorizedAccessException(message, e)
            : new IOException(message, e) { HResult = e.HResult };
    }

    private static bool IsThere(string whole)
    {
        try
        {
            File.GetAttributes(whole);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    // Root could, and on Unix whoever may write the folder could replace it: its owner has said no.
    private static bool IsReadOnly(string whole) => OperatingSystem.IsWindows()
        ? (File.GetAttributes(whole) & FileAttributes.ReadOnly) != 0
        : (File.GetUnixFileMode(whole) & UnixFileMode.UserWrite) == 0;

    // Where the system does not say it: devices and pipes have no length, and refuse one.
    private static bool IsOrdinary(string whole)
    {
        if (OperatingSystem.IsWindows() || new FileInfo(whole).Length > 0) return true;
        try
        {
            // Not to write alone: that waits for the other end of a pipe.
            using var file = new FileStream(whole, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            file.SetLength(file.Length);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return true; // said better where it is opened
        }
        catch (Exception e) when (e is IOException or NotSupportedException)
        {
            return false;
        }
    }
}
