using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace SimdSeq.Datasets.Tests;

public sealed class LambadaTests : IDisposable
{
    private const string First = "the cat saw the dog\nthe dog ran\n", Second = "a cat\n",
        Validation = "the cat saw the dog\na dog saw a whale\nthe cat ran\n", Test = "ran cat\nthe dog saw the cat\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void NovelsAreReadAndTheLastWordOfAPassageIsTheAnswer()
    {
        foreach (bool novelsFirst in (bool[])[true, false])
        {
            PassageText all = Load(_folder.WriteBytes("whole.tar.gz", Archive(novelsFirst)));
            Assert.Equal(["the", "cat", "saw", "dog", "<eos>", "ran", "a", "<unk>"], all.Text.Vocabulary);
            Assert.Equal([0, 1, 2, 0, 3, 4, 0, 3, 5, 4, 6, 1, 4], all.Text.Training);
            Assert.Equal([0, 1, 2, 0, 3, 4, 6, 3, 2, 6, 7, 4, 0, 1, 5, 4], all.Text.Validation);
            Assert.Equal([-1, -1, -1, -1, 3, -1, -1, -1, -1, -1, -1, -1, -1, -1, 5, -1], all.ValidationAnswers);
            Assert.Equal([-1, 1, -1, -1, -1, -1, -1, 1, -1], all.TestAnswers);
            Assert.Equal((4, 1), (all.Text.EndOfLine, all.Unanswerable)); // "whale" has no number

            double share = Math.Log(13 / 2.0), rare = Math.Log(13 / 1.0); // dog twice, ran once
            Assert.Equal((share + rare) / 2, all.FrequencyLoss(all.ValidationAnswers), 1e-12);
        }
    }

    [Fact]
    public void ASliceIsTheBeginning()
    {
        string path = _folder.WriteBytes("whole.tar.gz", Archive(novelsFirst: true));
        PassageText slice = Lambada.Load(path, 8, 1, 4, (3, 2)); // the dog, and all others
        Assert.Equal(["the", "dog", "<eos>", "<unk>"], slice.Text.Vocabulary);
        Assert.Equal([0, 3, 3, 0, 1, 2, 0, 1], slice.Text.Training);
        Assert.Equal([0, 3, 3, 0, 1, 2], slice.Text.Validation);
        Assert.Equal([-1, -1, -1, -1, 1, -1], slice.ValidationAnswers);
        Assert.Equal([3, 3, 2], slice.Text.Test);
        Assert.Equal([-1, -1, -1], slice.TestAnswers);
        Assert.Equal(1, slice.Unanswerable);
    }

    [Fact]
    public void DamagedAndOtherFilesAreErrors()
    {
        byte[] archive = Archive(novelsFirst: true);
        for (int length = 0; length < archive.Length; length += length < archive.Length - 40 ? 37 : 1)
        {
            string cut = _folder.WriteBytes("cut.tar.gz", archive[..length]);
            Assert.Throws<DataFormatException>(() => Lambada.Load(cut, 2, 1, 2, (3, 2), toEnd: true));
        }

        Fails(_folder.Write("text.tar.gz", "some text"), "expected LAMBADA as lambada-dataset.tar.gz, got");
        Fails(_folder.WriteGzip("gzip.tar.gz", "some text"), "got a gzip of");
        Fails(_folder.WriteBytes("none.tar.gz", Pack((Lambada.Validation, B(Validation)), (Lambada.Test, B(Test)))),
            "expected a member train-novels.tar, got none");
        Fails(_folder.WriteBytes("novels.tar.gz", Pack((Lambada.Novels, Tar(("a/b.txt", B(First)))), (Lambada.Test, B(Test)))),
            "expected a member lambada_development_plain_text.txt, got none");
        Fails(_folder.WriteBytes("fewer.tar.gz", Archive(true, validation: "the cat\n")), "expected 3 passages, a line each, got 1");
        Fails(_folder.WriteBytes("bytes.tar.gz", Pack((Lambada.Novels, Tar(("a/b.txt", [0xc0, 0x20, 0x61]))))), "got other bytes");
        byte[] nested = Tar(("a/b.txt", B(First)));
        Fails(_folder.WriteBytes("nested.tar.gz", Pack((Lambada.Novels, nested[..700]))), "got what cannot be read");
        string few = Assert.Throws<DataFormatException>(
            () => Lambada.Load(_folder.WriteBytes("few.tar.gz", archive), 14, 1, 9, (3, 2))).Message;
        Assert.Contains("expected 14 words, got 13", few);
        Assert.Contains("expected 4,869 passages", Assert.Throws<DataFormatException>(
            () => DatasetCatalog.Get("lambada").Validate!(_folder.WriteBytes("small.tar.gz", archive))).Message);
        Assert.Throws<FileNotFoundException>(() => Lambada.Load(Path.Combine(_folder.Path, "absent.tar.gz")));

        void Fails(string path, string expected)
        {
            string message = Assert.Throws<DataFormatException>(() => Load(path)).Message;
            Assert.StartsWith(path, message);
            Assert.Contains(expected, message);
        }
    }

    [Fact]
    public void WindowsPredictTheAnswersAlone()
    {
        int[] tokens = [5, 6, 7, 8, 9], answers = [-1, -1, 7, -1, 9];
        var windows = new OverlappingWindows(tokens, 1, 2, 0, answers);
        Assert.Equal([-1, 7, -1, 9], Enumerable.Range(0, 2).SelectMany(sample => Filled.Of(windows, sample).Targets));
        var rows = new ContiguousBatches(tokens, 2, 2, answers);
        Assert.Equal([-1, 7, -1, 9], Enumerable.Range(0, 2).SelectMany(sample => Filled.Of(rows, sample).Targets));
        Assert.Throws<ArgumentException>(() => new OverlappingWindows(tokens, 1, 2, 0, answers[1..]));
        Assert.Throws<ArgumentException>(() => new ContiguousBatches(tokens, 2, 2, answers[1..]));
    }

    [Fact]
    public void TheStandInHasAnAnswerForEveryFifthSentence()
    {
        PassageText passages = SyntheticText.Passages(200);
        Assert.Equal(4, passages.TestAnswers.Count(answer => answer >= 0)); // a tenth of 200 sentences, five a passage
        Assert.All(passages.Text.Test.Zip(passages.TestAnswers), pair => Assert.True(pair.Second == -1 || pair.Second == pair.First));
        Assert.InRange(passages.FrequencyLoss(passages.TestAnswers), 2, 9);
    }

    private static PassageText Load(string path) => Lambada.Load(path, int.MaxValue, int.MaxValue, int.MaxValue, (3, 2));

    private static byte[] Archive(bool novelsFirst, string validation = Validation)
    {
        (string, byte[]) novels = (Lambada.Novels, Tar(
            ("train-novels/Adventure/1.txt", B(First)), ("train-novels/readme", B("nothing")), ("train-novels/Romance/2.txt", B(Second))));
        (string, byte[])[] passages = [(Lambada.Validation, B(validation)), (Lambada.Test, B(Test))];
        return Pack(novelsFirst ? [novels, .. passages] : [.. passages, novels]);
    }

    private static byte[] B(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Pack(params (string Name, byte[] Content)[] members)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.NoCompression)) gzip.Write(Tar(members));
        return memory.ToArray();
    }

    private static byte[] Tar(params (string Name, byte[] Content)[] members)
    {
        using var memory = new MemoryStream();
        using (var tar = new TarWriter(memory, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in members)
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        }

        return memory.ToArray();
    }
}
