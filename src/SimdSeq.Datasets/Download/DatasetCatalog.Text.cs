namespace SimdSeq.Datasets;

/// <summary>Plain texts.</summary>
public static partial class DatasetCatalog
{
    /// <summary>Tiny Shakespeare.</summary>
    public static DatasetEntry TinyShakespeare { get; } = new()
    {
        Name = "tinyshakespeare",
        Description = "Tiny Shakespeare: 1,115,394 characters of Shakespeare's plays, 65 different ones",
        Licence = "public domain; collected by Karpathy: The unreasonable effectiveness of recurrent neural networks, 2015",
        Urls = [new Uri("https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt")],
        FileName = "tinyshakespeare.txt",
        Size = 1_115_394,
        Sha256 = "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed",
        Validate = path => Datasets.TinyShakespeare.Load(path),
    };

    /// <summary>text8.</summary>
    public static DatasetEntry Text8 { get; } = new()
    {
        Name = "text8",
        Description = "text8: 100,000,000 characters of Wikipedia, 26 letters and a space",
        Licence = "CC BY-SA (Wikipedia); prepared by Mahoney: About the test data, 2006",
        Urls = [new Uri("http://mattmahoney.net/dc/text8.zip")],
        FileName = "text8.zip",
        Size = 31_344_016, // its author publishes no SHA-256; length, hash in the zip and every character are checked instead
        Validate = path => Datasets.Text8.Load(path),
    };
}
