using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SimdSeq.Extensions.Tests;

/// <summary>A served model is healthy where it answers with finite values.</summary>
public class SequenceModelCheckTests
{
    [Fact]
    public async Task AModelThatAnswersIsHealthyAndSaysWhichItIs()
    {
        var entry = await EntryOf(
            services => services.AddSingleton(new Forecaster(7)), "Forecaster", checks => checks.AddSequenceModelCheck<Forecaster>());
        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Equal("Forecaster answers.", entry.Description);
        Assert.Equal(new Forecaster(7).ParameterSha256(), entry.Data["sha256"]);
        Assert.Equal(new Forecaster(7).ParameterCount, entry.Data["parameters"]);
    }

    [Fact]
    public async Task OneInDoubleAndOneOfIdsAreAskedToo()
    {
        var inDouble = await EntryOf(
            services => services.AddSingleton(new ForecasterInDouble(7)), "mine",
            checks => checks.AddSequenceModelCheck<ForecasterInDouble>("mine"));
        Assert.Equal(HealthStatus.Healthy, inDouble.Status);
        var ofIds = await EntryOf(
            services => services.AddSingleton(new Reader(7)), "Reader", checks => checks.AddSequenceModelCheck<Reader>());
        Assert.Equal(HealthStatus.Healthy, ofIds.Status);
    }

    [Fact]
    public async Task OneWhoseAnswersAreNotFiniteIsNot()
    {
        var model = new Forecaster(7);
        model.Parameters["dense/bias"].Set([0, float.NaN]);
        var entry = await EntryOf(services => services.AddSingleton(model), "Forecaster",
            checks => checks.AddSequenceModelCheck<Forecaster>(failureStatus: HealthStatus.Degraded));
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Contains("values that are not finite (1 of 2)", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneWhoseFileIsMissingIsNot()
    {
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.model");
        var entry = await EntryOf(
            services => services.AddSequenceModel<Forecaster>(file), "Forecaster", checks => checks.AddSequenceModelCheck<Forecaster>());
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Contains(file, entry.Description, StringComparison.Ordinal);
    }

    private static async Task<HealthReportEntry> EntryOf(
        Action<IServiceCollection> register, string name, Action<IHealthChecksBuilder> check)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        register(services);
        check(services.AddHealthChecks());
        await using var provider = services.BuildServiceProvider();
        return (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries[name];
    }
}
