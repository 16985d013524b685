using System.Numerics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SimdSeq;

/// <summary>Asks a served model for one answer: it must be there, and its answer finite.</summary>
/// <typeparam name="TModel">The model.</typeparam>
/// <param name="services">Where it is asked for.</param>
internal sealed class SequenceModelCheck<TModel>(IServiceProvider services) : IHealthCheck where TModel : class
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Check(context.Registration.FailureStatus));

    private HealthCheckResult Check(HealthStatus failure)
    {
        try
        {
            return services.GetRequiredService<TModel>() switch
            {
                SequenceModel<float> model => Probe(model, failure),
                SequenceModel<double> model => Probe(model, failure),
                var other => throw new InvalidOperationException(
                    $"The check takes a model that is declared with [SequenceModel]; got {other.GetType()}."),
            };
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return new(failure, $"{typeof(TModel).Name} does not answer: {e.Message}", e);
        }
    }

    // Ones are values, and ids of every table but one of a single row; an id of 0 may stand for nothing.
    private static HealthCheckResult Probe<T>(SequenceModel<T> model, HealthStatus failure)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sample = new T[model.SampleValues];
        sample.AsSpan().Fill(T.One);
        var answers = model.Predict(sample);
        int wrong = answers.Count(answer => !T.IsFinite(answer));
        var data = new Dictionary<string, object>
        {
            ["model"] = typeof(TModel).Name,
            ["parameters"] = model.ParameterCount,
            ["sha256"] = model.ParameterSha256(),
        };
        return wrong == 0
            ? new(HealthStatus.Healthy, $"{typeof(TModel).Name} answers.", data: data)
            : new(failure, $"{typeof(TModel).Name} answers with values that are not finite ({wrong} of {answers.Length}). "
                + "Its parameters may hold such.", data: data);
    }
}
