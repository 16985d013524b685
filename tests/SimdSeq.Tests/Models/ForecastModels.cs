namespace SimdSeq.Tests.Models;

/// <summary>Forecasts the next three values of two columns from four steps of three.</summary>
[SequenceModel(steps: 4, features: 3)]
[Gru(5)]
[Dense(6)]
public sealed partial class SmallForecaster;

[SequenceModel(steps: 4, features: 3, precision: Precision.Double)]
[Gru(5)]
[Dense(6)]
public sealed partial class ForecasterInDouble;

/// <summary>Two answers, say quantiles, of each of six targets.</summary>
[SequenceModel(steps: 4, features: 3)]
[Gru(5)]
[Dense(12)]
public sealed partial class QuantileForecaster;

/// <summary>Answers at every step, with one column.</summary>
[SequenceModel(steps: 4, features: 3)]
[Gru(5, returnSequences: true)]
[Dense(1)]
public sealed partial class StepForecaster;

/// <summary>Three values ahead, with two columns that are known for them.</summary>
[SequenceModel]
public sealed partial class KnownForecaster
{
    private static SymbolicTensor Forward([Input(4, 3)] SymbolicTensor past, [Input(3, 2)] SymbolicTensor known)
    {
        var (_, h) = Layers.Gru(5, returnState: true)(past);
        return Layers.Dense(2)(Layers.Gru(5, returnSequences: true).InitialState(h)(known));
    }
}
