using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SimdSeq;

/// <summary>Asks for a model before any other service starts, so that a server that listens has it.</summary>
/// <typeparam name="TModel">The model.</typeparam>
/// <param name="services">Where it is asked for.</param>
internal sealed class LoadAtStart<TModel>(IServiceProvider services) : IHostedLifecycleService where TModel : class
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<TModel>();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
