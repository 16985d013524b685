using Microsoft.CodeAnalysis.CSharp;

namespace SimdSeq.Generators.Tests.Diagnostics;

/// <summary>A declaration with one mistake, and what must be said about it.</summary>
/// <param name="Name">The kind of mistake.</param>
/// <param name="Source">The declaration; <c>[|</c> and <c>|]</c> stand around the text under the squiggle.</param>
/// <param name="Id">The one id that is reported.</param>
/// <param name="Message">The whole message.</param>
/// <param name="Language">The version of C# of the project.</param>
public sealed record Mistake(string Name, string Source, string Id, string Message, LanguageVersion Language = LanguageVersion.Latest)
{
    /// <summary>The declaration without the marks.</summary>
    public string Code => Source.Replace("[|", "").Replace("|]", "");

    /// <summary>As it stands in a list of mistakes, to be pasted there.</summary>
    public string AsCode => $"new(\"{Name}\",\n    \"{Escape(Source)}\",\n    \"{Id}\", \"{Escape(Message)}\"),";

    public override string ToString() => Name;

    private static string Escape(string text) => text.Replace("\\", "\\\\").Replace("\"", "\\\"");
}
