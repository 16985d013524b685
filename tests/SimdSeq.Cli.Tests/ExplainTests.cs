using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace SimdSeq.Cli.Tests;

public sealed class ExplainTests(SmallRecord record) : IClassFixture<SmallRecord>
{
    [Fact]
    public async Task ComparesAllThreeUntrained()
    {
        using var folder = new TemporaryFolder();
        JsonElement report = await CommandRun.ReportAsync(folder, "explain", "gradients", "--data", record.Path, "--samples", "50");
        Assert.Equal(
            [
                "data", "loss", "samples", "curves", "epochs", "threads", "simd", "seed", "steps_per_epoch", "batch_size", "learning_rate",
                "version", "runtime",
            ],
            report.EnumerateObject().Select(property => property.Name));
        Assert.Equal((50, 0), (report.GetProperty("samples").GetInt32(), report.GetProperty("epochs").GetInt32()));
        JsonElement[] curves = Curves(report);
        Assert.Equal(["jena-simple-rnn", "jena-lstm", "jena-gru"], curves.Select(Recipe));
        Assert.All(curves, curve =>
        {
            double[] norms = Norms(curve);
            Assert.Equal(120, norms.Length);
            Assert.All(norms, norm => Assert.InRange(norm, double.Epsilon, 100));
            Assert.InRange(curve.GetProperty("first_to_last").GetDouble(), 0, 1e-3); // 119 steps back there is next to nothing left
            Assert.Equal(norms[0] / norms[^1], curve.GetProperty("first_to_last").GetDouble());
            Assert.Equal(norms.Max(), norms[curve.GetProperty("step_of_maximum").GetInt32() - 1]);
            int below = curve.GetProperty("step_below_1_percent").GetInt32();
            Assert.True(norms[below - 1] < 0.01 * norms.Max() && norms[below] >= 0.01 * norms.Max());
            Assert.InRange(curve.GetProperty("step_below_0_1_percent").GetInt32(), 1, below - 1);
        });
    }

    [Fact]
    public async Task TheTableHasTheNumbersOfTheJson()
    {
        using var folder = new TemporaryFolder();
        string json = folder.File("report.json");
        CommandRun run = await CommandRun.StartAsync(Arguments("jena-gru", "jena-lstm", "--json", json));
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error.Replace(CommandRun.DebugWarning, "")));
        JsonElement[] curves = Curves(JsonDocument.Parse(File.ReadAllText(json)).RootElement);

        // Untrained ones first, then the best epochs, each in the order given.
        Assert.Equal(["jena-gru", "jena-lstm", "jena-gru", "jena-lstm"], curves.Select(Recipe));
        Assert.Equal([0, 0], curves[..2].Select(Epoch));
        Assert.All(curves[2..], curve => Assert.InRange(Epoch(curve), 1, 2));
        Assert.All(curves[2..], curve => Assert.InRange(curve.GetProperty("validation_mae").GetDouble(), 0.01, 100));
        Assert.Contains(Row("", curves.Select(Recipe)), Lines(run));
        Assert.Contains(Row("step", curves.Select(curve => Epoch(curve) == 0 ? "untrained" : $"epoch {Epoch(curve)}")), Lines(run));
        foreach (int step in (int[])[1, 10, 60, 110, 120])
            Assert.Contains(Row($"{step}", curves.Select(curve => Number(Norms(curve)[step - 1]))), Lines(run));
        Assert.Contains(Row("first / last", curves.Select(curve => Number(curve.GetProperty("first_to_last").GetDouble()))), Lines(run));
        Assert.Contains(Row("below 0.1% at", curves.Select(curve => curve.GetProperty("step_below_0_1_percent").GetRawText())), Lines(run));
    }

    [Fact]
    public async Task ThreadsChangeNothingAndTheSeedDoes()
    {
        using var folder = new TemporaryFolder();
        double[] once = Norms(await TrainedAsync("--threads", "1", "--seed", "5"));
        Assert.Equal(once, Norms(await TrainedAsync("--threads", "2", "--seed", "5")));
        Assert.NotEqual(once, Norms(await TrainedAsync("--threads", "2", "--seed", "6")));

        async Task<JsonElement> TrainedAsync(params string[] more) =>
            Curves(await CommandRun.ReportAsync(folder, Arguments(["jena-gru", .. more])))[1];
    }

    [Theory]
    [InlineData("jena-simple-rnn")]
    [InlineData("jena-lstm")]
    [InlineData("jena-gru")]
    public void ExplainedModelsAreThoseOfTheRecipes(string name)
    {
        SequenceModel<float> recipe = RecipeCatalog.Recipes.Find(name)!.CreateModel!(9);
        SequenceModel<float> explained = ExplainedRecipes.All.Single(explained => explained.Name == name).CreateModel!(9);
        Assert.NotEqual(recipe.GetType(), explained.GetType());
        Assert.Equal(recipe.ParameterSha256(), explained.ParameterSha256());
        float[] sample = [.. Enumerable.Range(0, 120 * 14).Select(i => MathF.Sin(i))];
        Assert.Equal(recipe.Predict(sample), explained.Predict(sample));
        Assert.Equal(Layers(recipe), Layers(explained));

        static IEnumerable<string> Layers(SequenceModel<float> model) =>
            model.Summary().Split('\n').Where(line => line.Contains('(')).Select(line => line[..line.IndexOf(')')]);
    }

    [Fact]
    public async Task TrainingIsThatOfTheRecipe()
    {
        using var folder = new TemporaryFolder();
        string[] how = ["jena-lstm", "--data", record.Path, "--epochs", "2", "--steps-per-epoch", "3", "--batch-size", "32", "--seed", "8"];
        JsonElement trained = await CommandRun.ReportAsync(folder, ["train", .. how]);
        JsonElement explained = Curves(await CommandRun.ReportAsync(folder, ["explain", "gradients", .. how]))[1];
        Assert.Equal(trained.GetProperty("best_epoch").GetInt32(), Epoch(explained));
        Assert.Equal(trained.GetProperty("best_validation_mae").GetDouble(), explained.GetProperty("validation_mae").GetDouble());
        Assert.Equal(trained.GetProperty("parameters").GetInt32(), explained.GetProperty("parameters").GetInt32());
    }

    [Fact]
    public async Task ThePictureHasALineForEveryCurve()
    {
        using var folder = new TemporaryFolder();
        string image = folder.File("curves.svg");
        CommandRun run = await CommandRun.StartAsync(Arguments("jena-simple-rnn", "jena-gru", "--image", image));
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains($"Image        {image}", run.Output);
        Assert.Equal(["curves.svg"], folder.Files);

        XElement picture = XDocument.Load(image).Root!;
        Assert.Equal("svg", picture.Name.LocalName);
        XElement[] lines = [.. picture.Elements().Where(element => element.Name.LocalName == "polyline")];
        Assert.Equal(4, lines.Length);
        Assert.Equal(2, lines.Select(line => line.Attribute("stroke")!.Value).Distinct().Count());
        Assert.Equal([true, true, false, false], lines.Select(line => line.Attribute("stroke-dasharray") is not null));
        Assert.All(lines, line =>
        {
            double[][] points = [.. line.Attribute("points")!.Value.Split(' ').Select(
                point => point.Split(',').Select(value => double.Parse(value, CultureInfo.InvariantCulture)).ToArray())];
            Assert.Equal(120, points.Length);
            Assert.All(points, point => Assert.True(point[0] is >= 0 and <= 900 && point[1] is >= 0 and <= 520));
            Assert.True(points[0][1] > points[^1][1] + 50); // y grows downwards: the curve rises
        });
    }

    [Fact]
    public async Task CancelledItWritesNothing()
    {
        using var folder = new TemporaryFolder();
        string image = folder.Write("curves.svg", "old"), json = folder.Write("report.json", "old");
        using var cancellation = new CancellationTokenSource();
        var output = new TriggeredWriter("naive  ", cancellation.Cancel); // the training of the first model begins
        var error = new StringWriter();
        string[] args = ["explain", "gradients", "--data", record.Path, "--epochs", "1000", "--image", image, "--json", json];
        int code = await Application.RunAsync(args, CommandRun.Nowhere(new Terminal(output, error)), cancellation.Token);
        Assert.Equal(ExitCode.Cancelled, code);
        Assert.Equal(["curves.svg", "report.json"], folder.Files);
        Assert.Equal(("old", "old"), (File.ReadAllText(image), File.ReadAllText(json)));
    }

    [Fact]
    public async Task WithoutDataItSaysSynthetic()
    {
        CommandRun run = await CommandRun.StartAsync("explain", "gradients", "jena-gru", "--samples", "16");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("SYNTHETIC", run.Output[..run.Output.IndexOf("untrained", StringComparison.Ordinal)]);
    }

    private string[] Arguments(params string[] more) =>
    [
        "explain", "gradients", "--data", record.Path, "--epochs", "2", "--steps-per-epoch", "3", "--batch-size", "32",
        "--samples", "40", .. more,
    ];

    private static JsonElement[] Curves(JsonElement report) => [.. report.GetProperty("curves").EnumerateArray()];

    private static string Recipe(JsonElement curve) => curve.GetProperty("recipe").GetString()!;

    private static int Epoch(JsonElement curve) => curve.GetProperty("epoch").GetInt32();

    private static double[] Norms(JsonElement curve) => [.. curve.GetProperty("norms").EnumerateArray().Select(norm => norm.GetDouble())];

    private static string Number(double value) => value.ToString("0.000E+00", CultureInfo.InvariantCulture);

    private static string Row(string label, IEnumerable<string> cells) => $"{label} {string.Join(' ', cells)}".TrimStart();

    // Of each line the cells with one space between them.
    private static string[] Lines(CommandRun run) =>
        [.. run.Output.Split('\n').Select(line => string.Join(' ', line.Split([' ', '\r'], StringSplitOptions.RemoveEmptyEntries)))];
}
