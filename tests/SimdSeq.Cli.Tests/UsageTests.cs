namespace SimdSeq.Cli.Tests;

public sealed class UsageTests(SmallRecord record) : IClassFixture<SmallRecord>
{
    [Theory]
    [InlineData("train jena-gro", "got 'jena-gro'. Did you mean 'jena-gru'?")]
    [InlineData("train something", "expected one of the recipes jena-naive, jena-dense, jena-gru")]
    [InlineData("train", "expected RECIPE after 'simdseq train'")]
    [InlineData("train jena-gru --epoch 3", "got '--epoch'. Did you mean '--epochs'?")]
    [InlineData("train jena-gru --epochs 0", "--epochs: expected a whole number from 1 to 1000000; got '0'.")]
    [InlineData("train jena-gru --epochs 1.5", "got '1.5'")]
    [InlineData("train jena-gru --epochs", "--epochs")]
    [InlineData("train jena-gru --threads -2", "--threads: expected")]
    [InlineData("train jena-gru --learning-rate 0", "--learning-rate: expected a number above 0")]
    [InlineData("train jena-gru --learning-rate NaN", "got 'NaN'")]
    [InlineData("train jena-gru --seed x", "--seed: expected a whole number")]
    [InlineData("train jena-gru other", "other")]
    [InlineData("train jena-gru --data nowhere.csv", "got 'nowhere.csv', which does not exist")]
    [InlineData("train jena-gru --save no/such/folder/model.bin", "--save: expected a file in an existing folder")]
    [InlineData("train jena-gru --json a.json --save a.json", "which another option names too")]
    [InlineData("train jena-naive --save model.bin", "which has none")]
    [InlineData("evaluate jena-gru", "--load")]
    [InlineData("evaluate jena-gru --load nowhere.bin", "--load: expected a file, got 'nowhere.bin'")]
    [InlineData("evaluate jena-naive --load model.bin", "simdseq train jena-naive")]
    [InlineData("trian jena-gru", "Did you mean 'train'?")]
    [InlineData("bench", "--against")]
    [InlineData("bench --against tensorflow", "--against: expected torch or onnx; got 'tensorflow'.")]
    [InlineData("explain", "expected one of the commands gradients, attention after 'simdseq explain', got nothing.")]
    [InlineData("explain gradient", "Did you mean 'gradients'?")]
    [InlineData("explain gradients jena-gro", "got 'jena-gro'. Did you mean 'jena-gru'?")]
    [InlineData("explain gradients jena-gru jena-dense", "the explained recipes jena-simple-rnn, jena-lstm, jena-gru; got 'jena-dense'.")]
    [InlineData("explain gradients --epochs 0", "--epochs: expected a whole number from 1")]
    [InlineData("explain gradients --samples none", "--samples: expected a whole number")]
    [InlineData("explain gradients --image curves.png", "--image: expected a file name that ends in .svg, got 'curves.png'.")]
    [InlineData("explain gradients --image no/such/folder/a.svg", "--image: expected a file in an existing folder")]
    [InlineData("explain gradients --image a.svg --json a.svg", "which another option names too")]
    [InlineData("explain gradients --data nowhere.csv", "got 'nowhere.csv', which does not exist")]
    [InlineData("data", "expected one of the commands list, get after 'simdseq data', got nothing.")]
    [InlineData("data got jena", "Did you mean 'get'?")]
    [InlineData("data get", "expected NAME after 'simdseq data get'")]
    [InlineData("data get jane", "Did you mean 'jena'?")]
    [InlineData("data get jena --sha256 12", "--sha256: expected 64 hexadecimal digits")]
    [InlineData("data get jena --url file.zip", "--url: expected an address")]
    public async Task MistakesAreExplained(string line, string expected)
    {
        CommandRun run = await CommandRun.StartAsync(line.Split(' '));
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith("error: ", run.Error);
        Assert.Contains(expected, run.Error);
        Assert.Equal("", run.Output);
    }

    [Fact]
    public async Task OutputMayNotReplaceTheData()
    {
        CommandRun run = await CommandRun.StartAsync("train", "jena-naive", "--data", record.Path, "--json", record.Path);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("which another option names too", run.Error);
    }

    [Fact]
    public async Task OutputMayNotReplaceTheDataThatWereFound()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("jena"));
        string found = folder.Write(Path.Combine("jena", "jena_hourly_2009_2016.csv"), SmallRecord.Text());
        string model = folder.File("model.bin");
        string[] quick = ["--epochs", "1", "--steps-per-epoch", "1"];
        Assert.Equal(ExitCode.Success, (await RunAsync(["train", "jena-gru", .. quick, "--save", model])).ExitCode);
        foreach (string[] args in (string[][])
            [
                ["train", "jena-gru", .. quick, "--json", found],
                ["train", "jena-gru", .. quick, "--save", found],
                ["evaluate", "jena-gru", "--load", model, "--json", found],
                ["explain", "gradients", "--json", found],
            ])
        {
            CommandRun run = await RunAsync(args);
            Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Output));
            Assert.Contains("which holds the data", run.Error);
        }

        Assert.Equal(SmallRecord.Text(), File.ReadAllText(found));

        Task<CommandRun> RunAsync(string[] args) => CommandRun.StartAsync(session => session with { DataFolder = folder.Path }, args);
    }

    [Theory]
    [InlineData(2, "train", "jena-gro")]
    [InlineData(2, "train", "jena-gru", "--data", "nowhere.csv")]
    [InlineData(1, "data", "get", "jena", "--url", "http://127.0.0.1:9/never", "--folder", "no/such\0folder")]
    public async Task AnErrorThatCannotBeShownStillHasItsExitCode(int expected, params string[] args)
    {
        Session session = CommandRun.Nowhere(new Terminal(new StringWriter(), new FullWriter()));
        Assert.Equal(expected, await Application.RunAsync(args, session));
    }

    [Theory]
    [InlineData(45, "got one every 45min")]
    [InlineData(120, "got one every 2h")]
    public async Task ARecordOfAnotherPeriodIsNamed(int minutes, string expected)
    {
        using var folder = new TemporaryFolder();
        IEnumerable<string> rows = Enumerable.Range(0, 100).Select(
            i => $"{new DateTime(2009, 1, 1).AddMinutes(i * minutes):yyyy-MM-dd HH:mm:ss},990,{i % 7},50\n");
        string path = folder.Write("a.csv", "date,p (mbar),T (degC),rh (%)\n" + string.Concat(rows));
        CommandRun run = await CommandRun.StartAsync("train", "jena-gru", "--data", path);
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.StartsWith($"error: {path}: expected a row every 1h", run.Error);
        Assert.Contains(expected, run.Error);
    }

    [Fact]
    public async Task BadFilesFailWithTheirName()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("other.csv", "Date Time,a\n01.01.2009 00:10:00,1\n01.01.2009 00:20:00,2\n");
        CommandRun data = await CommandRun.StartAsync("train", "jena-gru", "--data", path);
        CommandRun model = await CommandRun.StartAsync("evaluate", "jena-gru", "--load", path, "--data", record.Path);
        CommandRun tooShort = await CommandRun.StartAsync(
            "train", "jena-gru", "--data", folder.Write("short.csv", SmallRecord.Text(rows: 200)));
        Assert.All((CommandRun[])[data, model, tooShort], run => Assert.Equal(ExitCode.Failure, run.ExitCode));
        Assert.Contains(path, data.Error);
        Assert.Contains(path, model.Error);
        Assert.Contains("Use a longer record", tooShort.Error);
        Assert.DoesNotContain("Parameter '", tooShort.Error);
        Assert.All((CommandRun[])[data, model, tooShort], run => Assert.DoesNotContain("   at ", run.Error));
    }
}
