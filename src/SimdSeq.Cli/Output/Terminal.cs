using Spectre.Console;

namespace SimdSeq.Cli;

/// <summary>Where output goes: a terminal with colours and live progress, or a file or pipe with plain lines.</summary>
internal sealed class Terminal
{
    private const int PlainWidth = 500; // no line of a pipe is broken
    private const int BoxWidth = 100;

    private readonly IAnsiConsole _error;

    /// <summary>Writes to these.</summary>
    public Terminal(TextWriter output, TextWriter error)
    {
        OutWriter = output;
        ErrorWriter = error;
        Out = Create(output);
        _error = Create(error);
    }

    /// <summary>Results and progress.</summary>
    public IAnsiConsole Out { get; }

    /// <summary>The writer behind <see cref="Out"/>.</summary>
    public TextWriter OutWriter { get; }

    /// <summary>Errors and warnings.</summary>
    public TextWriter ErrorWriter { get; }

    /// <summary>Whether somebody watches, so that lines may be redrawn.</summary>
    public bool IsLive => Out.Profile.Out.IsTerminal && Out.Profile.Capabilities.Ansi;

    /// <summary>Columns of tables and boxes.</summary>
    public int Width => Math.Min(Out.Profile.Width, BoxWidth);

    /// <summary>The process's own.</summary>
    public static Terminal OfProcess() => new(Console.Out, Console.Error);

    /// <summary>Writes an error to the error stream. Where that cannot be written, the exit code has to say it.</summary>
    public void Error(string message) => TryWrite(() =>
    {
        _error.Write(new Text("error: ", new Style(Color.Red, decoration: Decoration.Bold)));
        ErrorWriter.WriteLine(message);
    });

    /// <summary>Writes what to do about errors to the error stream, likewise.</summary>
    public void Advice(string message) => TryWrite(() => ErrorWriter.WriteLine(message));

    /// <summary>Writes a warning to the error stream.</summary>
    public void Warning(string message)
    {
        _error.Write(new Text("warning: ", new Style(Color.Yellow, decoration: Decoration.Bold)));
        ErrorWriter.WriteLine(message);
    }

    /// <summary>Writes those that there are.</summary>
    public void Warnings(params IEnumerable<string?> messages)
    {
        foreach (string? message in messages)
        {
            if (message is not null) Warning(message);
        }
    }

    /// <summary>Writes a label with its text; on a terminal the text is wrapped beside the label.</summary>
    public void Fact(string label, string text)
    {
        if (IsLive) Out.Write(new LabelledText(label, text));
        else OutWriter.WriteLine($"{label.PadRight(LabelledText.LabelWidth)} {text}");
    }

    /// <summary>Writes a box that nobody overlooks.</summary>
    public void Notice(string title, string text) =>
        Out.Write(new Panel(new Text(text))
        {
            Header = new PanelHeader($" {title} "),
            Border = BoxBorder.Rounded,
            BorderStyle = new Style(Color.Yellow),
            Width = Width,
        });

    private static void TryWrite(Action write)
    {
        try
        {
            write();
        }
        catch (IOException)
        {
            // nowhere is left to say it
        }
    }

    private static IAnsiConsole Create(TextWriter writer)
    {
        var output = new AnsiConsoleOutput(writer);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = output,
            Ansi = output.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = output.IsTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        if (!output.IsTerminal) console.Profile.Width = PlainWidth;
        return console;
    }
}
