using System.Buffers.Binary;
using System.Text.Json;

namespace SimdSeq.Cli;

/// <summary>The state of a row on disk: the length of what follows as JSON, that, and the state of the trainer.</summary>
internal static class RowCheckpoint
{
    private const int MostJson = 1 << 26;

    /// <summary>Writes it; an interruption leaves the old one.</summary>
    public static void Write(string path, RowProgress progress, Trainer<float> trainer) => OutputFile.Write(path, file =>
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(progress, RowJson.Default.RowProgress);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, json.Length);
        file.Write(length);
        file.Write(json);
        trainer.Save(file);
    });

    /// <summary>Reads it into a trainer that has just been opened. One of another recipe is left alone.</summary>
    /// <returns>What had been reached; null when there is nothing to go on from.</returns>
    /// <exception cref="FailureException">It is damaged.</exception>
    public static RowProgress? Resume(string path, string recipe, Trainer<float> trainer)
    {
        if (!File.Exists(path)) return null;
        try
        {
            using FileStream file = File.OpenRead(path);
            Span<byte> bytes = stackalloc byte[sizeof(int)];
            file.ReadExactly(bytes);
            int length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            if (length is < 0 or > MostJson) throw new EndOfStreamException();
            var json = new byte[length];
            file.ReadExactly(json);
            RowProgress? progress = JsonSerializer.Deserialize(json, RowJson.Default.RowProgress);
            if (progress?.Recipe != recipe) return null;
            trainer.Resume(file);
            return progress;
        }
        catch (Exception e) when (e is EndOfStreamException or JsonException or ModelFormatException)
        {
            throw new FailureException(
                $"expected the state of a row in '{path}', got what cannot be read ({e.Message}). Delete it: the row then begins anew.");
        }
    }
}
