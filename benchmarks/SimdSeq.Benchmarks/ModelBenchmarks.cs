using BenchmarkDotNet.Attributes;

namespace SimdSeq.Benchmarks;

/// <summary>
/// Whole models, among them each recurrent layer alone under its Dense: a training step, predictions and a streamed step.
/// </summary>
[MemoryDiagnoser]
public class ModelBenchmarks
{
    private Trainer<float>? _trainer;
    private ModelStream<float>? _stream;
    private SequenceModel<float>? _model;
    private float[] _inputs = [], _outputs = [];

    [ParamsSource(nameof(Names))]
    public string Model { get; set; } = "";

    public static IEnumerable<string> Names => ModelReport.Rows.Select(row => row.Name);

    [GlobalSetup]
    public void Open()
    {
        var row = ModelReport.Rows.First(row => row.Name == Model);
        _model = row.Model;
        _trainer = ModelReport.Open(row, threads: 1);
        _stream = _model.OpenStream();
        _inputs = row.Inputs;
        _outputs = new float[row.Batch * _model.Outputs];

        // The first step of either makes the memory.
        TrainingStep();
        PredictBatch();
        PredictOne();
    }

    [GlobalCleanup]
    public void Close()
    {
        _trainer!.Dispose();
        _stream!.Dispose();
    }

    [Benchmark]
    public double TrainingStep() => _trainer!.Step();

    [Benchmark]
    public void PredictBatch() => _model!.Predict(_inputs, _outputs);

    [Benchmark]
    public void PredictOne() => _model!.Predict(_inputs.AsSpan(0, _model.SampleValues), _outputs.AsSpan(0, _model.Outputs));

    [Benchmark]
    public float StreamedStep() => _stream!.Step(_inputs.AsSpan(0, _model!.Features))[0];
}
