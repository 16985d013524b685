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
}
