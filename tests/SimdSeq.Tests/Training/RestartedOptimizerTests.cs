using SimdSeq.Data;
using SimdSeq.Tests.Models;

namespace SimdSeq.Tests.Training;

/// <summary>After a step that is not finite, training goes on as a new run with these parameters would.</summary>
public sealed class RestartedOptimizerTests
{
    private static readonly Dictionary<string, Func<Optimizer>> All = new()
    {
        ["SGD"] = () => new Sgd(0.01),
        ["SGD momentum"] = () => new Sgd(0.01, 0.9),
        ["RMSprop"] = () => new RmsProp(0.01),
        ["RMSprop momentum"] = () => new RmsProp(0.01, momentum: 0.9),
        ["Adam"] = () => new Adam(0.01),
        ["AdamW"] = () => new AdamW(0.01),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AStepTooLongIsForgotten(string name) => Forgotten(new SmallGru(1), new SmallGru(2), All[name]);

    [Theory]
    [MemberData(nameof(Names))]
    public void SoItIsWhereStepsLeaveRowsOut(string name) => Forgotten(new LookedUp(1), new LookedUp(2), All[name]);

    [Theory]
    [InlineData("RMSprop")]
    [InlineData("Adam")]
    [InlineData("AdamW")]
    public void AGradientWhoseSquareIsNoNumberStopsBeforeTheOptimizer(string name)
    {
        var model = new LinearInSingle(1);
        string before = model.ParameterSha256();
        using var trainer = model.OpenTrainer(OneHuge(), Alone(All[name]()));
        var stopped = Assert.Throws<TrainingDivergedException>(() => trainer.Step());
        Assert.Contains("the norm of the gradient is 4.2426E+20, and Single cannot hold its square", stopped.Message);
        Assert.Equal(before, model.ParameterSha256());
        trainer.Step();

        var other = new LinearInSingle(1);
        using var plain = other.OpenTrainer(new ArrayDataset<float>([0.5f, -1], [1], 1, 2), Alone(All[name]()));
        plain.Step();
        Assert.Equal(other.ParameterSha256(), model.ParameterSha256());
    }

    [Theory]
    [InlineData("RMSprop", 1.0, null)]
    [InlineData("Adam", 1.0, null)]
    [InlineData("RMSprop", null, 1.0)]
    [InlineData("Adam", null, 1.0)]
    [InlineData("SGD", null, null)] // it takes no square
    public void WhereClippingBringsItBackTrainingGoesOn(string name, double? clipNorm, double? clipValue)
    {
        var model = new LinearInSingle(1);
        using var trainer = model.OpenTrainer(OneHuge(), Alone(All[name]()) with { GlobalClipNorm = clipNorm, ClipValue = clipValue });
        if (name == "SGD") trainer.LearningRate = 1e-20;
        string before = model.ParameterSha256();
        trainer.Step();
        Assert.NotEqual(before, model.ParameterSha256());
        trainer.Step();
    }

    private static void Forgotten(SequenceModel<float> model, SequenceModel<float> other, Func<Optimizer> make)
    {
        var data = Samples.For(model, 20);
        float[] ids = [.. Enumerable.Range(0, 100).Select(i => (float)(i * 17 % 3000))];
        if (model is LookedUp) data = new ArrayDataset<float>(ids, new float[20], 5, 1);
        var options = new FitOptions { BatchSize = 20, Shuffle = false, Optimizer = make() };
        using var trainer = model.OpenTrainer(data, options);
        for (int step = 0; step < 3; step++) trainer.Step();
        string before = model.ParameterSha256();
        trainer.LearningRate = 1e60;
        Assert.Throws<TrainingDivergedException>(() => trainer.Step());
        Assert.Equal(before, model.ParameterSha256());
        Assert.Equal(3, trainer.StepCount);

        trainer.LearningRate = 0.01;
        other.Parameters.Set(model.Parameters.ToArray());
        using var begun = other.OpenTrainer(data, options);
        for (int step = 0; step < 4; step++)
        {
            Assert.Equal(begun.Step(), trainer.Step());
            Assert.Equal(other.ParameterSha256(), model.ParameterSha256());
        }
    }

    private static FitOptions Alone(Optimizer optimizer) =>
        new() { BatchSize = 1, Shuffle = false, Loss = Loss.MeanAbsoluteError, Optimizer = optimizer };

    private static ArrayDataset<float> OneHuge() => new([3e20f, 3e20f, 0.5f, -1], [0, 1], 1, 2);
}
