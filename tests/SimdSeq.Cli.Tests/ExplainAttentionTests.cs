using System.Text.Json;
using System.Xml.Linq;
using SimdSeq.Datasets;

namespace SimdSeq.Cli.Tests;

/// <summary><c>explain attention</c> as it is called.</summary>
public sealed class ExplainAttentionTests : IDisposable
{
    private const string Recipe = "shakespeare-transformer";

    private readonly TemporaryFolder _folder = new();
    private readonly string _saved;

    public ExplainAttentionTests()
    {
        _saved = _folder.File("model.bin");
        new ShakespeareTransformer(3).Save(_saved);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EveryStepOfATextLooksAtThoseBeforeIt()
    {
        string image = _folder.File("weights.svg"), json = _folder.File("weights.json");
        CommandRun run = await RunAsync("--text", "to be", "--head", "2", "--image", image, "--json", json);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        JsonElement report = JsonDocument.Parse(File.ReadAllText(json)).RootElement;
        Assert.Equal(["t", "o", " ", "b", "e"], Names(report, "asking"));
        Assert.Equal(Names(report, "asking"), Names(report, "asked"));

        var model = new ShakespeareTransformer(3);
        string layer = report.GetProperty("layer").GetString()!;
        Assert.Equal(model.AttentionLayers[^1], layer);
        TextVocabulary vocabulary = ShakespeareTransformer.Recipe.Vocabulary!(new ProblemRequest(null, _folder.Path, default));
        var sample = new float[model.SampleValues];
        foreach (var (i, token) in vocabulary.Encode("to be").Index()) sample[i] = token;
        AttentionWeights<float> expected = model.AttentionWeights(layer, sample);
        double[][] weights = Weights(report);
        for (int row = 0; row < 5; row++)
        {
            Assert.Equal(1, weights[row].Sum(), 1e-5);
            for (int column = 0; column < 5; column++) Assert.Equal(expected[1, row, column], weights[row][column]);
            Assert.All(weights[row][(row + 1)..], later => Assert.Equal(0, later));
        }

        XElement[] cells = [.. XDocument.Load(image).Root!.Elements().Where(element => element.Attribute("fill-opacity") is not null)];
        Assert.Equal(25, cells.Length);
        Assert.StartsWith("t looks at t: 1.000", cells[0].Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThePictureOfAnyTextIsXml()
    {
        string image = _folder.File("weights.svg");
        CommandRun run = await RunAsync("--text", "a & b\nc", "--image", image);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("(end of line)", run.Output);
        Assert.Contains("&", XDocument.Load(image).Root!.Elements().Select(element => element.Value));
    }

    [Fact]
    public async Task TheWordsOfATranslationLookAtThoseOfTheSentence()
    {
        string saved = _folder.File("translation.bin"), json = _folder.File("weights.json");
        new Multi30kTransformer(3).Save(saved);
        CommandRun run = await CommandRun.StartAsync(
            "explain", "attention", "multi30k-transformer", "--load", saved, "--text", "buro mado jagot.", "--json", json);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        JsonElement report = JsonDocument.Parse(File.ReadAllText(json)).RootElement;
        Assert.Matches("^transformer_decoder/.*/multi_head_attention_1$", report.GetProperty("layer").GetString());
        Assert.Equal([.. SentenceWords.Of("buro mado jagot."), "(end)"], Names(report, "asked"));
        Assert.Equal("(end)", Names(report, "asking")[^1]);
        Assert.All(Weights(report), row => Assert.Equal(1, row.Sum(), 1e-5));
    }

    [Fact]
    public async Task ASentenceOfAReviewLooksAtItsWordsAndTheReviewAtItsSentences()
    {
        const string Review = "A wonderful film. I liked it very much, all of it!";
        string saved = _folder.File("han.bin"), json = _folder.File("weights.json"), image = _folder.File("weights.svg");
        new ImdbHan(3).Save(saved);
        string[] arguments = ["explain", "attention", "imdb-han", "--load", saved, "--text", Review, "--data", Reviews(), "--json", json];
        CommandRun run = await CommandRun.StartAsync(arguments);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        JsonElement report = JsonDocument.Parse(File.ReadAllText(json)).RootElement;
        Assert.Equal(["(review)"], Names(report, "asking"));
        Assert.Equal(["1: a wonderful film .", "2: i liked it very much ..."], Names(report, "asked"));
        Assert.Equal(1, Assert.Single(Weights(report)).Sum(), 1e-5);

        run = await CommandRun.StartAsync([.. arguments, "--layer", "encode/attention_pooling", "--image", image]);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        report = JsonDocument.Parse(File.ReadAllText(json)).RootElement;
        Assert.Equal(["1: a wonderful film .", "2: i liked it very much ..."], Names(report, "asking"));
        Assert.Equal(ReviewSentences.Of(Review),
            report.GetProperty("words").EnumerateArray().Select(row => row.EnumerateArray().Select(word => word.GetString()!).ToArray()));
        Assert.All(Weights(report), row => Assert.Equal(1, row.Sum(), 1e-5));
        Assert.All(Weights(report)[0][4..], weight => Assert.Equal(0, weight)); // the first sentence has four words
        string[] titles = [.. XDocument.Load(image).Root!.Elements().Where(cell => cell.Attribute("fill-opacity") is not null)
            .Select(cell => cell.Value)];
        Assert.Equal(ReviewSentences.Of(Review).Sum(sentence => sentence.Length), titles.Length);
        Assert.StartsWith("1: a wonderful film . looks at a: 0.", titles[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheWordsOfAReviewLookAtEachOther()
    {
        string saved = _folder.File("reviews.bin"), json = _folder.File("weights.json");
        new ImdbTransformer(3).Save(saved);
        CommandRun run = await CommandRun.StartAsync("explain", "attention", "imdb-transformer", "--load", saved, "--text",
            "A Good film, unheard-of!", "--data", Reviews(), "--json", json);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        JsonElement report = JsonDocument.Parse(File.ReadAllText(json)).RootElement;
        Assert.Equal(["(start)", "a", "good", "film"], Names(report, "asking")); // no training review has the others
        Assert.Equal(Names(report, "asking"), Names(report, "asked"));
        Assert.All(Weights(report), row => Assert.Equal(1, row.Sum(), 1e-5));
        run = await CommandRun.StartAsync(
            "explain", "attention", "imdb-transformer", "--load", saved, "--text", "unheard-of", "--data", Reviews());
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("got no word that the training reviews have", run.Error);
    }

    // One review of each kind, as a directory.
    private string Reviews()
    {
        foreach (string side in (string[])["train/pos", "train/neg", "test/pos", "test/neg"])
        {
            Directory.CreateDirectory(_folder.File(side));
            _folder.Write($"{side}/0_{(side.EndsWith("pos", StringComparison.Ordinal) ? 9 : 2)}.txt", "A good film. A film it is.");
        }

        return _folder.Path;
    }

    [Theory]
    [InlineData("--layer", "attention", "--layer: expected one of the layers ")]
    [InlineData("--head", "5", "--head: expected one from 1 to 4")]
    [InlineData("--image", "weights.png", "--image: expected a file name that ends in .svg, got 'weights.png'.")]
    public async Task WhatThereIsNotIsAMistake(string option, string value, string message)
    {
        CommandRun run = await RunAsync("--text", "to be", option, value);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(message, run.Error);
    }

    [Fact]
    public async Task ATextIsNeitherEmptyNorLongerThanTheModelTakes()
    {
        foreach (string text in (string[])["", new string('a', 10_000)])
        {
            CommandRun run = await RunAsync("--text", text);
            Assert.Equal(ExitCode.Usage, run.ExitCode);
            Assert.Contains($"as many as the model takes at a time; got {text.Length}.", run.Error);
        }
    }

    [Theory]
    [InlineData("jena-gru")]
    [InlineData("shakespeare-gru")]
    public async Task ARecipeWithoutTextOrAttentionIsAMistake(string recipe)
    {
        CommandRun run = await CommandRun.StartAsync("explain", "attention", recipe, "--load", _saved, "--text", "a");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("shakespeare-transformer", run.Error);
        Assert.Contains($"got {recipe}.", run.Error);
    }

    private static string[] Names(JsonElement report, string property) =>
        [.. report.GetProperty(property).EnumerateArray().Select(name => name.GetString()!)];

    private static double[][] Weights(JsonElement report) => [.. report.GetProperty("weights").EnumerateArray().Select(
        row => row.EnumerateArray().Select(weight => weight.GetDouble()).ToArray())];

    private Task<CommandRun> RunAsync(params string[] more) =>
        CommandRun.StartAsync(["explain", "attention", Recipe, "--load", _saved, .. more]);
}
