using SimdSeq.Data;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

public sealed class FitArgumentTests
{
    private readonly SmallGru _model = new(1);

    [Fact]
    public void OptionsOutOfRangeAreNamed()
    {
        Refused(new FitOptions { Epochs = 0 }, "FitOptions.Epochs must be at least 1; got 0.");
        Refused(new FitOptions { StepsPerEpoch = 0 }, "FitOptions.StepsPerEpoch must be at least 1, or null; got 0.");
        Refused(new FitOptions { BatchSize = -1 }, "FitOptions.BatchSize must be at least 1; got -1.");
        Refused(new FitOptions { GlobalClipNorm = 0 }, "FitOptions.GlobalClipNorm must be above 0, or null; got 0.");
        Refused(new FitOptions { GlobalClipNorm = double.NaN }, "FitOptions.GlobalClipNorm must be above 0, or null; got NaN.");
        Refused(new FitOptions { Threads = 0 }, "FitOptions.Threads must be at least 1; got 0.");
        Refused(new FitOptions { GradientSlots = 0 }, "FitOptions.GradientSlots must be at least 1; got 0.");
        Refused(new FitOptions { Threads = int.MaxValue }, "FitOptions.Threads must be at most 4096; got 2147483647.");
        Refused(
            new FitOptions { StepsPerEpoch = 1, BatchSize = int.MaxValue },
            "FitOptions.BatchSize must be at most 16777216 with StepsPerEpoch");
        Refused(
            new FitOptions { Loss = Loss.MeanAbsoluteError, Losses = [Loss.Huber()] },
            "FitOptions.Losses must be null when Loss is set: choose one; got 1.");
        Refused(new FitOptions { LossWeights = [0] }, "FitOptions.LossWeights must be above 0 for one at least; got 0 for all.");
        Refused(new FitOptions { ClassWeights = [0, 0] }, "FitOptions.ClassWeights must be above 0 for one at least; got 0 for all.");
        Refused(new FitOptions { Loss = null! }, "FitOptions.Loss must be a loss; got null.");
        Refused(new FitOptions { Optimizer = null! }, "FitOptions.Optimizer must be an optimizer; got null.");
        Assert.Throws<ArgumentNullException>(() => _model.Fit(Samples.For(_model, 3), null!));
        Assert.Throws<ArgumentNullException>(() => _model.Fit(null!, new FitOptions()));
    }

    [Fact]
    public void AWrongTargetOfTheValidationDataIsSaidToBeThere()
    {
        var model = new FourClasses(1);
        ArrayDataset<float> Labelled(float label) => new(new float[18], [0, 1, label], 3, 2, 1);
        var options = new FitOptions { Loss = Loss.SparseCategoricalCrossEntropy(), Validation = Labelled(4) };
        var error = Assert.Throws<ArgumentException>(() => model.Fit(Labelled(3), options));
        Assert.StartsWith("FitOptions.Validation: The target of sample 2 is 4; ", error.Message);
    }

    [Fact]
    public void DataThatDoNotFitAreRefused()
    {
        Refused(Data(steps: 6, features: 3), "SmallGru takes samples of 7 steps x 3 features; the data set has 6 x 3.");
        Refused(Data(steps: 7, features: 4), "SmallGru takes samples of 7 steps x 3 features; the data set has 7 x 4.");
        Refused(Data(targets: 2), "SmallGru answers with 1 values a sample; the data set has 2 targets.");
        Refused(Data(count: 0), "The data set has no samples.");
        Assert.Equal(3, _model.Predict(Data(targets: 2)).Length); // targets do not matter there
    }

    [Fact]
    public void SizesThatAreOnlyLargeAreNoMistake()
    {
        var options = new FitOptions { BatchSize = int.MaxValue, GradientSlots = int.MaxValue, Epochs = 1, Threads = 1 };
        Assert.Single(_model.Fit(Data(), options).Epochs); // one batch of all samples, one slot a tile
    }

    [Theory]
    [InlineData(-1, 7, 3, 1, 0, "Count is -1")]
    [InlineData(3, -7, 3, 1, 0, "Steps is -7")]
    [InlineData(3, 7, 0, 1, 0, "Features is 0")]
    [InlineData(3, 7, 3, -1, 0, "Targets is -1")]
    [InlineData(3, 7, 3, 1, -2, "InitialStates is -2")]
    public void ADataSetThatCountsBelowZeroIsRefused(int count, int steps, int features, int targets, int states, string what)
    {
        var data = new Sized(count, steps, features, targets, states);
        foreach (Action act in new Action[]
        {
            () => _model.Fit(data, new FitOptions()), () => _model.Evaluate(data), () => _model.Predict(data),
            () => _model.Fit(Data(), new FitOptions { Validation = data }), () => _model.OpenTrainer(data, new FitOptions()),
            () => new ExplainedInSingle(1).StepGradientNorms(data, Loss.MeanSquaredError, 1),
        })
        {
            Assert.StartsWith($"The data set's {what}", Assert.Throws<ArgumentException>(act).Message);
        }
    }

    [Fact]
    public void SampleNumbersOutsideADataSetAreNamed()
    {
        var arrays = new ArrayDataset<float>(new float[6], new float[3], 2, 1, lengths: [1, 2, 2], sampleWeights: [1, 1, 2]);
        var sequences = new SequenceDataset<float>([[1, 2], [3]], new float[2], 2);
        foreach (int sample in new[] { -1, 3 })
        {
            foreach (Action act in new Action[]
            {
                () => arrays.LengthOf(sample), () => arrays.WeightOf(sample), () => sequences.KeptSteps(sample),
            })
                Assert.StartsWith("Expected a sample within 0..", Assert.Throws<ArgumentOutOfRangeException>(act).Message);
        }
    }

    [Fact]
    public void GradientsThatNoMemoryHoldsAreRefused()
    {
        var model = new ManyAnswers(1);
        var data = new Sized(1 << 30, 1, 1, 50_000, 0);
        var options = new FitOptions { BatchSize = 1 << 30, GradientSlots = int.MaxValue };
        Assert.Contains("Set a smaller FitOptions.GradientSlots", Assert.Throws<ArgumentException>(() => model.Fit(data, options)).Message);
    }

    [Fact]
    public void ALargeDataSetIsRefusedWhereMemoryForItCannotBe()
    {
        var data = new Sized(int.MaxValue, 7, 3, 1, 0);
        foreach (Action act in new Action[] { () => _model.Fit(data, new FitOptions()), () => _model.Evaluate(data) })
            Assert.StartsWith("The data set has 2147483647 samples; at most ", Assert.Throws<ArgumentException>(act).Message);
    }

    [Fact]
    public void ValidationDataAreCheckedBeforeTraining()
    {
        string before = _model.ParameterSha256();
        Refused(Data(), new FitOptions { Validation = Data(features: 4) },
            "SmallGru takes samples of 7 steps x 3 features; the data set has 7 x 4.");
        var other = Samples.For(new SmallGruInDouble(1), 3);
        Refused(Data(), new FitOptions { Validation = other },
            "SmallGru computes in Single, but FitOptions.Validation holds other values. Give a Dataset<Single>.");
        Assert.Equal(before, _model.ParameterSha256());
    }

    [Fact]
    public void ThreadsOfMeasurementsAreChecked()
    {
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => _model.Predict(Data(), threads: 0)).Message;
        Assert.StartsWith("threads must be from 1 to 4096; got 0.", message);
        Assert.Throws<ArgumentOutOfRangeException>(() => _model.Evaluate(Data(), threads: -2));
    }

    /// <summary>Sizes alone.</summary>
    private sealed class Sized(int count, int steps, int features, int targets, int states) : Dataset<float>
    {
        public override int Count => count;

        public override int Steps => steps;

        public override int Features => features;

        public override int Targets => targets;

        public override int InitialStates => states;

        public override void Fill(ReadOnlySpan<int> samples, Span<float> inputs, Span<float> targets) => throw new NotSupportedException();
    }

    private static ArrayDataset<float> Data(int count = 3, int steps = 7, int features = 3, int targets = 1) =>
        new(new float[count * steps * features], new float[count * targets], steps, features, targets);

    private void Refused(FitOptions options, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => _model.Fit(Data(), options)).Message);

    private void Refused(Dataset<float> data, FitOptions options, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => _model.Fit(data, options)).Message);

    private void Refused(Dataset<float> data, string message)
    {
        Refused(data, new FitOptions(), message);
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => _model.Evaluate(data)).Message);
    }
}
