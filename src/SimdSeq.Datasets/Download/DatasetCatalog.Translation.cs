namespace SimdSeq.Datasets;

/// <summary>Sentences and their translations.</summary>
public static partial class DatasetCatalog
{
    /// <summary>Multi30k, German and English.</summary>
    public static DatasetEntry Multi30k { get; } = CaptionFile(
        "train.de", 637_044, "726e39b2fa9eb9ffb6dc763fb35a179f80fae06ffc5d28b6ace5faa883de28a6") with
    {
        More =
        [
            CaptionFile("train.en", 568_929, "d79cfa999dd4c51d2cb42499b6796d5a882c3a8a961923c25a898c90f8bbd56f"),
            CaptionFile("val.de", 24_681, "f0cba2f995189cf5770f29a8a9a537a3ad3f51657ad873405082ff6863a5e75a"),
            CaptionFile("val.en", 21_650, "14f7d25ddd868909a9213e361768460edcacdd6ab9d1e77b92560dc10c10dc28"),
            CaptionFile(
                "test_2016_flickr.de", 22_890, "9204244e408ccb38d2a55cfcd344df15005fc42a07a6e55ca6c52b6ababb8cc8"),
            CaptionFile(
                "test_2016_flickr.en", 21_077, "611d361c6334bc7246101d48097c13cf5c4413c5befc793cc629934359d532d9"),
        ],
    };

    private static DatasetEntry CaptionFile(string name, long size, string sha256) => new()
    {
        Name = "multi30k",
        Description = "Multi30k: 29,000 + 1,014 + 1,000 captions of pictures, in German and in English",
        Licence = "research use; cite Elliott, Frank, Sima'an, Specia: Multi30K: Multilingual English-German Image Descriptions, 2016",
        Urls = [new Uri($"https://raw.githubusercontent.com/multi30k/dataset/master/data/task1/raw/{name}.gz")],
        FileName = $"{name}.gz",
        Size = size,
        Sha256 = sha256,
        Validate = path => Datasets.Multi30k.Lines(path),
    };
}
