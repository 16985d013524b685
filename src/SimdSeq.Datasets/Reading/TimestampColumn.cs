using System.Globalization;

namespace SimdSeq.Datasets;

/// <summary>The column of a file that holds the time, and the forms a time may have.</summary>
/// <param name="form">The form of the times; null for those usual.</param>
internal sealed class TimestampColumn(string? form)
{
    /// <summary>The forms read, as error messages list them.</summary>
    public string Forms => form ?? "dd.MM.yyyy HH:mm:ss or yyyy-MM-dd HH:mm:ss";

    /// <summary>The names known, as error messages list them.</summary>
    public const string Names = "'Date Time', 'date', 'datetime', 'timestamp' or 'time'";

    private static readonly string[] KnownNames = ["Date Time", "date", "datetime", "timestamp", "time"];

    private static readonly string[] UsualFormats =
    [
        "dd.MM.yyyy HH:mm:ss", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "dd.MM.yyyy HH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss'Z'",
        "yyyy/MM/dd HH:mm:ss", "yyyy/MM/dd HH:mm", "yyyy/MM/dd",
    ];

    private readonly string[] _formats = form is null ? UsualFormats : [form];
    private int _format;

    /// <summary>Number of the first time column, or -1.</summary>
    public static int Find(string[] header) => Array.FindIndex(header, IsName);

    /// <summary>Whether a column of this name may hold the time.</summary>
    public static bool IsName(string name) => KnownNames.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a time. The form that fitted last is tried first.</summary>
    public bool TryParse(ReadOnlySpan<char> text, out DateTime time)
    {
        for (int i = 0; i < _formats.Length; i++)
        {
            int format = (_format + i) % _formats.Length;
            if (!DateTime.TryParseExact(text, _formats[format], CultureInfo.InvariantCulture, DateTimeStyles.None, out time)) continue;
            _format = format;
            return true;
        }

        time = default;
        return false;
    }
}
