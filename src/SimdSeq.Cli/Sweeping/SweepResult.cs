using System.Text.Json.Serialization;

namespace SimdSeq.Cli;

/// <summary>What a run of a sweep came to.</summary>
internal sealed record SweepResult
{
    /// <summary>What it was trained with and on, down to the last setting: a run of the same key gives the same bits.</summary>
    public required string Key { get; init; }

    /// <summary>Name of the recipe.</summary>
    public required string Recipe { get; init; }

    /// <summary>The settings that were chosen, by name.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Whether the data were real, synthetic or generated.</summary>
    public required string Data { get; init; }

    /// <summary>What figures measure.</summary>
    public required string Measure { get; init; }

    /// <summary>The best epoch's figure on the validation samples; null when training diverged.</summary>
    public double? Validation { get; init; }

    /// <summary>Likewise on the test samples; null while nobody measured it.</summary>
    public double? Test { get; init; }

    /// <summary>All that was measured on the test samples, by name.</summary>
    public IReadOnlyDictionary<string, double>? TestFigures { get; init; }

    /// <summary>The epoch with the best figure, from 1; 0 when training diverged.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>Epochs that were trained.</summary>
    public required int Epochs { get; init; }

    /// <summary>Why there is no figure; null when there is one.</summary>
    public string? Remark { get; init; }

    /// <summary>Trainable values.</summary>
    public required int Parameters { get; init; }

    /// <summary>Of the best epoch's parameters; null when training diverged.</summary>
    public string? ParameterSha256 { get; init; }

    /// <summary>Seconds of training, the last part of a run that was killed.</summary>
    public required double Seconds { get; init; }

    /// <summary>The command that trains it alone.</summary>
    public required string Command { get; init; }

    /// <summary>Threads.</summary>
    public required int Threads { get; init; }

    /// <summary>Bits of a vector.</summary>
    public required int Simd { get; init; }

    /// <summary>Version of SimdSeq.</summary>
    public required string Version { get; init; }

    /// <summary>The .NET runtime.</summary>
    public required string Runtime { get; init; }
}

/// <summary>How results become JSON, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(List<SweepResult>))]
internal sealed partial class SweepJson : JsonSerializerContext;
