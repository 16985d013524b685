using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SimdSeq.Generators.Reading;

/// <summary>
/// Reads the equation of a user's loss and derives it by the answer, value by value beside its derivative. It stops at the first thing that
/// has no derivative.
/// </summary>
internal sealed class LossReader
{
    public const string Attribute = "SimdSeq.LossAttribute";

    private const int MaxSize = 250;
    private const string Value = "SimdSeq.LossValue";

    private readonly SemanticModel _semantics;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<string, Term> _known = [];
    private readonly List<string> _statements = [];
    private readonly HashSet<string> _names = ["answer", "target", "slope", "T"];

    private LossReader(SemanticModel semantics, CancellationToken cancellation)
    {
        _semantics = semantics;
        _cancellation = cancellation;
    }

    /// <summary>The loss; or what is wrong with it, and where, unless the compiler says it.</summary>
    public static (LossDeclaration? Loss, string? Message, Location? Place) Read(
        IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not MethodDeclarationSyntax syntax)
            return default;
        try
        {
            return (ReadOrThrow(method, syntax, compilation, cancellation), null, null);
        }
        catch (EquationMistakeException mistake)
        {
            return (null, mistake.Message, mistake.Location);
        }
    }

    private static LossDeclaration ReadOrThrow(
        IMethodSymbol method, MethodDeclarationSyntax syntax, Compilation compilation, CancellationToken cancellation)
    {
        var name = syntax.Identifier.GetLocation();
        var semantics = compilation.GetSemanticModel(syntax.SyntaxTree);
        var signature = method.Parameters;
        bool isEquation = method.IsStatic && method.TypeParameters.Length == 0 && method.ReturnType.ToDisplayString() == Value
            && signature.Length >= 2 && signature.Take(2).All(parameter => parameter.Type.ToDisplayString() == Value)
            && signature.Skip(2).All(parameter => parameter.Type.SpecialType == SpecialType.System_Double)
            && signature.All(parameter => parameter.RefKind == RefKind.None);
        if (!isEquation)
            throw new EquationMistakeException(name, $"The loss {method.Name} must be static LossValue {method.Name}(LossValue answer, "
                + "LossValue target, ...), the rest double.");
        var types = syntax.Ancestors().OfType<TypeDeclarationSyntax>().ToList();
        if (types.FirstOrDefault(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword)) is { } whole)
            throw new EquationMistakeException(whole.Identifier.GetLocation(),
                $"{whole.Identifier.ValueText} holds the loss {method.Name} and must be partial, so that the generator can write beside "
                + "it.");
        if (types.FirstOrDefault(type => type.TypeParameterList is not null) is { } generic)
            throw new EquationMistakeException(generic.Identifier.GetLocation(),
                $"{generic.Identifier.ValueText} holds the loss {method.Name} and cannot have type parameters.");
        int size = syntax.DescendantNodes().Count(node => node is ExpressionSyntax and not TypeSyntax);
        if (size > MaxSize)
            throw new EquationMistakeException(name, FormattableString.Invariant(
                $"The loss {method.Name} consists of {size:N0} values, numbers, calls and operators; at most {MaxSize:N0} are possible."));
        if (Readability.HasErrors(syntax, semantics, cancellation))
            throw new EquationMistakeException(null, "The compiler's error says why.");
        return new LossReader(semantics, cancellation).Read(method, syntax, types);
    }

    private LossDeclaration Read(IMethodSymbol method, MethodDeclarationSyntax syntax, List<TypeDeclarationSyntax> types)
    {
        _known[method.Parameters[0].Name] = new("answer", "T.One");
        _known[method.Parameters[1].Name] = new("target", null);
        foreach (var constant in method.Parameters.Skip(2))
        {
            string name = Unique(constant.Name);
            _statements.Add($"T {name} = T.CreateTruncating(_{constant.Name});");
            _known[constant.Name] = new(name, null);
        }

        var result = EquationBody.Read(
            syntax, (name, value) => _known[name] = Named(Read(value), name), Read, Mistake,
            "The equation of a loss must return its value.", _cancellation);
        _statements.Add($"slope = {Bare(result.Slope ?? "T.Zero")};");
        _statements.Add($"return {Bare(result.Text)};");
        string visible = types[0].Modifiers.Any(SyntaxKind.PublicKeyword) ? "public" : "internal";
        types.Reverse();
        return new(
            method.ContainingNamespace.IsGlobalNamespace ? "" : method.ContainingNamespace.ToDisplayString(),
            new([.. types.Select(type => type.Keyword.ValueText
                + (type is RecordDeclarationSyntax { ClassOrStructKeyword.ValueText: { Length: > 0 } kind } ? " " + kind : "")
                + " " + type.Identifier.Text)]),
            visible, method.Name, new([.. method.Parameters.Skip(2).Select(parameter => parameter.Name)]), new([.. _statements]));
    }

    private Term Read(ExpressionSyntax expression)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_semantics.GetConstantValue(expression, _cancellation) is { HasValue: true, Value: var constant }
            && constant is double or float or int or long or short or byte)
            return new(Number(Convert.ToDouble(constant, CultureInfo.InvariantCulture)), null);
        switch (expression)
        {
            case ParenthesizedExpressionSyntax parenthesized:
                return Read(parenthesized.Expression);
            case IdentifierNameSyntax name:
                return _known.TryGetValue(name.Identifier.ValueText, out var known) ? known
                    : throw Mistake(name, "is no value of this loss");
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } negation:
                var operand = Read(negation.Operand);
                return new($"(-{operand.Text})", operand.Slope is null ? null : $"(-{operand.Slope})");
            case BinaryExpressionSyntax binary:
                return Read(binary);
            case ConditionalExpressionSyntax { Condition: var condition } choice:
                return Chosen(Condition(condition), Read(choice.WhenTrue), Read(choice.WhenFalse));
            case InvocationExpressionSyntax call when _semantics.GetSymbolInfo(call, _cancellation).Symbol is IMethodSymbol method
                && method.ContainingType.ToDisplayString() == Value:
                return Applied(method.Name, [.. call.ArgumentList.Arguments.Select(argument => Read(argument.Expression))]);
            default:
                throw Mistake(expression, "has no derivative that the generator knows");
        }
    }

    private Term Read(BinaryExpressionSyntax binary)
    {
        char sign = binary.Kind() switch
        {
            SyntaxKind.AddExpression => '+',
            SyntaxKind.SubtractExpression => '-',
            SyntaxKind.MultiplyExpression => '*',
            SyntaxKind.DivideExpression => '/',
            _ => throw Mistake(binary, "has no derivative that the generator knows"),
        };
        Term a = Read(binary.Left), b = Read(binary.Right);
        string text = $"({a.Text} {sign} {b.Text})";
        if (sign is '+') return new(text, Sum(a.Slope, b.Slope));
        if (sign is '-') return new(text, b.Slope is null ? a.Slope : a.Slope is null ? $"(-{b.Slope})" : $"({a.Slope} - {b.Slope})");
        if (sign is '*') return new(text, Sum(Product(a.Slope, b.Text), Product(b.Slope, a.Text)));
        if (b.Slope is null) return new(text, a.Slope is null ? null : $"({a.Slope} / {b.Text})");
        b = Named(b, "divisor");
        var quotient = Named(new($"({a.Text} / {b.Text})", null), "quotient");
        string change = a.Slope is null ? $"(-{Product(b.Slope, quotient.Text)})" : $"({a.Slope} - {Product(b.Slope, quotient.Text)})";
        return new(quotient.Text, $"({change} / {b.Text})");
    }

    private Term Applied(string function, Term[] operands)
    {
        Term a = Named(operands[0], "x");
        switch (function)
        {
            case "Abs": return new($"T.Abs({a.Text})", Product(a.Slope, $"LossArithmetic.Sign({a.Text})"));
            case "Square": return new($"({a.Text} * {a.Text})", Product(a.Slope, $"({a.Text} + {a.Text})"));
            case "Max" or "Min":
                var b = Named(operands[1], "x");
                return Chosen($"{a.Text} {(function == "Max" ? ">=" : "<=")} {b.Text} || T.IsNaN({a.Text})", a, b);
        }

        Term value = Named(new(function == "Sqrt" ? $"T.Sqrt({a.Text})" : $"LossArithmetic.{function}({a.Text})", null), "y");
        string derivative = function switch
        {
            "Exp" => value.Text,
            "Log" => $"(T.One / {a.Text})",
            "Sqrt" => $"(T.One / ({value.Text} + {value.Text}))",
            _ => $"(T.One - {value.Text} * {value.Text})",
        };
        return new(value.Text, Product(a.Slope, derivative));
    }

    private Term Chosen(string condition, Term a, Term b)
    {
        string isFirst = Unique("isFirst");
        _statements.Add($"bool {isFirst} = {condition};");
        bool hasSlope = a.Slope is not null || b.Slope is not null;
        return new($"({isFirst} ? {a.Text} : {b.Text})", hasSlope ? $"({isFirst} ? {a.Slope ?? "T.Zero"} : {b.Slope ?? "T.Zero"})" : null);
    }

    private string Condition(ExpressionSyntax condition)
    {
        while (condition is ParenthesizedExpressionSyntax parenthesized) condition = parenthesized.Expression;
        return condition is BinaryExpressionSyntax { OperatorToken.ValueText: "<" or ">" or "<=" or ">=" } comparison
            ? $"{Read(comparison.Left).Text} {comparison.OperatorToken.ValueText} {Read(comparison.Right).Text}"
            : throw Mistake(condition, "is no comparison of two values");
    }

    // A name for what is more than a name, so that it is computed once.
    private Term Named(Term term, string name)
    {
        string text = term.Text, slope = term.Slope ?? "";
        if (!text.All(IsOfName))
        {
            text = Unique(name);
            _statements.Add($"T {text} = {Bare(term.Text)};");
        }

        if (slope.Length > 0 && slope != "T.One" && !slope.All(IsOfName))
        {
            string of = slope;
            slope = Unique("d" + text.Substring(0, 1).ToUpperInvariant() + text.Substring(1));
            _statements.Add($"T {slope} = {Bare(of)};");
        }

        return new(text, slope.Length > 0 ? slope : null);
    }

    // Without the parentheses around all of it.
    private static string Bare(string text)
    {
        if (text[0] != '(') return text;
        int depth = 0, end = 0;
        do
        {
            depth += text[end] == '(' ? 1 : text[end] == ')' ? -1 : 0;
            end++;
        }
        while (depth > 0);

        return end == text.Length ? text.Substring(1, end - 2) : text;
    }

    private static bool IsOfName(char letter) => char.IsLetterOrDigit(letter) || letter == '_';

    private string Unique(string name)
    {
        if (SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None) name += "_";
        string unique = name;
        for (int i = 2; !_names.Add(unique); i++) unique = name + i;
        return unique;
    }

    private static string? Sum(string? a, string? b) => a is null ? b : b is null ? a : $"({a} + {b})";

    private static string? Product(string? slope, string factor) =>
        slope is null ? null : slope == "T.One" ? factor : $"({slope} * {factor})";

    private static string Number(double value) => value switch
    {
        0 => "T.Zero",
        1 => "T.One",
        _ => $"T.CreateTruncating({value.ToString("R", CultureInfo.InvariantCulture)}{(value == Math.Floor(value) ? "d" : "")})",
    };

    private static EquationMistakeException Mistake(SyntaxNode node, string what) => new(node.GetLocation(),
        $"'{EquationBody.Shown(node)}' {what}. The equation of a loss consists of 'var name = ...;' and 'return ...;' with +, -, *, /, "
            + "comparisons in 'c ? a : b', numbers, its own values and the functions of LossValue.");

    // A value and its derivative by the answer, as code; without one where it does not depend on the answer.
    private readonly struct Term(string text, string? slope)
    {
        public string Text { get; } = text;

        public string? Slope { get; } = slope;
    }
}
