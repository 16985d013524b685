using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SimdSeq.Cli;

/// <summary>The files that commands write: checked before hours of work, and written so that a name always leads to a whole one.</summary>
internal static class OutputFile
{
    private const int LongestRescued = 60; // with what makes it new, in any file system

    /// <summary>Makes sure that a file can be written later, by doing all of that but the last step, and that it replaces nothing that is
    /// being read or written.</summary>
    /// <returns>What the user should know of the way it will be written; else null.</returns>
    /// <exception cref="UsageException">It cannot, or does.</exception>
    public static string? Check(string option, string? path, params IEnumerable<string?> others)
    {
        if (path is null) return null;
        if (path.Length == 0 || Directory.Exists(path))
            throw new UsageException($"{option}: expected a file name, got '{path}', which is a folder.");
        try
        {
            string folder = Path.GetDirectoryName(LinkedPath.Resolve(path))!;
            if (!Directory.Exists(folder))
                throw new UsageException($"{option}: expected a file in an existing folder, got '{path}'. Create {folder} first.");
            if (others.Any(other => other is { Length: > 0 } && LinkedPath.AreOne(path, other)))
                throw new UsageException($"{option}: expected a file of its own, got '{path}', which another option names too.");
            return AtomicFile.Check(path) is { } why
                ? $"'{path}' will be written over and not replaced, as {why}. "
                + "If that is interrupted, the whole content is beside it, in simdseq-*.saved."
                : null;
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
            if (path is not null && data is not null && LinkedPath.AreOne(path, data))
                throw new UsageException($"{option}: expected a file of its own, got '{path}', which holds the data.");
        }
    }

    /// <summary>Refuses a picture that is not called one.</summary>
    /// <exception cref="UsageException">Its name does not end in <c>.svg</c>.</exception>
    public static void CheckSvg(string option, string? path)
    {
        if (path is not null && !path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"{option}: expected a file name that ends in .svg, got '{path}'.");
    }

    /// <summary>Writes several files. What one of them says comes when all the others are written.</summary>
    /// <exception cref="FailureException">One or more cannot be written.</exception>
    public static void WriteAll(params IEnumerable<Action> files)
    {
        var failures = new List<string>();
        foreach (Action write in files)
        {
            try
            {
                write();
            }
            catch (FailureException e)
            {
                failures.Add(e.Message);
            }
        }

        if (failures.Count > 0) throw new FailureException(string.Join(Environment.NewLine, failures));
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

    /// <summary>Writes anything in the same way. What cannot be written there is written beside it, or else to the system's folder of
    /// temporary files: it may have taken hours.</summary>
    /// <exception cref="FailureException">It cannot be written under its name. The message says where it is.</exception>
    public static void Write(string path, Action<Stream> content)
    {
        try
        {
            AtomicFile.Write(path, content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string rescued = Rescue(path, content) is { } saved
                ? $"What it was to hold is in '{saved}'."
                : $"What it was to hold could not be written beside it or to {Path.GetTempPath()} either.";
            throw new FailureException($"expected to write '{path}', got: {Reason(e, path)} {rescued}");
        }
    }

    private static string? Rescue(string path, Action<Stream> content)
    {
        string name = Path.GetFileNameWithoutExtension(path), end = Path.GetExtension(path);
        if (name.Length + end.Length > LongestRescued) (name, end) = ("simdseq", "");
        name = $"{name}-{Guid.NewGuid().ToString("N")[..8]}{end}";
        foreach (string folder in (string[])[Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetTempPath()])
        {
            string saved = Path.Combine(folder, name);
            try
            {
                AtomicFile.Write(saved, content);
                return saved;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // the next one may be better
            }
        }

        return null;
    }

    // The file has been named.
    private static string Reason(Exception e, string path)
    {
        string reason = e.Message.StartsWith($"{path}: ", StringComparison.Ordinal) ? e.Message[(path.Length + 2)..] : e.Message;
        return reason.EndsWith('.') ? reason : reason + ".";
    }
}
