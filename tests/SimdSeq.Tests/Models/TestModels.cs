namespace SimdSeq.Tests.Models;

// The models of these tests: small, with sizes that differ and are no multiples of a vector.

[SequenceModel(steps: 7, features: 3)]
[Gru(5)]
[Dense(1)]
public sealed partial class SmallGru;

/// <summary>Needs the whole sequence.</summary>
[SequenceModel(steps: 7, features: 3)]
[Bidirectional]
[Gru(5)]
[Dense(1)]
public sealed partial class SmallBothWays;

/// <summary>The layers of <see cref="SmallGru"/> under another name.</summary>
[SequenceModel(steps: 7, features: 3)]
[Gru(5)]
[Dense(1)]
public sealed partial class SameLayers;

[SequenceModel(steps: 7, features: 3, precision: Precision.Double)]
[Gru(5)]
[Dense(1)]
public sealed partial class SmallGruInDouble;

/// <summary>Parameters of other shapes than <see cref="SmallGru"/>, under the same names.</summary>
[SequenceModel(steps: 7, features: 4)]
[Gru(5)]
[Dense(1)]
public sealed partial class MoreFeatures;

/// <summary>Parameters of other names.</summary>
[SequenceModel(steps: 7, features: 3)]
[Gru(5, useBias: false)]
[Dense(2)]
[Dense(1)]
public sealed partial class OtherLayers;

[SequenceModel(steps: 7, features: 3)]
[Gru(8, dropout: 0.2, recurrentDropout: 0.2)]
[Dense(2)]
public sealed partial class DroppingGru;

/// <summary>Answers at every step.</summary>
[SequenceModel(steps: 6, features: 2)]
[Gru(5, returnSequences: true)]
[Dense(3)]
public sealed partial class EveryStep;

/// <summary>Without parameters.</summary>
[SequenceModel(steps: 2, features: 5)]
[Flatten]
public sealed partial class NothingToTrain;

/// <summary>y = x·W + b: small enough to check training by hand.</summary>
[SequenceModel(steps: 1, features: 2, precision: Precision.Double)]
[Flatten]
[Dense(1)]
public sealed partial class LinearInDouble;

/// <summary>y = x·W + b.</summary>
[SequenceModel(steps: 1, features: 2)]
[Flatten]
[Dense(1)]
public sealed partial class LinearInSingle;

/// <summary>More answers than values go in.</summary>
[SequenceModel(steps: 1, features: 1)]
[Flatten]
[Dense(50_000)]
public sealed partial class ManyAnswers;

[SequenceModel(steps: 7, features: 3, inputGradient: true)]
[Gru(5)]
[Dense(2)]
public sealed partial class ExplainedInSingle;

[SequenceModel(steps: 7, features: 3, precision: Precision.Double, inputGradient: true)]
[Gru(5)]
[Dense(2)]
public sealed partial class ExplainedInDouble;

/// <summary><see cref="ExplainedInSingle"/> with dropout.</summary>
[SequenceModel(steps: 7, features: 3, inputGradient: true)]
[Gru(5, dropout: 0.5, recurrentDropout: 0.5)]
[Dense(2)]
public sealed partial class ExplainedDropping;

/// <summary>Answers at every step of samples of any length.</summary>
[SequenceModel(steps: 6, features: 2, variableLength: true)]
[Gru(5, returnSequences: true)]
[Dense(3)]
public sealed partial class EveryStepOfAny;

[SequenceModel(steps: 7, features: 3, precision: Precision.Double)]
[Gru(5)]
[Dense(3)]
public sealed partial class ThreeClasses;

/// <summary><see cref="EveryStepOfAny"/> with the gradient of its input.</summary>
[SequenceModel(steps: 6, features: 2, precision: Precision.Double, variableLength: true, inputGradient: true)]
[Gru(5, returnSequences: true)]
[Dense(3)]
public sealed partial class ExplainedOfAny;

/// <summary>Goes on from call to call.</summary>
[SequenceModel(steps: 3, features: 2)]
[Gru(4, stateful: true)]
[Dense(2)]
public sealed partial class GoingOn;

/// <summary>Ids, and goes on from call to call.</summary>
[SequenceModel(steps: 4, features: 1)]
[Embedding(9, 3)]
[Gru(3, stateful: true)]
[Dense(1)]
public sealed partial class IdsGoingOn;

/// <summary>Looks ahead, and goes on from call to call.</summary>
[SequenceModel(steps: 4, features: 2)]
[Bidirectional]
[Gru(3, stateful: true, returnSequences: true)]
[Gru(4, goBackwards: true, stateful: true)]
[Dense(2)]
public sealed partial class GoingOnBothWays;

/// <summary>Looks ahead, with states that come with a sample and states that are answered.</summary>
[SequenceModel(steps: 4, features: 2)]
[Gru(3, goBackwards: true, returnSequences: true, initialState: true)]
[Lstm(4, goBackwards: true, returnSequences: true, initialState: true, returnState: true)]
[Gru(2, returnState: true)]
public sealed partial class BackwardStates;

/// <summary>The states of <see cref="BackwardStates"/>, without looking ahead.</summary>
[SequenceModel(steps: 4, features: 2)]
[Gru(3, returnSequences: true, initialState: true)]
[Lstm(4, returnSequences: true, initialState: true, returnState: true)]
[Gru(2, returnState: true)]
public sealed partial class ForwardStates;

/// <summary>Looks at samples of any length from both ends, and answers at every second step and with one row.</summary>
[SequenceModel(steps: 6, features: 2, variableLength: true)]
public sealed partial class BothWaysOfAny
{
    private static (SymbolicTensor Rows, SymbolicTensor Last) Forward(SymbolicTensor x)
    {
        var y = Layers.MaxPooling1D(2)(Layers.Conv1D(4, 3, padding: Padding.Same)(x));
        var both = Layers.Bidirectional(Layers.Gru(3, returnSequences: true))(y);
        return (Layers.Dense(2)(both), Layers.Dense(3)(Layers.GlobalMaxPooling1D()(both)));
    }
}

/// <summary>Ids, looked at from both ends.</summary>
[SequenceModel(steps: 4, features: 1)]
[Embedding(9, 3)]
[Bidirectional]
[Gru(3)]
[Dense(2)]
public sealed partial class IdsBothWays;

/// <summary>The same, of any length.</summary>
[SequenceModel(steps: 4, features: 1, variableLength: true)]
[Embedding(9, 3)]
[Bidirectional]
[Gru(3)]
[Dense(2)]
public sealed partial class IdsOfAny;

/// <summary>Classes at every step, from ids.</summary>
[SequenceModel(steps: 4, features: 1)]
[Embedding(9, 3)]
[Gru(3, returnSequences: true)]
[Dense(5)]
public sealed partial class IdsToClasses;

/// <summary>Classes at every step of samples of any length, and enough parameters for several ranges of the update.</summary>
[SequenceModel(steps: 5, features: 1, variableLength: true)]
[Embedding(3000, 11, maskZero: true)]
[Gru(8, dropout: 0.2, recurrentDropout: 0.2, returnSequences: true)]
[Dense(4)]
public sealed partial class ManyParameters;

[SequenceModel(steps: 5, features: 1)]
[Embedding(3000, 7)]
[Gru(4)]
[Dense(1)]
public sealed partial class LookedUp;

/// <summary><see cref="GoingOn"/> in double, whose tiles are half as wide.</summary>
[SequenceModel(steps: 3, features: 2, precision: Precision.Double)]
[Gru(4, stateful: true)]
[Dense(2)]
public sealed partial class GoingOnInDouble;

/// <summary>Goes on from call to call, with states that may grow beyond every number.</summary>
[SequenceModel(steps: 3, features: 2, inputGradient: true)]
[SimpleRnn(4, Activation.Relu, stateful: true)]
[Dense(2)]
public sealed partial class GrowingOn;
