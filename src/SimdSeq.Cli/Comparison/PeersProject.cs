using System.ComponentModel;
using System.Diagnostics;

namespace SimdSeq.Cli;

/// <summary>
/// The project that measures this library beside its peers. Their native libraries are large, so it is no part of the program: it is built
/// and run from a checkout.
/// </summary>
internal static class PeersProject
{
    /// <summary>Where it lies in a checkout.</summary>
    public static string RelativePath { get; } = Path.Combine("benchmarks", "SimdSeq.Peers");

    /// <summary>Finds it above one of the folders.</summary>
    /// <exception cref="FailureException">It is above none.</exception>
    public static string Find(params string[] folders)
    {
        foreach (string folder in folders)
        {
            for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            {
                string project = Path.Combine(at.FullName, RelativePath, "SimdSeq.Peers.csproj");
                if (File.Exists(project)) return project;
            }
        }

        throw new FailureException($"expected {RelativePath} in the current folder or above it; found none. The peers are measured from a "
            + "checkout of the "
            + "repository: change to its folder and try again.");
    }

    /// <summary>Builds and runs it, passing on what it prints.</summary>
    /// <param name="project">The project's file.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="terminal">Where its output goes.</param>
    /// <param name="cancellation">Ends it, and what it has started.</param>
    /// <returns>Its exit code.</returns>
    /// <exception cref="FailureException">There is no .NET SDK.</exception>
    public static async Task<int> RunAsync(string project, IEnumerable<string> arguments, Terminal terminal, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet", ["run", "-c", "Release", "--project", project, "--", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Pass(line.Data, terminal.OutWriter);
        process.ErrorDataReceived += (_, line) => Pass(line.Data, terminal.ErrorWriter);
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new FailureException($"expected the .NET SDK, to build the peers; 'dotnet' did not start: {e.Message}.");
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode;
    }

    private static void Pass(string? line, TextWriter writer)
    {
        if (line is null) return;
        try
        {
            lock (writer) writer.WriteLine(line);
        }
        catch (IOException)
        {
            // on a thread that nobody watches it would end the process; the exit code still tells how it went
        }
    }
}
