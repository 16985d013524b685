using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

public sealed class ConsoleProgressTests
{
    private readonly SmallGru _model = new(1);

    [Fact]
    public void InAPipeThereIsALineForEveryEpochAndNothingElse()
    {
        var output = new StringWriter();
        Fit(new ConsoleProgress(output), epochs: 3);
        string[] lines = output.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.Equal(3, lines.Length);
        for (int i = 0; i < 3; i++)
            Assert.Matches(@$"^epoch {i + 1}/3: loss \d\.\d+, validation loss \d\.\d+, learning rate 0\.001, \d+\.\d s$", lines[i]);
        Assert.DoesNotContain('\r', output.ToString().Replace(Environment.NewLine, ""));
    }

    [Fact]
    public void OnATerminalTheBarIsDrawnOverAndGoneBehindTheLine()
    {
        var output = new StringWriter();
        Fit(new ConsoleProgress(output, isTerminal: true), epochs: 2);
        string text = output.ToString();
        Assert.StartsWith("epoch 1/2 [##", text);
        string[] lines = Screen(text);
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Matches(@"^epoch \d/2: loss .* s$", line));
    }

    [Fact]
    public void ItSaysWhyARunEnded()
    {
        var output = new StringWriter();
        var run = new ScriptedRun();
        var progress = new ConsoleProgress(output, isTerminal: true);
        progress.OnStart(run);
        progress.OnStep(run, new StepProgress(1, 4, 1, 10, 0.5));
        run.Stop("enough");
        progress.OnEnd(run);
        Assert.Equal(["stopped: enough"], Screen(output.ToString()));
        progress.OnFailure(run, new IOException("the disk is full"));
        Assert.EndsWith($"ended after epoch 0: the disk is full{Environment.NewLine}", output.ToString());
    }

    [Theory]
    [InlineData(4.2, "5 s")]
    [InlineData(125, "2:05")]
    [InlineData(3725, "1:02:05")]
    public void TimeIsReadAtAGlance(double seconds, string text) => Assert.Equal(text, ConsoleProgress.Time(TimeSpan.FromSeconds(seconds)));

    private void Fit(ConsoleProgress progress, int epochs)
    {
        var data = Samples.For(_model, 200);
        _model.Fit(data, new FitOptions { Epochs = epochs, BatchSize = 20, Validation = data, Callbacks = [progress] });
    }

    // What stands there in the end: a carriage return goes to the beginning of the line, and what is written hides what was there.
    private static string[] Screen(string text)
    {
        var lines = new List<string>();
        foreach (string line in text.TrimEnd('\n').Replace(Environment.NewLine, "\n").Split('\n'))
        {
            string shown = "";
            foreach (string part in line.Split('\r')) shown = part + (part.Length < shown.Length ? shown[part.Length..] : "");
            lines.Add(shown.TrimEnd());
        }

        return [.. lines];
    }
}
