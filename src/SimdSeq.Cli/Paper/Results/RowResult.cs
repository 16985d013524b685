using System.Text.Json.Serialization;

namespace SimdSeq.Cli;

/// <summary>What a row came to.</summary>
internal sealed record RowResult
{
    /// <summary>Name of the task.</summary>
    public required string Task { get; init; }

    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Whether it is a first look with a small budget, whose figures say nothing about the paper's.</summary>
    public required bool Quick { get; init; }

    /// <summary><c>real</c>, <c>synthetic</c> or <c>generated</c>.</summary>
    public required string Data { get; init; }

    /// <summary>What is measured.</summary>
    public required string Measure { get; init; }

    /// <summary>The figure on the test samples; null where training diverged.</summary>
    public required double? Result { get; init; }

    /// <summary>Which epochs made it.</summary>
    public required string Counted { get; init; }

    /// <summary>Why there is no figure, or none of the whole recipe; null when all went well.</summary>
    public string? Remark { get; init; }

    /// <summary>Trainable values.</summary>
    public required int Parameters { get; init; }

    /// <summary>Epochs that were trained.</summary>
    public required int Epochs { get; init; }

    /// <summary>Epochs of the whole recipe.</summary>
    public required int WholeEpochs { get; init; }

    /// <summary>Training steps.</summary>
    public required long Iterations { get; init; }

    /// <summary>Time of training and measuring, on this machine.</summary>
    public required double Seconds { get; init; }

    /// <summary>What the whole recipe would take here, by the time of an epoch.</summary>
    public required double WholeHours { get; init; }

    /// <summary>Over the bits of the parameters at the end.</summary>
    public required string ParameterSha256 { get; init; }

    /// <summary>How it was trained.</summary>
    public required string Recipe { get; init; }

    /// <summary>The command that gives this row.</summary>
    public required string Command { get; init; }

    /// <summary>Threads.</summary>
    public required int Threads { get; init; }

    /// <summary>Bits of a vector.</summary>
    public required int Simd { get; init; }

    /// <summary>Version of SimdSeq.</summary>
    public required string Version { get; init; }

    /// <summary>The runtime.</summary>
    public required string Runtime { get; init; }

    /// <summary>Validation and test figure after each epoch.</summary>
    public required IReadOnlyList<EpochFigures> Figures { get; init; }

    /// <summary>Iteration and mean training loss since the point before.</summary>
    public required IReadOnlyList<CurvePoint> Curve { get; init; }

    /// <summary>Whether it is about the same as another one: a later result takes its place.</summary>
    public bool IsOf(PaperRow row, long seed, bool quick) =>
        (Task, Model, Seed, Quick) == (row.Task.Name, row.Model, seed, quick);
}

/// <summary>Figures after an epoch.</summary>
/// <param name="Validation">On the validation samples.</param>
/// <param name="Test">On the test samples.</param>
internal sealed record EpochFigures(double Validation, double Test);

/// <summary>A point of a curve.</summary>
/// <param name="Iteration">Training steps.</param>
/// <param name="Loss">Mean loss of the steps since the point before.</param>
internal sealed record CurvePoint(long Iteration, double Loss);

/// <summary>What a killed row had come to, beside the trainer's own state.</summary>
internal sealed record RowProgress
{
    /// <summary>How it is trained; another recipe begins anew.</summary>
    public required string Recipe { get; init; }

    /// <summary>Epochs that are finished.</summary>
    public int Epochs { get; init; }

    /// <summary>Seconds so far.</summary>
    public double Seconds { get; init; }

    /// <summary>Figures of the epochs.</summary>
    public IReadOnlyList<EpochFigures> Figures { get; init; } = [];

    /// <summary>The curve so far.</summary>
    public IReadOnlyList<CurvePoint> Curve { get; init; } = [];
}

/// <summary>How results become JSON, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(List<RowResult>))]
[JsonSerializable(typeof(RowProgress))]
internal sealed partial class RowJson : JsonSerializerContext;
