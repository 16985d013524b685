using System.Text.Json;

namespace SimdSeq.Datasets;

/// <summary>
/// Polyphonic music as piano rolls (Boulanger-Lewandowski, Bengio and Vincent 2012): which of 88 keys sound at each step. It is read from
/// MATLAB's files of level 5 with the cell arrays <c>traindata</c>, <c>validdata</c> and <c>testdata</c> (steps x 88), and from JSON (or a
/// gzip of it) with <c>train</c>, <c>valid</c> and <c>test</c>, each a list of sequences of steps of key numbers, from 0 to 87, in
/// ascending order.
/// </summary>
public static class PianoRolls
{
    /// <summary>Keys of a piano.</summary>
    public const int Keys = 88;

    private const string What = "piano rolls as a MATLAB file of level 5 or as JSON";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It holds something else, or is truncated or damaged.</exception>
    public static PianoRollData Load(string path) => Load(path, ReadingLimits.Default);

    /// <summary>The same with other limits.</summary>
    internal static PianoRollData Load(string path, ReadingLimits limits)
    {
        byte[] content = WholeFile.Read(path, What, limits);
        if (MatFile.IsOne(content))
        {
            MatFile file = MatFile.Read(path, content, limits);
            return new PianoRollData(
                FromMatlab(path, file, "traindata"), FromMatlab(path, file, "validdata"), FromMatlab(path, file, "testdata"));
        }

        if (content.AsSpan().TrimStart(" \t\r\n"u8) is not [(byte)'{', ..]) throw WholeFile.Other(path, What, content);
        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            JsonElement root = document.RootElement;
            return new PianoRollData(FromJson(path, root, "train"), FromJson(path, root, "valid"), FromJson(path, root, "test"));
        }
        catch (JsonException e)
        {
            throw new DataFormatException(path, null, -1,
                $"expected JSON, got what is none in line {e.LineNumber + 1} ({Excerpt.Of(e.Message)}). The file is truncated or damaged.",
                e);
        }
    }

    private static PianoRollSet FromMatlab(string path, MatFile file, string name)
    {
        var sequences = new List<int[][]>();
        foreach (MatMatrix matrix in file.Cells(name))
        {
            if (matrix.Columns != Keys)
                throw Wrong(path, name, sequences.Count, $"{Keys} columns", $"{matrix.Columns}");
            int other = Array.FindIndex(matrix.Values, value => value is not (0 or 1));
            if (other >= 0)
                throw Wrong(path, name, sequences.Count, "zeros and ones", FormattableString.Invariant($"{matrix.Values[other]}"));
            sequences.Add([.. Enumerable.Range(0, matrix.Rows).Select(
                row => Enumerable.Range(0, Keys).Where(key => matrix[row, key] == 1).ToArray())]);
        }

        return Checked(path, name, sequences);
    }

    private static PianoRollSet FromJson(string path, JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out JsonElement part) || part.ValueKind != JsonValueKind.Array)
        {
            throw new DataFormatException(path, name, -1,
                $"expected a list '{name}', got {Excerpt.Of([.. root.EnumerateObject().Select(property => property.Name)])}. "
                + "Is this the right file?");
        }

        var sequences = new List<int[][]>();
        foreach (JsonElement sequence in part.EnumerateArray())
        {
            var steps = new List<int[]>();
            foreach (JsonElement step in Items(sequence)) steps.Add([.. Items(step).Select(Key)]);
            if (steps.Find(step => step.Zip(step.Skip(1)).Any(pair => pair.First >= pair.Second)) is { } wrong)
                throw Wrong(path, name, sequences.Count, "keys in ascending order", string.Join(", ", wrong.Take(Keys)));
            sequences.Add([.. steps]);
        }

        return Checked(path, name, sequences);

        IEnumerable<JsonElement> Items(JsonElement list) => list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : throw Wrong(path, name, sequences.Count, "lists of lists of keys", list.ValueKind.ToString());

        int Key(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int key) && key is >= 0 and < Keys
            ? key
            : throw Wrong(path, name, sequences.Count, $"a key from 0 to {Keys - 1}", Excerpt.Of(value.GetRawText()));
    }

    private static PianoRollSet Checked(string path, string name, List<int[][]> sequences)
    {
        if (sequences.Count == 0) throw new DataFormatException(path, name, -1, "expected at least one sequence, got none.");
        int tooShort = sequences.FindIndex(sequence => sequence.Length < 2);
        return tooShort < 0
            ? new PianoRollSet(sequences)
            : throw Wrong(path, name, tooShort, "at least 2 steps", $"{sequences[tooShort].Length}");
    }

    private static DataFormatException Wrong(string path, string name, int sequence, string expected, string got) =>
        new(path, name, -1, $"expected {expected} in sequence {sequence}, got {got}. The file is damaged, or another one.");
}
