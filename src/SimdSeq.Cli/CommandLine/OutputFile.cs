using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace SimdSeq.Cli;

/// <summary>The files that commands write: checked before hours of work, and written so that a name always leads to a whole one.</summary>
internal static partial class OutputFile
{
    private const int MostLinks = 40; // Linux follows as many

    /// <summary>Makes sure that a file can be written later, by making one beside it, and that it replaces nothing that is being read or
    /// written.</summary>
    /// <exception cref="UsageException">It cannot, or does.</exception>
    public static void Check(string option, string? path, params IEnumerable<string?> others)
    {
        if (path is null) return;
        if (path.Length == 0 || Directory.Exists(path))
            throw new UsageException($"{option}: expected a file name, got '{path}', which is a folder.");
        try
        {
            string whole = Resolve(path), folder = Path.GetDirectoryName(whole)!;
            if (!Directory.Exists(folder))
                throw new UsageException($"{option}: expected a file in an existing folder, got '{path}'. Create {folder} first.");
            if (others.Any(other => other is { Length: > 0 } && Resolve(other) == whole))
                throw new UsageException($"{option}: expected a file of its own, got '{path}', which another option names too.");
            if (!IsNewOrOrdinary(path, whole))
            {
                throw new UsageException(
                    $"{option}: expected a new or an ordinary file, got '{path}', which is a device or a pipe. Name another file.");
            }

            string temporary = Path.Combine(folder, $".simdseq-{Guid.NewGuid():N}.tmp");
            new FileStream(temporary, FileMode.CreateNew).Dispose();
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{option}: expected a file that can be written, got '{path}': {Reason(e, path)}");
        }
    }

    /// <summary>Makes sure that a file does not replace the data, which no option need have named.</summary>
    /// <exception cref="UsageException">It does.</exception>
    public static void CheckSpares(string? data, params IEnumerable<(string Option, string? Path)> outputs)
    {
        foreach ((string option, string? path) in outputs)
        {
            if (path is not null && data is not null && Resolve(path) == Resolve(data))
                throw new UsageException($"{option}: expected a file of its own, got '{path}', which holds the data.");
        }
    }

    /// <summary>Writes a report beside the old file and replaces it when all is on disk.</summary>
    /// <exception cref="FailureException">It cannot be written.</exception>
    public static void Write<T>(string path, T report, JsonTypeInfo<T> type) => Write(path, file =>
    {
        JsonSerializer.Serialize(file, report, type);
        file.Write("\n"u8);
    });

    /// <summary>Writes a text in the same way.</summary>
    /// <exception cref="FailureException">It cannot be written.</exception>
    public static void Write(string path, string text) => Write(path, file => file.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Writes anything in the same way.</summary>
    /// <exception cref="FailureException">It cannot be written.</exception>
    public static void Write(string path, Action<Stream> content)
    {
        try
        {
            AtomicFile.Write(Resolve(path), content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FailureException($"expected to write '{path}', got: {Reason(e, path)}");
        }
    }

    /// <summary>The full path behind all links.</summary>
    private static string Resolve(string path)
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

            if (++links > MostLinks) throw new IOException($"expected at most {MostLinks} links behind '{path}', got more");
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

    /// <summary>Whether a file may take this name: a device or a pipe would be replaced instead of written to.</summary>
    /// <exception cref="IOException">It is no name that a file can have, such as one too long.</exception>
    private static bool IsNewOrOrdinary(string path, string whole)
    {
        try
        {
            File.GetAttributes(whole);
        }
        catch (FileNotFoundException)
        {
            return !File.Exists(path); // else it is what the system shows as a link to a pipe
        }

        if (new FileInfo(whole).Length > 0) return true; // all others have no length
        try
        {
            // Not to read alone: that waits for the other end of a pipe.
            using FileStream file = File.Open(whole, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            file.SetLength(file.Length); // devices refuse it
            return true;
        }
        catch (Exception e) when (e is IOException or NotSupportedException)
        {
            return false;
        }
    }

    // .NET names the temporary file, which the user has never heard of.
    private static string Reason(Exception e, string path) =>
        e is FileNotFoundException ? "its folder takes no files." : TemporaryPath().Replace(e.Message, $"'{path}'");

    [GeneratedRegex(@"'[^']*\.tmp'")]
    private static partial Regex TemporaryPath();
}
