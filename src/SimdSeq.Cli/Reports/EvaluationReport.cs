namespace SimdSeq.Cli;

/// <summary>What <c>evaluate --json</c> writes. Property names become snake_case.</summary>
internal sealed record EvaluationReport
{
    public required string Recipe { get; init; }

    public required DataReport Data { get; init; }

    public required int Parameters { get; init; }

    public required double ValidationMae { get; init; }

    public required double ValidationCelsius { get; init; }

    public required double BaselineValidationMae { get; init; }

    public required double BaselineValidationCelsius { get; init; }

    public required double TestMae { get; init; }

    public required double TestCelsius { get; init; }

    public required double BaselineTestMae { get; init; }

    public required double BaselineTestCelsius { get; init; }

    public required string ParameterSha256 { get; init; }

    public required int Threads { get; init; }

    public required int Simd { get; init; }

    public required string Version { get; init; }

    public required string Runtime { get; init; }
}
