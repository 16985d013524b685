using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SimdSeq.Generators.Reading;

/// <summary>The body of a method that is read as equations: <c>var name = ...;</c>, as many as it likes, and <c>return ...;</c>.</summary>
internal static class EquationBody
{
    /// <summary>Reads it from above.</summary>
    /// <param name="syntax">The method.</param>
    /// <param name="declare">Takes a name and what it stands for.</param>
    /// <param name="result">Reads what is returned.</param>
    /// <param name="mistake">Makes of a place and what it does wrong what is thrown.</param>
    /// <param name="missing">What to say where nothing is returned.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static T Read<T>(
        MethodDeclarationSyntax syntax, Action<string, ExpressionSyntax> declare, Func<ExpressionSyntax, T> result,
        Func<SyntaxNode, string, EquationMistakeException> mistake, string missing, CancellationToken cancellation)
    {
        if (syntax.ExpressionBody is not null) return result(syntax.ExpressionBody.Expression);
        foreach (var statement in syntax.Body?.Statements ?? default)
        {
            cancellation.ThrowIfCancellationRequested();
            switch (statement)
            {
                case LocalDeclarationStatementSyntax { Declaration: var declaration }:
                    foreach (var variable in declaration.Variables)
                    {
                        if (variable.Initializer is null) throw mistake(variable, "declares a value without saying what it is");
                        declare(variable.Identifier.ValueText, variable.Initializer.Value);
                    }

                    break;
                case ReturnStatementSyntax { Expression: { } returned }:
                    return result(returned);
                default:
                    throw mistake(statement, "is no equation");
            }
        }

        throw new EquationMistakeException(syntax.Identifier.GetLocation(), missing);
    }

    /// <summary>A piece of source for a message: in a line, and not the whole of a long one.</summary>
    public static string Shown(SyntaxNode node)
    {
        const int Longest = 200;
        string text = node.ToString().Replace("\r", "").Replace("\n", " ");
        return text.Length <= Longest ? text : text.Substring(0, Longest) + " ...";
    }
}
