using System.Globalization;
using System.Text;
using SimdSeq.Data;
using SimdSeq.Datasets;

namespace SimdSeq.Cli.Tests;

/// <summary>A hundred generated days in the original's form, for one test class.</summary>
public sealed class SmallRecord : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SmallRecord() => Path = _folder.Write("climate.csv", Text());

    public string Path { get; }

    public static string Text(int rows = 2400)
    {
        TimeSeries series = SyntheticClimate.Generate(rows);
        var text = new StringBuilder("Date Time," + string.Join(',', series.Columns.Select(name => $"\"{name}\"")) + "\n");
        for (int r = 0; r < series.Rows; r++)
        {
            text.Append(series.TimeOf(r).ToString("dd.MM.yyyy HH:mm:ss", CultureInfo.InvariantCulture));
            foreach (float value in series.Row(r)) text.Append(',').Append(value.ToString("0.00", CultureInfo.InvariantCulture));
            text.Append('\n');
        }

        return text.ToString();
    }

    public void Dispose() => _folder.Dispose();
}
