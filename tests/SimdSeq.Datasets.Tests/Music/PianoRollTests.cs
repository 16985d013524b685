namespace SimdSeq.Datasets.Tests;

public sealed class PianoRollTests : IDisposable
{
    private const string Json = """{"train": [[[0, 87], [], [5]], [[1], [2]]], "valid": [[[3], [4]]], "test": [[[6], [7, 8]]]}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void JsonIsRead()
    {
        foreach (string path in (string[])[_folder.Write("a.json", Json), _folder.WriteGzip("b.json.gz", Json)])
        {
            PianoRollData rolls = PianoRolls.Load(path);
            Assert.Equal([[0, 87], [], [5]], rolls.Training.Sequences[0]);
            Assert.Equal((3, 1, 1), (rolls.Training.Predictions, rolls.Validation.Predictions, rolls.Test.Predictions));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void MatlabIsRead(bool packed)
    {
        byte[] file = MatFile(packed);
        PianoRollData rolls = PianoRolls.Load(_folder.WriteBytes("a.mat", file));
        Assert.Equal([[0, 87], [], [5]], rolls.Training.Sequences[0]);
        Assert.Equal([[1], [2]], rolls.Training.Sequences[1]);
        Assert.Equal([[6], [7, 8]], rolls.Test.Sequences[0]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryCutMatlabFileIsAnError(bool packed)
    {
        byte[] file = MatFile(packed);
        for (int length = 0; length < file.Length; length += packed ? 1 : 7) Fails("cut.mat", file[..length]);
        Fails("cut.mat", file[..^1]);
    }

    [Fact]
    public void AChangedByteOfAPackIsAnErrorOrWithoutEffect()
    {
        byte[] file = MatFile(packed: true);
        for (int at = 136; at < file.Length; at++)
        {
            byte[] changed = [.. file];
            changed[at] ^= 0x10;
            string path = _folder.WriteBytes("changed.mat", changed);
            try
            {
                Assert.Equal(2, PianoRolls.Load(path).Training.Sequences.Count);
            }
            catch (DataFormatException)
            {
                // as it should be
            }
        }
    }

    [Fact]
    public void OtherMatlabFilesAreErrors()
    {
        byte[] good = Cells("validdata", [[3], [4]]);
        Fails("a.mat", [.. SmallMatFile.Header("MI"), .. good], "expected a little-endian file (494D), got 4D49");
        Fails("a.mat", SmallMatFile.File(good), "expected a cell array 'traindata', got validdata");
        Fails("a.mat", SmallMatFile.File(Train((2, 87, new byte[2 * 87]))), "'traindata': expected 88 columns in sequence 0, got 87");
        Fails("a.mat", SmallMatFile.File(Train((2, 88, [.. Enumerable.Repeat((byte)2, 176)]))),
            "expected zeros and ones in sequence 0, got 2");
        Fails("a.mat", SmallMatFile.File(Train((1, 88, new byte[88]))), "expected at least 2 steps in sequence 0, got 1");
        Fails("a.mat", SmallMatFile.File(Train((3, 88, new byte[176]))), "expected 3 x 88 values, got 176");
        Fails("a.mat", SmallMatFile.File(Train()), "expected at least one sequence, got none");
        byte[] text = SmallMatFile.Matrix(1, "traindata", [1, 1], SmallMatFile.Matrix(4, "", [1, 2], SmallMatFile.Element(16, [65, 66])));
        Fails("a.mat", SmallMatFile.File(text), "expected a matrix of numbers in each cell, got an array of class 4");
        byte[] few = SmallMatFile.Matrix(1, "traindata", [1, 2],
            SmallMatFile.Matrix(6, "", [2, 88], SmallMatFile.Element(2, new byte[176])));
        Fails("a.mat", SmallMatFile.File(few), "expected 2 cells of 'traindata', got 1");
        Fails("a.mat", SmallMatFile.File(SmallMatFile.Packed([])), "an empty pack");

        static byte[] Train(params (int, int, byte[])[] matrices) => SmallMatFile.Cells("traindata", matrices);
    }

    [Theory]
    [InlineData("""{"train": [[[0], [1]]], "valid": [[[3], [4]]]}""", "expected a list 'test', got train, valid")]
    [InlineData("""{"train": [], "valid": [[[3], [4]]], "test": [[[3], [4]]]}""", "'train': expected at least one sequence, got none")]
    [InlineData("""{"train": [[[0]]], "valid": [[[3], [4]]], "test": [[[3], [4]]]}""", "expected at least 2 steps in sequence 0, got 1")]
    [InlineData("""{"train": [[[0], [88]]], "valid": [[[3], [4]]], "test": [[[3], [4]]]}""",
        "expected a key from 0 to 87 in sequence 0, got 88")]
    [InlineData("""{"train": [[[0], [1.5]]], "valid": [[[3], [4]]], "test": [[[3], [4]]]}""",
        "expected a key from 0 to 87 in sequence 0, got 1.5")]
    [InlineData("""{"train": [[[5, 4], [1]]], "valid": [[[3], [4]]], "test": [[[3], [4]]]}""",
        "expected keys in ascending order in sequence 0, got 5, 4")]
    [InlineData("""{"train": [[1, 2]], "valid": [[[3], [4]]], "test": [[[3], [4]]]}""",
        "expected lists of lists of keys in sequence 0, got Number")]
    [InlineData("""{"train": [[[0], [1]]""", "got what is none in line 1")]
    [InlineData("time, key\n1, 2\n", "got comma-separated text")]
    [InlineData("", "got an empty file")]
    public void OtherJsonIsAnError(string text, string expected) => Fails("a.json", System.Text.Encoding.UTF8.GetBytes(text), expected);

    [Fact]
    public void EveryStepIsPredictedOnceHoweverPiecesAreCut()
    {
        PianoRollSet rolls = SyntheticRolls.Generate(7, 40).Training;
        foreach (int steps in (int[])[1, 5, 12, 39, 64])
        {
            var data = new PianoRollDataset(rolls, steps);
            var predicted = new List<int[]>();
            var seen = new List<int[]>();
            for (int sample = 0; sample < data.Count; sample++)
            {
                (float[] inputs, float[] targets) = Filled.Of(data, sample);
                for (int step = 0; step < steps; step++)
                {
                    if (step < data.LengthOf(sample))
                    {
                        seen.Add(Keys(inputs, step));
                        predicted.Add(Keys(targets, step));
                    }
                    else
                    {
                        Assert.Empty(Keys(targets, step));
                    }
                }
            }

            Assert.Equal(rolls.Sequences.SelectMany(sequence => sequence.SkipLast(1)), seen);
            Assert.Equal(rolls.Sequences.SelectMany(sequence => sequence.Skip(1)), predicted);
            Assert.Equal(rolls.Predictions, predicted.Count);
        }

        static int[] Keys(float[] values, int step) => [.. Enumerable.Range(0, 88).Where(key => values[88 * step + key] == 1)];
    }

    [Fact]
    public void TheBaselineIsTheEntropyOfKeysThatKnowNothingOfEachOther()
    {
        var rolls = new PianoRollSet([[[1], [1], [1], []]]);
        double share = 3.5 / 5, never = 0.5 / 5;
        double expected = -(2 * Math.Log(share) + Math.Log(1 - share)) / 3 - 87 * Math.Log(1 - never);
        Assert.Equal(expected, rolls.IndependentLoss(rolls), 1e-9);
    }

    [RealDataFact("poly_music/JSB_Chorales.mat", "poly_music/JSB_Chorales.json.gz", "poly_music/Nottingham.mat",
        "poly_music/Nottingham.json.gz")]
    public void TheRealFilesAreTheSameInBothForms()
    {
        foreach ((string name, int[] counts, int predictions) in ((string, int[], int)[])
            [("JSB_Chorales", [229, 76, 77], 4725 - 77), ("Nottingham", [694, 173, 170], 44_463 - 170)])
        {
            PianoRollData matlab = PianoRolls.Load(RealDataFactAttribute.PathOf($"poly_music/{name}.mat"));
            PianoRollData json = PianoRolls.Load(RealDataFactAttribute.PathOf($"poly_music/{name}.json.gz"));
            Assert.Equal(counts, new[] { matlab.Training, matlab.Validation, matlab.Test }.Select(set => set.Sequences.Count));
            Assert.Equal(predictions, matlab.Test.Predictions);
            Assert.Equal(json.Training.Sequences, matlab.Training.Sequences);
            Assert.Equal(json.Validation.Sequences, matlab.Validation.Sequences);
            Assert.Equal(json.Test.Sequences, matlab.Test.Sequences);
        }
    }

    private static byte[] MatFile(bool packed)
    {
        byte[][] variables =
        [
            SmallMatFile.Matrix(6, "x", [1, 1], SmallMatFile.Element(9, BitConverter.GetBytes(1.5))), // passed over
            Cells("traindata", [[0, 87], [], [5]], [[1], [2]]), Cells("validdata", [[3], [4]]), Cells("testdata", [[6], [7, 8]]),
        ];
        return SmallMatFile.File(packed ? [.. variables.Select(SmallMatFile.Packed)] : variables);
    }

    private static byte[] Cells(string name, params int[][][] sequences) => SmallMatFile.Cells(name, [.. sequences.Select(sequence =>
    {
        var values = new byte[sequence.Length * 88];
        for (int row = 0; row < sequence.Length; row++)
        {
            foreach (int key in sequence[row]) values[key * sequence.Length + row] = 1;
        }

        return (sequence.Length, 88, values);
    })]);

    private void Fails(string name, byte[] content, string? expected = null)
    {
        string path = _folder.WriteBytes(name, content);
        var e = Assert.Throws<DataFormatException>(() => PianoRolls.Load(path));
        Assert.StartsWith(path, e.Message);
        if (expected is not null) Assert.Contains(expected, e.Message);
    }
}
