namespace SimdSeq.Cli;

// The layers of the recipes, with the gradient of the input. The recipes do without: training would be slower, and has no use for it.

/// <summary><see cref="JenaSimpleRnn"/> with the gradient of its input.</summary>
[SequenceModel(steps: 120, features: 14, inputGradient: true)]
[SimpleRnn(32)]
[Dense(1)]
internal sealed partial class ExplainedSimpleRnn;

/// <summary><see cref="JenaLstm"/> with the gradient of its input.</summary>
[SequenceModel(steps: 120, features: 14, inputGradient: true)]
[Lstm(32)]
[Dense(1)]
internal sealed partial class ExplainedLstm;

/// <summary><see cref="JenaGru"/> with the gradient of its input.</summary>
[SequenceModel(steps: 120, features: 14, inputGradient: true)]
[Gru(32)]
[Dense(1)]
internal sealed partial class ExplainedGru;
