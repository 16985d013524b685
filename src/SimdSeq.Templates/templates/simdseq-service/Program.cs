// POST /forecast takes a window of 48 values and answers with the next one; GET /health says what is served.
//   curl -d "[0.1, 0.2, ...]" -H "Content-Type: application/json" http://localhost:5000/forecast
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using SimdSeq;
using SimdSeq.Data;

// Put a model that you trained here; without one, an example is trained at the first start.
const string ModelFile = "forecaster.model";
if (!File.Exists(ModelFile)) TrainExample();

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, Json.Default));
builder.Services.AddSequenceModel<Forecaster>(ModelFile).AddBatching<Forecaster, float>();
var app = builder.Build();

app.MapPost("/forecast", async ([FromBody] float[] window, BatchingPredictor<Forecaster, float> model, CancellationToken aborted) =>
    window.Length == 48 && window.All(float.IsFinite)
        ? Results.Ok(await model.PredictAsync(window, aborted))
        : Results.BadRequest($"Expected a window of 48 finite values; got {window.Count(float.IsFinite)}."));
app.MapGet("/health", (Forecaster model) => new Health(nameof(Forecaster), model.ParameterCount, model.ParameterSha256()));
app.Run();

static void TrainExample()
{
    float[] series = [.. Enumerable.Range(0, 2000).Select(hour => MathF.Sin(MathF.Tau * hour / 24))];
    float[] windows = [.. Enumerable.Range(0, series.Length - 48).SelectMany(first => series[first..(first + 48)])];
    var data = new ArrayDataset<float>(windows, targets: series[48..], steps: 48, features: 1);
    var model = new Forecaster(seed: 42);
    model.Fit(data, new FitOptions { Epochs = 3, Optimizer = new Adam(0.003) });
    model.Save(ModelFile);
}

internal sealed record Health(string Model, int Parameters, string Sha256);

[JsonSerializable(typeof(float[]))]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(string))]
internal sealed partial class Json : JsonSerializerContext;

[SequenceModel(steps: 48, features: 1)]
[Gru(24)]
[Dense(1)]
public sealed partial class Forecaster;
