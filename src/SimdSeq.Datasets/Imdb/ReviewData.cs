namespace SimdSeq.Datasets;

/// <summary>Reviews to train on and to test with.</summary>
/// <param name="Training">The reviews that words are counted in.</param>
/// <param name="Test">The other reviews.</param>
/// <param name="Source">Where they come from.</param>
/// <param name="Vocabulary">
/// Words by falling frequency: word <c>i</c> has the id <c>i + 4</c>. Empty when the source has no words
/// (<see cref="ReviewSource.WordRanks"/>).
/// </param>
public sealed record ReviewData(ReviewSet Training, ReviewSet Test, ReviewSource Source, IReadOnlyList<string> Vocabulary);
