namespace SimdSeq.Cli;

/// <summary>What <c>train --json</c> writes. Property names become snake_case.</summary>
internal sealed record TrainingReport
{
    public required string Recipe { get; init; }

    public required DataReport Data { get; init; }

    /// <summary>Trainable values.</summary>
    public required int Parameters { get; init; }

    public required IReadOnlyList<EpochReport> Epochs { get; init; }

    public required double BestValidationMae { get; init; }

    public required double BestValidationCelsius { get; init; }

    /// <summary>Number of the epoch, from 1; 0 when there was nothing to train.</summary>
    public required int BestEpoch { get; init; }

    public required double BaselineValidationMae { get; init; }

    public required double BaselineValidationCelsius { get; init; }

    public required double BaselineTestMae { get; init; }

    public required double BaselineTestCelsius { get; init; }

    /// <summary>Of the best epoch's parameters.</summary>
    public required double TestMae { get; init; }

    public required double TestCelsius { get; init; }

    /// <summary>Over the bits of the best epoch's parameters, which are also those saved.</summary>
    public required string ParameterSha256 { get; init; }

    public required int Threads { get; init; }

    public required int Simd { get; init; }

    /// <summary>Managed bytes, in the median epoch: where a garbage collection falls into an epoch, its count is uncertain.</summary>
    public required double BytesAllocatedPerStep { get; init; }

    public required long Seed { get; init; }

    public required int StepsPerEpoch { get; init; }

    public required int BatchSize { get; init; }

    public required double LearningRate { get; init; }

    public required string Version { get; init; }

    public required string Runtime { get; init; }
}
