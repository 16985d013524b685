using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Emission;

/// <summary>What became of a declaration.</summary>
/// <param name="HintName">The name of its file.</param>
/// <param name="MetadataName">The class, as a compilation knows it.</param>
/// <param name="Text">The emitted part.</param>
/// <param name="Problems">The mistakes; if it is a model, warnings alone.</param>
internal sealed record EmittedModel(string HintName, string MetadataName, string Text, EquatableArray<Problem> Problems);
