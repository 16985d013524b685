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
        Refused(new FitOptions { ClipNorm = 0 }, "FitOptions.ClipNorm must be above 0, or null; got 0.");
        Refused(new FitOptions { ClipNorm = double.NaN }, "FitOptions.ClipNorm must be above 0, or null; got NaN.");
        Refused(new FitOptions { Threads = 0 }, "FitOptions.Threads must be at least 1; got 0.");
        Refused(new FitOptions { GradientSlots = 0 }, "FitOptions.GradientSlots must be at least 1; got 0.");
        Refused(new FitOptions { Loss = null! }, "FitOptions.Loss must be a loss; got null.");
        Refused(new FitOptions { Optimizer = null! }, "FitOptions.Optimizer must be an optimizer; got null.");
        Assert.Throws<ArgumentNullException>(() => _model.Fit(Samples.For(_model, 3), null!));
        Assert.Throws<ArgumentNullException>(() => _model.Fit(null!, new FitOptions()));
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
    public void ValidationDataAreCheckedBeforeTraining()
    {
        string before = _model.ParameterSha256();
        Refused(Data(), new FitOptions { Validation = Data(features: 4) }, "SmallGru takes samples of 7 steps x 3 features; the data set has 7 x 4.");
        var other = Samples.For(new SmallGruInDouble(1), 3);
        Refused(Data(), new FitOptions { Validation = other }, "SmallGru computes in Single, but FitOptions.Validation holds other values. Give a Dataset<Single>.");
        Assert.Equal(before, _model.ParameterSha256());
    }

    [Fact]
    public void ThreadsOfMeasurementsAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _model.Predict(Data(), threads: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _model.Evaluate(Data(), threads: -2));
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
