namespace SimdSeq.Generators.Graph;

/// <summary>What becomes of a recurrence's first and last states.</summary>
/// <param name="FromInput">Whether samples bring the first states with them.</param>
/// <param name="Returned">Whether the last states are answered, and may be read by <see cref="LastState"/>.</param>
/// <param name="Kept">Whether the last states are the first ones of the next call.</param>
internal readonly record struct StateUse(bool FromInput, bool Returned, bool Kept);
