using SimdSeq.Generators.Emission;

namespace SimdSeq.Generators.Tests.Emission;

/// <summary>Long lines go on after a comma, but not within a text.</summary>
public class SourceWriterTests
{
    [Theory]
    [InlineData("Call(\"{0}, and more\", last);")]
    [InlineData("Call(\"says \\\"{0}, and more\\\", and\", last);")]
    [InlineData("Call(\"ends in \\\\\", first, \"{0}, and more\", last);")]
    public void A_text_is_not_cut(string form)
    {
        string line = string.Format(null, form, new string('a', 100));
        var writer = new SourceWriter();
        writer.Line(line.Replace("and more", "and more" + new string(' ', 60)));
        Assert.All(
            writer.ToString().Split('\n'),
            part => Assert.Equal(0, part.Replace("\\\\", "").Replace("\\\"", "").Count(letter => letter == '"') % 2));
    }

    [Fact]
    public void A_header_goes_on_with_what_it_asks_of_its_types_and_a_comment_does_not()
    {
        string header = $"void Method<V>(int {new string('a', 120)}) where V : struct, IVector<V, float>";
        var writer = new SourceWriter();
        writer.Line(header);
        writer.Summary(header);
        string[] lines = writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Equal("    where V : struct, IVector<V, float>", lines[1]);
        Assert.StartsWith("/// <summary>", lines[2]);
    }
}
