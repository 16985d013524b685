using Spectre.Console;
using Spectre.Console.Rendering;

namespace SimdSeq.Cli;

/// <summary>A label with a text beside it, which is broken between words alone: a path or a hash that is longer than a line stays whole,
/// to be copied.</summary>
internal sealed class LabelledText(string label, string text) : Renderable
{
    /// <summary>Letters of a label; a space follows.</summary>
    public const int LabelWidth = 12;

    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        string before = label.PadRight(LabelWidth) + " ";
        var style = new Style(Color.Grey);
        foreach (string line in Lines(maxWidth - before.Length))
        {
            yield return new Segment(before, style);
            yield return new Segment(line);
            yield return Segment.LineBreak;
            before = new string(' ', before.Length);
        }
    }

    private IEnumerable<string> Lines(int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        yield return line;
    }
}
