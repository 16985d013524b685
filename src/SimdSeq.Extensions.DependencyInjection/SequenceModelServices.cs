using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using SimdSeq;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Models as services.</summary>
public static class SequenceModelServices
{
    /// <summary>
    /// Makes a trained model one object for the whole program: <typeparamref name="TModel"/> can be asked for wherever services are. Its
    /// file is read once, when the host starts and before it serves, or else when the model is first asked for. Any number of threads may
    /// ask the model at once. To serve another file later, load it into another object: a model that is asked cannot change.
    /// </summary>
    /// <example><code>
    /// builder.Services.AddSequenceModel&lt;Forecaster&gt;("forecaster.model");
    /// app.MapPost("/forecast", (float[] window, Forecaster model) => model.Predict(window));
    /// </code></example>
    /// <typeparam name="TModel">A declared model, of either precision.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="path">What <c>Save</c> has written. A path that is not whole begins at the current folder.</param>
    /// <returns>The services.</returns>
    /// <exception cref="InvalidOperationException">
    /// At the start: the file cannot be read, or is not that of such a model; the message has both, and the inner exception says why.
    /// </exception>
    public static IServiceCollection AddSequenceModel<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TModel>(
        this IServiceCollection services, string path)
        where TModel : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(path);
        services.AddSingleton(_ => LoadedModel.From<TModel>(path));
        services.AddSingleton<IHostedService, LoadAtStart<TModel>>();
        return services;
    }

    /// <summary>
    /// Lets requests of the model that come at the same time be answered together: asks for a <see cref="BatchingPredictor{TModel, T}"/>,
    /// one object for the whole program. The model itself comes from <see cref="AddSequenceModel"/>, or is any singleton.
    /// </summary>
    /// <example><code>
    /// builder.Services.AddSequenceModel&lt;Forecaster&gt;("forecaster.model").AddBatching&lt;Forecaster, float&gt;();
    /// app.MapPost("/forecast", (float[] window, BatchingPredictor&lt;Forecaster, float&gt; model, CancellationToken aborted) =>
    ///     model.PredictAsync(window, aborted));
    /// </code></example>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <typeparam name="T">Its precision.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="options">Sizes and waiting times; null means those that <see cref="BatchingOptions"/> has by itself.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddBatching<TModel, T>(this IServiceCollection services, BatchingOptions? options = null)
        where TModel : SequenceModel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(provider => new BatchingPredictor<TModel, T>(provider.GetRequiredService<TModel>(), options));
        return services;
    }

    /// <summary>
    /// Checks a served model: that it is there, and that its answer to a sample of ones is finite. The check's data has the model's name,
    /// the number of its parameters and their SHA-256, so that one sees from outside which file is served.
    /// </summary>
    /// <example><code>
    /// builder.Services.AddHealthChecks().AddSequenceModelCheck&lt;Forecaster&gt;();
    /// app.MapHealthChecks("/health");
    /// </code></example>
    /// <typeparam name="TModel">The model, registered by <see cref="AddSequenceModel"/> or as any singleton.</typeparam>
    /// <param name="builder">The checks.</param>
    /// <param name="name">Name of the check; null means that of the model.</param>
    /// <param name="failureStatus">What a failed check says; null means <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Tags by which checks are chosen.</param>
    /// <returns>The checks.</returns>
    public static IHealthChecksBuilder AddSequenceModelCheck<TModel>(
        this IHealthChecksBuilder builder, string? name = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
        where TModel : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new(name ?? typeof(TModel).Name, services => new SequenceModelCheck<TModel>(services), failureStatus, tags));
    }
}
