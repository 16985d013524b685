using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SimdSeq.Cli;

/// <summary>Writes a file so that its name always leads to a whole one.</summary>
internal static class ReportFile
{
    /// <summary>Writes a report beside the old file and replaces it when all is on disk.</summary>
    public static void Write<T>(string path, T report, JsonTypeInfo<T> type) => Write(path, file =>
    {
        JsonSerializer.Serialize(file, report, type);
        file.Write("\n"u8);
    });

    /// <summary>Writes a text in the same way.</summary>
    public static void Write(string path, string text) => Write(path, file => file.Write(Encoding.UTF8.GetBytes(text)));

    private static void Write(string path, Action<Stream> content)
    {
        string whole = Path.GetFullPath(path);
        string temporary = $"{whole}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                content(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, whole, overwrite: true);
        }
        finally
        {
            File.Delete(temporary); // nothing there, unless something failed
        }
    }
}
