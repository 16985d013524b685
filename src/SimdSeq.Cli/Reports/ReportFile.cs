using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SimdSeq.Cli;

/// <summary>Writes a report so that its name always leads to a whole one.</summary>
internal static class ReportFile
{
    /// <summary>Writes beside the old file and replaces it when all is on disk.</summary>
    public static void Write<T>(string path, T report, JsonTypeInfo<T> type)
    {
        string whole = Path.GetFullPath(path);
        string temporary = $"{whole}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                JsonSerializer.Serialize(file, report, type);
                file.Write("\n"u8);
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
