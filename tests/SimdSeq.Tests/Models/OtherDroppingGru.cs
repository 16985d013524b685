namespace SimdSeq.Tests.Models;

/// <summary>The layers of <see cref="DroppingGru"/> under another name.</summary>
[SequenceModel(steps: 7, features: 3)]
[Gru(8, dropout: 0.2, recurrentDropout: 0.2)]
[Dense(2)]
public sealed partial class OtherDroppingGru;
