namespace SimdSeq.Cli.Tests;

public sealed class GradientCurveTests
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

    private static GradientCurve Of(params double[] norms) => new(JenaGru.Recipe, Parameters: 1, Epoch: 0, Validation: null, norms);
}
