namespace SimdSeq.Datasets;

/// <summary>The data sets that can be downloaded.</summary>
public static class DatasetCatalog
{
    /// <summary>The Jena climate record at ten minutes, 2009-2016.</summary>
    public static DatasetEntry Jena { get; } = new()
    {
        Name = "jena",
        Description = "Jena climate 2009-2016: 14 weather variables every 10 minutes, 420,551 rows",
        Licence = "Max Planck Institute for Biogeochemistry, Jena (www.bgc-jena.mpg.de/wetter); quoted as CC BY 4.0",
        Urls =
        [
            new Uri("https://s3.amazonaws.com/keras-datasets/jena_climate_2009_2016.csv.zip"),
            new Uri("https://storage.googleapis.com/tensorflow/tf-keras-datasets/jena_climate_2009_2016.csv.zip"),
        ],
        FileName = "jena_climate_2009_2016.csv",
        Zipped = true,
        Validate = ValidateJena,
    };

    /// <summary>All entries.</summary>
    public static IReadOnlyList<DatasetEntry> Entries { get; } = [Jena];

    /// <summary>The entry of a name.</summary>
    /// <param name="name">For example <c>jena</c>, in any case.</param>
    /// <exception cref="ArgumentException">No entry has this name.</exception>
    public static DatasetEntry Get(string name) =>
        Entries.FirstOrDefault(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException(
            $"Expected one of the data sets {string.Join(", ", Entries.Select(entry => entry.Name))}; got '{name}'.", nameof(name));

    // The zip's hash is not published; reading all of it as the record it should be is the check instead.
    private static void ValidateJena(string path)
    {
        const int Rows = 420_551;
        JenaRecord record = JenaClimate.Load(path);
        if (record.Series.Rows != Rows || record.ColumnsFrom(ColumnSource.Read).Count() != JenaClimate.Columns.Count)
            throw new SeriesFormatException(path, 0, null,
                $"expected {Rows} rows and all {JenaClimate.Columns.Count} columns, got {record.Series.Rows} rows and "
                + $"{record.ColumnsFrom(ColumnSource.Read).Count()} columns. The file is incomplete or another one.");
    }
}
