using System;
using Microsoft.CodeAnalysis;

namespace SimdSeq.Generators.Reading;

/// <summary>What stops the reading of <c>Forward</c>.</summary>
/// <param name="id">The diagnostic's id, or <see cref="Problem.OfTheCompiler"/>.</param>
/// <param name="place">Where it stands.</param>
/// <param name="chain">The calls that led there.</param>
/// <param name="message">The sentence to show.</param>
internal sealed class ForwardMistakeException(string id, SyntaxNode place, CallChain? chain, string message) : Exception(message)
{
    public string Id { get; } = id;

    public SyntaxNode Place { get; } = place;

    public CallChain? Chain { get; } = chain;
}
