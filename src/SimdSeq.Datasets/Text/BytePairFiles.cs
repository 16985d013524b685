using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SimdSeq.Datasets;

/// <summary>
/// The two files of a <see cref="BytePairTokenizer"/>: a JSON object with the number of each token, and lines of two tokens that become
/// one, behind a line with <c>#version</c>.
/// </summary>
internal static class BytePairFiles
{
    private const string Version = "#version: 0.2", Numbers = "numbers of tokens (vocab.json)", Pairs = "pairs of tokens (merges.txt)";

    /// <summary>Reads both.</summary>
    /// <exception cref="FileNotFoundException">A file is not there.</exception>
    /// <exception cref="DataFormatException">A file holds something else, or the two are not of one tokenizer.</exception>
    public static BytePairTokenizer Read(string vocabulary, string merges)
    {
        string[] tokens = ReadTokens(vocabulary);
        return new(tokens, ReadMerges(merges, tokens.ToHashSet(StringComparer.Ordinal)));
    }

    /// <summary>Writes both, each beside its place first.</summary>
    public static void Write(BytePairTokenizer tokenizer, string vocabulary, string merges)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(merges);
        var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true }))
        {
            writer.WriteStartObject();
            foreach (var (number, token) in tokenizer.Tokens.Index()) writer.WriteNumber(token, number);
            writer.WriteEndObject();
        }

        IEnumerable<string> lines = tokenizer.Merges.Select(merge => $"{merge.Left} {merge.Right}").Prepend(Version);
        string newVocabulary = vocabulary + ".part", newMerges = merges + ".part";
        File.WriteAllBytes(newVocabulary, json.ToArray());
        File.WriteAllText(newMerges, string.Concat(lines.Select(line => line + "\n")));
        File.Move(newVocabulary, vocabulary, overwrite: true);
        File.Move(newMerges, merges, overwrite: true);
    }

    private static string[] ReadTokens(string path)
    {
        byte[] content = WholeFile.Read(path, Numbers, ReadingLimits.Default);
        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw WholeFile.Other(path, Numbers, content);
            (string Token, int Number)[] all = [.. document.RootElement.EnumerateObject().Select(one =>
                (one.Name, NumberOf(one.Value))).OrderBy(one => one.Item2)];
            var tokens = new HashSet<string>(StringComparer.Ordinal);
            for (int i = 0; i < all.Length; i++)
            {
                if (all[i].Number != i)
                {
                    string got = all[i].Number < 0 ? "no number" : $"{all[i].Number} in the place of {i}";
                    throw Wrong(path, $"a number of its own for each token, from 0 to {all.Length - 1}, got {got} for "
                        + $"'{Excerpt.Of(all[i].Token)}'.");
                }

                if (!tokens.Add(all[i].Token)) throw Wrong(path, $"each token once, got '{Excerpt.Of(all[i].Token)}' twice.");

                if (!all[i].Token.All(BytePairLetters.IsByte))
                    throw Wrong(path, $"tokens of letters for bytes, as in GPT-2's, got '{Excerpt.Of(all[i].Token)}'.");
            }

            char missing = BytePairLetters.OfBytes.FirstOrDefault(letter => !tokens.Contains(letter.ToString()));
            return missing == default ? [.. all.Select(one => one.Token)]
                : throw Wrong(path, $"a token for each byte, found none for {BytePairLetters.ByteOf(missing)} ('{missing}').");
        }
        catch (JsonException e)
        {
            throw new DataFormatException(path, null, -1, $"expected {Numbers}, got no JSON that is whole: {e.Message}", e);
        }
    }

    private static int NumberOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : -1;

    private static List<(string Left, string Right)> ReadMerges(string path, HashSet<string> tokens)
    {
        string[] lines = Encoding.UTF8.GetString(WholeFile.Read(path, Pairs, ReadingLimits.Default)).Split('\n');
        var merges = new List<(string, string)>();
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].TrimEnd('\r');
            if (line.Length == 0 || (i == 0 && line.StartsWith("#version", StringComparison.Ordinal))) continue;
            string[] parts = line.Split(' ');
            if (parts.Length != 2 || !tokens.Contains(parts[0]) || !tokens.Contains(parts[1]) || !tokens.Contains(parts[0] + parts[1]))
            {
                throw Wrong(path, $"two tokens that the vocabulary has, as it has both together, in line {i + 1}, got "
                    + $"'{Excerpt.Of(line)}'. Are the two files of one tokenizer?");
            }

            merges.Add((parts[0], parts[1]));
        }

        return merges;
    }

    private static DataFormatException Wrong(string path, string problem) => new(path, null, -1, $"expected {problem}");
}
