using System.Text.Json;

namespace SimdSeq.Cli.Tests;

/// <summary>A command line, run in this process, and what came of it.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a command line.</summary>
    /// <param name="session">Changes what the program works with; by default a data folder that is not there.</param>
    /// <param name="args">The arguments.</param>
    public static async Task<CommandRun> StartAsync(Func<Session, Session> session, params string[] args)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        int code = await Application.RunAsync(args, session(Nowhere(new Terminal(output, error))));
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command line where no data are.</summary>
    public static Task<CommandRun> StartAsync(params string[] args) => StartAsync(session => session, args);

    /// <summary>Runs <c>train</c> or <c>evaluate</c> and reads what it wrote with <c>--json</c>.</summary>
    public static async Task<JsonElement> ReportAsync(TemporaryFolder folder, params string[] args)
    {
        string path = folder.File($"{Guid.NewGuid():N}.json");
        CommandRun run = await StartAsync([.. args, "--json", path]);
        Assert.Equal("", run.Error.Replace(DebugWarning, ""));
        Assert.Equal(Cli.ExitCode.Success, run.ExitCode);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }

    /// <summary>A session on a data folder that does not exist.</summary>
    public static Session Nowhere(Terminal terminal) => new(terminal)
    {
        DataFolder = Path.Combine("no", "such", "folder"),
        RunsFolder = NewRunsFolder(),
    };

    /// <summary>A folder of backups that no other test has; all are gone with the process.</summary>
    public static string NewRunsFolder() => Path.Combine(AllRuns.Value, $"{Guid.NewGuid():N}");

    private static Lazy<string> AllRuns { get; } = new(() =>
    {
        string path = Directory.CreateTempSubdirectory("simdseq-runs-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(path, recursive: true);
        return path;
    });

    /// <summary>What a Debug build adds.</summary>
    public static string DebugWarning { get; } =
        $"warning: this is a Debug build, about a hundred times slower. Run it with -c Release.{Environment.NewLine}";
}
