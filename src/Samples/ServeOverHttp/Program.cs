// A forecast over HTTP: POST /forecast takes a window of 48 hourly values and answers with the next 6; GET /health says what is served.
//   curl -d "[0.1, 0.2, ...]" -H "Content-Type: application/json" http://localhost:5000/forecast
// --quick asks it itself, 200 times at once, and ends. A first start trains the model, on a day's rise and fall, and saves it.
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using SimdSeq;
using SimdSeq.Data;

bool quick = args.Contains("--quick");
string file = quick ? Path.GetTempFileName() : "load.model";
if (quick || !File.Exists(file)) Train(file);

var builder = WebApplication.CreateSlimBuilder();
if (quick) builder.WebHost.UseUrls("http://127.0.0.1:0");
if (quick) builder.Logging.ClearProviders();
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, Json.Default));
builder.Services.AddSequenceModel<LoadForecaster>(file).AddBatching<LoadForecaster, float>();
var app = builder.Build();

// Requests that come at the same time are answered together. Without AddBatching: (window, LoadForecaster model) => model.Predict(window).
app.MapPost("/forecast", async ([FromBody] float[] window, BatchingPredictor<LoadForecaster, float> model, CancellationToken aborted) =>
    window.Length == 48 && window.All(float.IsFinite)
        ? Results.Ok(await model.PredictAsync(window, aborted))
        : Results.BadRequest($"Expected a window of 48 finite values; got {window.Count(float.IsFinite)}."));
app.MapGet("/health", (LoadForecaster model) => new Health("LoadForecaster", model.ParameterCount, model.ParameterSha256()));

if (!quick) app.Run();
else
{
    await app.StartAsync();
    using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    Console.WriteLine(await client.GetStringAsync("/health"));
    float[][] windows = [.. Enumerable.Range(0, 200).Select(hour => Enumerable.Range(hour, 48).Select(Load).ToArray())];
    float[]?[] answers = await Task.WhenAll(windows.Select(Ask));
    var direct = app.Services.GetRequiredService<LoadForecaster>();
    int same = windows.Zip(answers).Count(pair => direct.Predict(pair.First).AsSpan().SequenceEqual(pair.Second));
    Console.WriteLine($"{same} of {answers.Length} answers are those of Predict; the first: {string.Join(", ", answers[0]!)}");
    await app.StopAsync();
    File.Delete(file);
    return same == answers.Length ? 0 : 1;

    async Task<float[]?> Ask(float[] window)
    {
        using var response = await client.PostAsJsonAsync("/forecast", window, Json.Default.SingleArray);
        return await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(Json.Default.SingleArray);
    }
}

return 0;

static float Load(int hour) => MathF.Sin(MathF.Tau * hour / 24) + 0.3f * MathF.Sin(MathF.Tau * hour / 168);

static void Train(string file)
{
    float[] inputs = [.. Enumerable.Range(0, 2000).SelectMany(first => Enumerable.Range(first, 48).Select(Load))];
    float[] targets = [.. Enumerable.Range(0, 2000).SelectMany(first => Enumerable.Range(first + 48, 6).Select(Load))];
    var model = new LoadForecaster(seed: 42);
    model.Fit(ArrayDataset.For(model, [inputs], [targets]), new FitOptions { Epochs = 3, Optimizer = new Adam(0.005) });
    model.Save(file);
}

internal sealed record Health(string Model, int Parameters, string Sha256);

[JsonSerializable(typeof(float[]))]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(string))]
internal sealed partial class Json : JsonSerializerContext;

[SequenceModel(steps: 48, features: 1)]
[Gru(24)]
[Dense(6)]
internal sealed partial class LoadForecaster;
