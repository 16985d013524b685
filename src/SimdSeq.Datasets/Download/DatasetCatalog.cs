namespace SimdSeq.Datasets;

/// <summary>The data sets that can be downloaded.</summary>
public static partial class DatasetCatalog
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
        Size = 13_568_290,
        Validate = ValidateJena,
    };

    /// <summary>The IMDB reviews as text, in the archive they come in.</summary>
    public static DatasetEntry Imdb { get; } = new()
    {
        Name = "imdb",
        Description = "Large Movie Review Dataset: 25,000 + 25,000 reviews with their side, and 50,000 without",
        Licence = "research use; cite Maas, Daly, Pham, Huang, Ng, Potts: Learning Word Vectors for Sentiment Analysis, ACL 2011",
        Urls = [new Uri("https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz")],
        FileName = "aclImdb_v1.tar.gz",
        // Its authors publish no hash; many independent projects that download it state this one.
        Sha256 = "c40f74a18d3b61f90feba1e17730e0d38e8b97c05fde7008942e91923d1658fe",
        Size = 84_125_825,
        Validate = ValidateImdb,
    };

    /// <summary>All entries.</summary>
    public static IReadOnlyList<DatasetEntry> Entries =>
        [Jena, Imdb, Mnist, JsbChorales, Nottingham, Ptb, WikiText103, Lambada, TinyShakespeare, Text8, Multi30k];

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

    private static void ValidateImdb(string path)
    {
        const int Reviews = 25_000;
        ReviewData data = ImdbReviews.Load(path);
        if (data.Training.Count != Reviews || data.Test.Count != Reviews)
            throw new DataFormatException(path, null, -1,
                $"expected {Reviews} reviews to train on and {Reviews} to test with, got {data.Training.Count} and {data.Test.Count}. The "
                + "file is incomplete or another one.");
    }
}
