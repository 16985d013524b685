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
        Assert.All(writer.ToString().Split('\n'), part => Assert.Equal(0, part.Replace("\\\\", "").Replace("\\\"", "").Count(letter => letter == '"') % 2));
    }
}
