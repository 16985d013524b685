using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SimdSeq.Generators.Diagnostics;
using static System.FormattableString;

namespace SimdSeq.Generators.Reading;

/// <summary>
/// Carries out <c>Forward</c> on symbols, as C# would run it: numbers are numbers, a value of the model is a number in the list of calls.
/// It works on the compiler's own operations, so that conversions, defaults and overloads are those of the language. It stops at the first
/// thing that it cannot read.
/// </summary>
internal sealed partial class ForwardInterpreter(Compilation compilation, LayerRecorder recorder, CancellationToken cancellation)
{
    private const int MaxSteps = 100_000, MaxDepth = 50;

    private readonly Dictionary<IMethodSymbol, IOperation> _bodies = new(SymbolEqualityComparer.Default);
    private readonly List<IMethodSymbol> _methods = [];
    private int _steps;

    private enum Flow { Next, Break, Continue, Return }

    /// <summary>The methods that were read, in the order of their first calls.</summary>
    public IReadOnlyList<IMethodSymbol> Methods => _methods;

    /// <summary>Carries out a method of the user.</summary>
    /// <param name="method">The method.</param>
    /// <param name="arguments">Its arguments, in order.</param>
    /// <param name="frame">The variables of the call.</param>
    /// <param name="site">Where it is called.</param>
    public object? Run(IMethodSymbol method, IReadOnlyList<object?> arguments, ForwardFrame frame, SyntaxNode site) =>
        Run(BodyOf(method, site, frame), method.Parameters, arguments, frame);

    private object? Run(IOperation body, IReadOnlyList<IParameterSymbol> parameters, IReadOnlyList<object?> arguments, ForwardFrame frame)
    {
        for (int i = 0; i < parameters.Count; i++) frame.Declare(parameters[i], arguments[i]);
        switch (body)
        {
            case IMethodBodyOperation method:
                Execute((method.BlockBody ?? method.ExpressionBody)!, frame);
                break;
            case ILocalFunctionOperation local:
                Execute((local.Body ?? local.IgnoredBody)!, frame);
                break;
            default:
                Execute(body, frame);
                break;
        }

        return frame.Result;
    }

    private IOperation BodyOf(IMethodSymbol method, SyntaxNode site, ForwardFrame frame)
    {
        if (_bodies.TryGetValue(method, out var known)) return known;
        var part = method.PartialImplementationPart ?? method;
        var syntax = part.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        if (syntax is null || !compilation.ContainsSyntaxTree(syntax.SyntaxTree))
        {
            throw Mistake(site, frame, $"calls {method.ContainingType?.Name}.{method.Name}, whose source is not in this project",
                "Copy it here, or use the layers, static methods of this project and functions of Math.");
        }

        if (syntax is not (MethodDeclarationSyntax or LocalFunctionStatementSyntax))
            throw Mistake(site, frame, $"calls {method.Name}, which is no method", "Make it a static method.");
        if (method.IsAsync || method.IsGenericMethod || method.Parameters.Any(parameter => parameter.RefKind != RefKind.None))
        {
            var (what, wayOut) = method.IsAsync ? ("async", "Write it without.")
                : method.IsGenericMethod ? ("generic", "Write it for the type that it is called with.")
                : ("a method with ref, out or in parameters", "Return values, several as a tuple.");
            throw Mistake(site, frame, $"calls {method.Name}, which is {what}: that cannot be read", wayOut);
        }

        var semantics = compilation.GetSemanticModel(syntax.SyntaxTree);
        if (Readability.HasErrors(syntax, semantics, cancellation))
        {
            throw new ForwardMistakeException(
                Problem.OfTheCompiler, site, frame.Chain, $"The compiler does not accept {method.Name}; its error says why.");
        }

        var body = semantics.GetOperation(syntax, cancellation);
        if (body is null or IMethodBodyOperation { BlockBody: null, ExpressionBody: null }
            or ILocalFunctionOperation { Body: null, IgnoredBody: null })
            throw Mistake(site, frame, $"calls {method.Name}, which has no body", "Write one.");
        _methods.Add(method);
        return _bodies[method] = body;
    }

    private Flow ExecuteAll(IEnumerable<IOperation> statements, ForwardFrame frame)
    {
        foreach (var statement in statements)
        {
            var flow = Execute(statement, frame);
            if (flow != Flow.Next) return flow;
        }

        return Flow.Next;
    }

    private Flow Execute(IOperation statement, ForwardFrame frame)
    {
        Count(statement, frame);
        switch (statement)
        {
            case IBlockOperation block:
                return ExecuteAll(block.Operations, frame.Block());
            case IVariableDeclarationGroupOperation group:
                foreach (var variable in group.Declarations.SelectMany(declaration => declaration.Declarators)) Declare(variable, frame);
                return Flow.Next;
            case IExpressionStatementOperation expression:
                Evaluate(expression.Operation, frame);
                return Flow.Next;
            case IReturnOperation { Kind: OperationKind.Return } result:
                frame.Result = result.ReturnedValue is { } value ? Evaluate(value, frame) : null;
                return Flow.Return;
            case IConditionalOperation condition:
                var taken = IsTrue(condition.Condition, frame) ? condition.WhenTrue : condition.WhenFalse;
                return taken is null ? Flow.Next : Execute(taken, frame);
            case IForLoopOperation loop:
                return For(loop, frame);
            case IForEachLoopOperation loop:
                return ForEach(loop, frame);
            case IWhileLoopOperation loop:
                return While(loop, frame);
            case ISwitchOperation choice:
                return Switch(choice, frame);
            case IBranchOperation { BranchKind: BranchKind.Break }:
                return Flow.Break;
            case IBranchOperation { BranchKind: BranchKind.Continue }:
                return Flow.Continue;
            case IEmptyOperation or ILocalFunctionOperation:
                return Flow.Next;
            case IThrowOperation:
                throw Mistake(statement.Syntax, frame, "is reached", "Give arguments for which it is not.");
            default:
                throw Unreadable(statement, frame);
        }
    }

    private void Declare(IVariableDeclaratorOperation variable, ForwardFrame frame)
    {
        var initializer = variable.Initializer ?? (variable.Parent as IVariableDeclarationOperation)?.Initializer;
        if (variable.Symbol.RefKind != RefKind.None) throw Unreadable(variable, frame);
        frame.Declare(variable.Symbol, initializer is null ? null : Evaluate(initializer.Value, frame));
    }

    private Flow Switch(ISwitchOperation choice, ForwardFrame frame)
    {
        object? value = Evaluate(choice.Value, frame);
        frame = frame.Block();
        var section = choice.Cases.FirstOrDefault(one => one.Clauses.Any(clause => !IsDefault(clause) && Fits(clause)))
            ?? choice.Cases.FirstOrDefault(one => one.Clauses.Any(IsDefault));
        if (section is null) return Flow.Next;
        var flow = ExecuteAll(section.Body, frame);
        return flow == Flow.Break ? Flow.Next : flow;

        static bool IsDefault(ICaseClauseOperation clause) => clause is IDefaultCaseClauseOperation;

        bool Fits(ICaseClauseOperation clause) => clause switch
        {
            ISingleValueCaseClauseOperation single => Equals(value, Evaluate(single.Value, frame)),
            IPatternCaseClauseOperation pattern =>
                Matches(pattern.Pattern, value, frame) && (pattern.Guard is null || IsTrue(pattern.Guard, frame)),
            _ => throw Unreadable(clause, frame),
        };
    }

    private bool IsTrue(IOperation condition, ForwardFrame frame) => Evaluate(condition, frame) is bool value
        ? value
        : throw Mistake(condition.Syntax, frame, "is not known when the model is compiled", "A condition is made of constants.");

    // Every statement and expression is one; so is every turn of a loop, which may have none.
    private void Count(IOperation operation, ForwardFrame frame)
    {
        if (++_steps > MaxSteps)
        {
            throw Mistake(operation.Syntax, frame, Invariant($"is reached after {MaxSteps:N0} steps"),
                "Forward must come to an end: bound its loops and recursions.");
        }

        if (_steps % 64 == 0) cancellation.ThrowIfCancellationRequested();
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
        }
        catch (InsufficientExecutionStackException)
        {
            throw Mistake(operation.Syntax, frame, "is nested too deeply", "Use local variables, or fewer methods within each other.");
        }
    }

    private static ForwardMistakeException Unreadable(IOperation operation, ForwardFrame frame) =>
        Mistake(operation.Syntax, frame, "cannot be read",
            "Forward consists of layers called on values, constants, arithmetic, tuples, arrays, lists, lambdas, local functions, static "
                + "methods of this project, loops (for, foreach, while) and conditions (if, switch, ?:).");

    private static ForwardMistakeException Mistake(SyntaxNode place, ForwardFrame frame, string what, string wayOut) =>
        new(Ids.UnreadableForward, place, frame.Chain, $"'{Shown(place)}' {what}. {wayOut}");

    private static string Shown(SyntaxNode node)
    {
        const int Longest = 60;
        string text = string.Join(" ", node.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= Longest ? text : text.Substring(0, Longest) + " ...";
    }
}
