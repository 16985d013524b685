namespace SimdSeq.Cli.Tests;

public sealed class GradientCurveTests(SmallRecord record) : IClassFixture<SmallRecord>
{
    [Fact]
    public void FallsBackFromItsLargestStep()
    {
        GradientCurve curve = Of(0.5, 0.0005, 0.3, 0.009, 1, 0.005);
        Assert.Equal((5, 1.0), (curve.StepOfMaximum, curve.Maximum));
        Assert.Equal((4, 2), (curve.StepBelow(0.01), curve.StepBelow(0.001)));
        Assert.Equal(100, curve.FirstToLast!.Value, 10);
    }

    [Fact]
    public void AnExplodingOneFallsNowhere()
    {
        GradientCurve curve = Of(1000, 10, 0.1);
        Assert.Equal(1, curve.StepOfMaximum);
        Assert.Null(curve.StepBelow(0.01));
        Assert.Equal(1e4, curve.FirstToLast!.Value, 6);
    }

    [Fact]
    public void ZerosHaveNoRatioButAPicture()
    {
        GradientCurve curve = Of(0, 0, 0);
        Assert.Null(curve.FirstToLast);
        Assert.Null(curve.StepBelow(0.01));
        Assert.DoesNotContain("NaN", GradientChart.Draw("zeros", [curve]));
        Assert.DoesNotContain("NaN", GradientChart.Draw("a step", [Of(1, 0, 1e-30)]));
        Assert.DoesNotContain("NaN", GradientChart.Draw("one step", [Of(1)]));
    }

    [Fact]
    public void AGradientThatIsNoNumberIsAnError()
    {
        Problem problem = JenaForecast.Open(new ProblemRequest(record.Path, "", CancellationToken.None));
        SequenceModel<float> model = ExplainedRecipes.All.Find("jena-gru")!.CreateModel!(1);
        Assert.Equal(120, Measure().Norms.Count);

        float[] values = model.Parameters.ToArray();
        values.AsSpan(^33..).Fill(float.MaxValue); // the last layer: sums of them are infinite
        model.Parameters.Set(values);
        string message = Assert.Throws<FailureException>(Measure).Message;
        Assert.Contains("expected a finite gradient of jena-gru, epoch 3", message);
        Assert.Contains("--learning-rate", message);

        GradientCurve Measure() => GradientCurve.Measure(JenaGru.Recipe, model, 3, null, problem, 10, CancellationToken.None);
    }

    private static GradientCurve Of(params double[] norms) => new(JenaGru.Recipe, Parameters: 1, Epoch: 0, Validation: null, norms);
}
