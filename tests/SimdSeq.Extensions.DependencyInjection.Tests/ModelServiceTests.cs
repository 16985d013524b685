using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SimdSeq.Extensions.Tests;

/// <summary>A model is a service that is there before the host serves.</summary>
public sealed class ModelServiceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("simdseq-services-").FullName;

    [Fact]
    public async Task AModelIsLoadedOnceBeforeOtherServicesStart()
    {
        string file = Saved("forecaster.model", path => new Forecaster(7).Save(path));
        var builder = Builder();
        bool wasThere = false;
        builder.Services.AddHostedService(services => new AtStart(() =>
        {
            File.Delete(file); // it has been read
            wasThere = services.GetRequiredService<Forecaster>().ParameterSha256() == new Forecaster(7).ParameterSha256();
        }));
        builder.Services.AddSequenceModel<Forecaster>(file);
        using var host = builder.Build();
        await host.StartAsync();
        Assert.True(wasThere);
        Assert.Same(host.Services.GetRequiredService<Forecaster>(), host.Services.GetRequiredService<Forecaster>());
        await host.StopAsync();
    }

    [Fact]
    public void AModelInDoubleIsAServiceToo()
    {
        string file = Saved("double.model", path => new ForecasterInDouble(7).Save(path));
        using var services = new ServiceCollection().AddSequenceModel<ForecasterInDouble>(file)
            .AddBatching<ForecasterInDouble, double>().BuildServiceProvider();
        Assert.Equal(new ForecasterInDouble(7).ParameterSha256(), services.GetRequiredService<ForecasterInDouble>().ParameterSha256());
        Assert.Same(
            services.GetRequiredService<BatchingPredictor<ForecasterInDouble, double>>(),
            services.GetRequiredService<BatchingPredictor<ForecasterInDouble, double>>());
    }

    [Fact]
    public async Task AFileThatIsNotThereEndsTheStart()
    {
        string file = Path.Combine(_folder, "missing.model");
        string message = await RefusalOf(file);
        Assert.StartsWith($"Forecaster cannot be loaded from {file}: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileOfAnotherModelEndsTheStart()
    {
        string file = Saved("reader.model", path => new Reader(1).Save(path));
        string message = await RefusalOf(file);
        Assert.StartsWith($"Forecaster cannot be loaded from {file}: ", message, StringComparison.Ordinal);
        Assert.Contains("Reader", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileThatIsNoModelEndsTheStart()
    {
        string file = Saved("text.model", path => File.WriteAllText(path, "no model at all"));
        string message = await RefusalOf(file);
        Assert.StartsWith($"Forecaster cannot be loaded from {file}: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNoModelIsRefused()
    {
        using var services = new ServiceCollection().AddSequenceModel<object>("any").BuildServiceProvider();
        string message = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<object>()).Message;
        Assert.Contains("declared with [SequenceModel]; got System.Object", message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatUsersSeeIsWhatWasApproved() => SimdSeq.Tests.ApiList.AssertIsApproved(typeof(BatchingOptions).Assembly);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static HostApplicationBuilder Builder() => Host.CreateEmptyApplicationBuilder(null);

    private static async Task<string> RefusalOf(string file)
    {
        var builder = Builder();
        bool hasStarted = false;
        builder.Services.AddHostedService(_ => new AtStart(() => hasStarted = true));
        builder.Services.AddSequenceModel<Forecaster>(file);
        using var host = builder.Build();
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());
        Assert.False(hasStarted);
        Assert.NotNull(refusal.InnerException);
        return refusal.Message;
    }

    private string Saved(string name, Action<string> save)
    {
        string file = Path.Combine(_folder, name);
        save(file);
        return file;
    }

    private sealed class AtStart(Action act) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            act();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
