namespace SimdSeq.Generators.Tests;

/// <summary>What the generator emits compiles without a warning, for every option, and reads as it should.</summary>
public class EmissionTests
{
    private const string Forecaster = "[SequenceModel(steps: 120, features: 14)] [Gru(32)] [Dense(1)] public sealed partial class Forecaster;";

    [Fact]
    public void A_forecaster_compiles()
    {
        string code = Harness.Emit(Forecaster);
        if (Environment.GetEnvironmentVariable("SIMDSEQ_DUMP") is { } path) File.WriteAllText(path, code);
        Assert.Contains("partial class Forecaster : SequenceModel<float>", code);
    }
}
