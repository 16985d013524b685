using Spectre.Console;

namespace SimdSeq.Cli.Tests;

public sealed class LabelledTextTests
{
    [Fact]
    public void LinesBreakBetweenWordsAndNeverInAPath()
    {
        string path = "/data/" + new string('p', 80) + "/a.csv";
        Assert.Equal(["Record       found:", $"             {path}", "             and read"], Lines($"found: {path} and read"));
        Assert.Equal(["Record       some words that go beside the", "             label"], Lines("some words that go beside the label"));
    }

    private static string[] Lines(string text)
    {
        var writer = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No });
        console.Profile.Width = 42;
        console.Write(new LabelledText("Record", text));
        return writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
