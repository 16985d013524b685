using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SimdSeq.Extensions.Tests;

/// <summary>A service with a minimal API over HTTP, under many requests at once.</summary>
public sealed class HttpTests
{
    private const int Requests = 10_000, Width = 12 * 3;

    [Theory]
    [InlineData("/direct")]
    [InlineData("/batched")]
    public async Task TenThousandConcurrentRequestsHaveTheBitsOfPredict(string route)
    {
        string file = Path.GetTempFileName();
        try
        {
            new Forecaster(7).Save(file);
            await using var app = Service(file);
            await app.StartAsync();
            float[] inputs = Drawn.Values(500 * Width, 1), expected = new Forecaster(7).Predict(inputs);
            using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 64 };
            using var client = new HttpClient(handler) { BaseAddress = new Uri(app.Urls.Single()), Timeout = TimeSpan.FromMinutes(5) };
            int wrong = 0;
            await Task.WhenAll(Enumerable.Range(0, Requests).Select(async i =>
            {
                int sample = i * 7 % 500;
                using var response = await client.PostAsJsonAsync(route, inputs[(sample * Width)..((sample + 1) * Width)]);
                response.EnsureSuccessStatusCode();
                float[]? answer = await response.Content.ReadFromJsonAsync<float[]>();
                if (!answer.AsSpan().SequenceEqual(expected.AsSpan(2 * sample, 2))) Interlocked.Increment(ref wrong);
            }));
            Assert.Equal(0, wrong);
            var batching = app.Services.GetRequiredService<BatchingPredictor<Forecaster, float>>();
            Assert.Equal(route == "/batched" ? Requests : 0, batching.Samples);
            await app.StopAsync();
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static WebApplication Service(string file)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSequenceModel<Forecaster>(file).AddBatching<Forecaster, float>();
        var app = builder.Build();
        app.MapPost("/direct", ([FromBody] float[] window, Forecaster model) => model.Predict(window));
        app.MapPost("/batched", ([FromBody] float[] window, BatchingPredictor<Forecaster, float> model, CancellationToken aborted) =>
            model.PredictAsync(window, aborted));
        return app;
    }
}
