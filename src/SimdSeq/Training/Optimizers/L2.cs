namespace SimdSeq;

/// <summary>
/// A penalty on large weights, <c>strength · Σ w²</c>, added to the training loss; gradient <c>2 strength w</c>. Measurements, validation
/// among them, show the loss without it, so that they compare with those of other runs.
/// </summary>
/// <param name="Pattern">Names of parameters, <c>*</c> for any characters: <c>*/kernel</c>, <c>gru/recurrent_kernel</c>.</param>
/// <param name="Strength">Strength.</param>
public sealed record L2(string Pattern, double Strength);
