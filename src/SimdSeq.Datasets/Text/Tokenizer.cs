namespace SimdSeq.Datasets;

/// <summary>Numbers tokens in the order in which they first come in the training text. Other texts have no others.</summary>
/// <param name="endOfLine">The token that ends a line.</param>
internal sealed class Tokenizer(string endOfLine)
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _vocabulary = [];

    /// <summary>Reads the training text and then the two others.</summary>
    /// <param name="texts">The texts and where they are from.</param>
    /// <param name="split">The tokens of a line, without its end.</param>
    /// <exception cref="DataFormatException">A later text has a token that training does not have.</exception>
    public TokenText Read((string File, string Text)[] texts, Func<string, IEnumerable<string>> split)
    {
        int[][] tokens = [.. texts.Select((text, i) => Numbers(text.File, text.Text, split, mayAdd: i == 0).ToArray())];
        return new TokenText(tokens[0], tokens[1], tokens[2], _vocabulary, _numbers[endOfLine]);
    }

    private List<int> Numbers(string file, string text, Func<string, IEnumerable<string>> split, bool mayAdd)
    {
        var numbers = new List<int>();
        int line = 0;
        using var reader = new StringReader(text);
        while (reader.ReadLine() is { } content)
        {
            line++;
            foreach (string token in split(content).Append(endOfLine))
            {
                if (!_numbers.TryGetValue(token, out int number))
                {
                    if (!mayAdd)
                    {
                        throw new DataFormatException(file, null, -1,
                            $"expected words and characters of the training text, got '{Excerpt.Of(token)}' in line {line}. "
                            + "The files are not of one set.");
                    }

                    number = _vocabulary.Count;
                    _numbers.Add(token, number);
                    _vocabulary.Add(token);
                }

                numbers.Add(number);
            }
        }

        return numbers;
    }
}
