namespace SimdSeq.Datasets.Tests;

/// <summary>Where a data set is looked for.</summary>
public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheFolderFindsTheReviewsInAnyForm()
    {
        string folder = Path.Combine(_folder.Path, "imdb");
        Directory.CreateDirectory(folder);
        string ranks = _folder.Write("imdb/imdb_keras_sequences.npz", "");
        Assert.Equal(ranks, DataFolder.Find("imdb", _folder.Path));
        string unpacked = Directory.CreateDirectory(Path.Combine(folder, "aclImdb")).FullName;
        Assert.Equal(unpacked, DataFolder.Find("IMDB", _folder.Path));
        string archive = _folder.Write("imdb/aclImdb_v1.tar.gz", "");
        Assert.Equal(archive, DataFolder.Locate("imdb", _folder.Path));
        Assert.Same(DatasetCatalog.Imdb, DatasetCatalog.Get("Imdb"));
    }

    [Fact]
    public void TheFolderFindsTheKnownFiles()
    {
        Assert.Null(DataFolder.Find("jena", _folder.Path));
        Assert.Contains(
            "simdseq data get jena", Assert.Throws<FileNotFoundException>(() => DataFolder.Locate("jena", _folder.Path)).Message);
        Assert.Equal("name", Assert.Throws<ArgumentNullException>(() => DataFolder.Locate(null!)).ParamName);
        Assert.Contains("jena", Assert.Throws<ArgumentException>(() => DataFolder.Find("other", _folder.Path)).Message);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "jena"));
        string hourly = _folder.Write("jena/jena_hourly_2009_2016.csv.gz", "");
        Assert.Equal(hourly, DataFolder.Find("JENA", _folder.Path));
        string full = _folder.Write("jena/jena_climate_2009_2016.csv.zip", "");
        Assert.Equal(full, DataFolder.Locate("jena", _folder.Path));
        Assert.Same(DatasetCatalog.Jena, DatasetCatalog.Get("Jena"));
        Assert.Throws<ArgumentException>(() => DatasetCatalog.Get("other"));
    }
}
