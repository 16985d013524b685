using System.Diagnostics;

namespace SimdSeq.Tests;

/// <summary>A mount that ends with the test.</summary>
public sealed class Mount : IDisposable
{
    private static readonly Lazy<bool> Allowed = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("simdseq-");
        try
        {
            Small(folder.FullName, 16).Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
        finally
        {
            folder.Delete();
        }
    });

    private readonly string _at;

    private Mount(string at, params string[] args)
    {
        if (!Run("mount", [.. args, at])) throw new IOException($"mount {string.Join(' ', args)} {at} failed");
        _at = at;
    }

    /// <summary>Whether this process may mount at all.</summary>
    public static bool IsAllowed => Allowed.Value;

    /// <summary>Shows a file at the name of another.</summary>
    public static Mount Bind(string file, string at) => new(at, "--bind", file);

    /// <summary>Makes a folder a disk of so many kilobytes.</summary>
    public static Mount Small(string at, int kilobytes) => new(at, "-t", "tmpfs", "-o", $"size={kilobytes}k", "none");

    public void Dispose() => Run("umount", [_at]);

    private static bool Run(string program, string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
