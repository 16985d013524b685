using System;
using Microsoft.CodeAnalysis;

namespace SimdSeq.Generators.Reading;

/// <summary>What stops the reading of a cell's equations or of a loss.</summary>
/// <param name="location">Where it stands; null: the compiler says that.</param>
/// <param name="message">The sentence to show.</param>
internal sealed class EquationMistakeException(Location? location, string message) : Exception(message)
{
    public Location? Location { get; } = location;
}
