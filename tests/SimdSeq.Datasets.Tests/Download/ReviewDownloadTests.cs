namespace SimdSeq.Datasets.Tests;

/// <summary>The download of the reviews, whose archive is kept as it comes and is read before it counts.</summary>
public sealed class ReviewDownloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Downloader _downloader = new();

    public void Dispose()
    {
        _downloader.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task ReviewsComeAsTheArchiveAndAreRead()
    {
        byte[] archive = SmallReviews.Gzip(SmallReviews.Tar());
        using var server = new LoopbackServer((request, stream) => LoopbackServer.WriteRangeAsync(stream, request, archive));
        DatasetEntry entry = DatasetCatalog.Imdb with { Urls = [server.Url("a")], Sha256 = null };
        var e = await Assert.ThrowsAsync<DownloadException>(() => _downloader.GetAsync(entry, _folder.Path));
        Assert.Contains("expected 25000 reviews to train on and 25000 to test with, got 3 and 2", e.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder.Path, "imdb")));

        entry = entry with { Validate = path => ImdbReviews.Load(path) };
        DownloadResult result = await _downloader.GetAsync(entry, _folder.Path);
        Assert.Equal(result.Path, DataFolder.Locate("imdb", _folder.Path));
        Assert.Equal(3, ImdbReviews.Load(result.Path).Training.Count);
        Assert.Equal([result.Path], Directory.GetFiles(Path.Combine(_folder.Path, "imdb")));
    }

    [RealDataFact("imdb/aclImdb_v1_labelled.tar.gz")]
    public async Task TheRealReviewsPassTheirValidation()
    {
        byte[] archive = await File.ReadAllBytesAsync(RealDataFactAttribute.PathOf("imdb/aclImdb_v1_labelled.tar.gz"));
        using var server = new LoopbackServer((request, stream) => LoopbackServer.WriteRangeAsync(stream, request, archive));
        DatasetEntry entry = DatasetCatalog.Imdb with { Urls = [server.Url("a")] };
        var e = await Assert.ThrowsAsync<DownloadException>(() => _downloader.GetAsync(entry, _folder.Path));
        Assert.Contains($"expected SHA-256 {entry.Sha256}", e.Message, StringComparison.Ordinal); // of more reviews
        DownloadResult result = await _downloader.GetAsync(entry with { Sha256 = null }, _folder.Path);
        Assert.Equal(archive.Length, new FileInfo(result.Path).Length);
    }
}
