namespace SimdSeq.Cli;

/// <summary>The common-sense baseline of Chollet, "Deep Learning with Python" (2018), section 6.3.3: the temperature in 24 hours will be
/// that of now.</summary>
internal static class JenaNaive
{
    public static Recipe Recipe { get; } = new(
        "jena-naive", "Temperature in 24 hours: repeat the last value (the baseline)", JenaForecast.Open, CreateModel: null);
}
