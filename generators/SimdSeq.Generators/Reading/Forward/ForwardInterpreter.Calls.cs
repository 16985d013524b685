using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static System.FormattableString;

namespace SimdSeq.Generators.Reading;

/// <content>Calls: of layers, of the user's methods, of <c>Math</c>.</content>
internal sealed partial class ForwardInterpreter
{
    private object? Call(IInvocationOperation call, ForwardFrame frame)
    {
        var method = call.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke) return Invoke(call, frame);
        if (method.ContainingType?.ToDisplayString() == ForwardReader.Functions) return LayerFunction(call, frame);
        if (method.ContainingType?.ToDisplayString() == ForwardReader.States) return InitialState(call, frame);
        if (method.ContainingType is { Name: "Math" } math && math.ContainingNamespace.ToDisplayString() == "System")
        {
            object?[] arguments = [.. Arguments(call, frame)];
            return Computed(() => MathFunctions.Evaluate(method.Name, arguments, method.ReturnType), call, frame)
                ?? throw Mistake(call.Syntax, frame, "is no function that can be read", $"Use {MathFunctions.Names}.");
        }

        if (call.Instance is not null && IsList(method.ContainingType)) return ListMethod(call, frame);
        bool isOrdinary = method is { MethodKind: MethodKind.Ordinary, IsStatic: true };
        if (!isOrdinary && method.MethodKind != MethodKind.LocalFunction)
            throw Mistake(call.Syntax, frame, "calls a method of an object", "Make it a static method of this project.");
        return Call(method, [.. Arguments(call, frame)], method.MethodKind == MethodKind.LocalFunction ? frame : null, call.Syntax, frame);
    }

    // Each call of a method is a scope: names of layers begin anew in it.
    private object? Call(IMethodSymbol method, object?[] arguments, ForwardFrame? around, SyntaxNode site, ForwardFrame frame)
    {
        var chain = new CallChain(method.Name, site, frame.Chain);
        CheckDepth(chain, frame);
        var body = BodyOf(method, site, frame);
        return Run(body, method.Parameters, arguments, new(recorder.ScopeOf(method, frame.Scope), chain, around));
    }

    private static void CheckDepth(CallChain chain, ForwardFrame frame)
    {
        if (chain.Depth > MaxDepth)
            throw Mistake(chain.Site, frame, Invariant($"is the call number {MaxDepth + 1} within each other"), "Bound the recursion.");
    }

    private object? Invoke(IInvocationOperation call, ForwardFrame frame)
    {
        object? called = Evaluate(call.Instance!, frame);
        object?[] arguments = [.. Arguments(call, frame)];
        switch (called)
        {
            case LayerValue layer:
                bool isMerging = arguments.Length == 1 && arguments[0] is ArrayValue;
                return recorder.Apply(layer, isMerging ? ((ArrayValue)arguments[0]!).Items : arguments, CalledIn(call), frame);
            case EachValue each:
                return CallEach(each, arguments, call, frame);
            case FunctionValue { Body: { } body } lambda:
                var chain = new CallChain("lambda", call.Syntax, frame.Chain);
                CheckDepth(chain, frame);
                return Run(body, lambda.Method.Parameters, arguments, new(lambda.Around!.Scope, chain, lambda.Around));
            case FunctionValue function:
                return Call(function.Method, arguments, function.Around, call.Syntax, frame);
            default:
                throw Mistake(CalledIn(call), frame, "is no layer and no function", "Call a layer: Dense(1)(x).");
        }
    }

    private object Function(IOperation target, ForwardFrame frame)
    {
        switch (target)
        {
            case IAnonymousFunctionOperation { Symbol.IsAsync: false } lambda:
                return new FunctionValue(lambda.Symbol, lambda.Body, frame);
            case IMethodReferenceOperation { Method: { IsStatic: true } method }
                when method.ContainingType?.ToDisplayString() == ForwardReader.Functions
                    && method.ReturnType.ToDisplayString() == ForwardReader.Tensor:
                return recorder.Create(recorder.ActivationCalled(method), target.Syntax, frame);
            case IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } method }:
                return new FunctionValue(method, null, frame);
            case IMethodReferenceOperation { Method: { IsStatic: true, MethodKind: MethodKind.Ordinary } method }:
                return new FunctionValue(method, null, null);
            case IConversionOperation or IDelegateCreationOperation:
                return Evaluate(target, frame) ?? throw Unreadable(target, frame);
            default:
                throw Unreadable(target, frame);
        }
    }

    private object LayerFunction(IInvocationOperation call, ForwardFrame frame)
    {
        var method = call.TargetMethod;
        if (method.ReturnType.ToDisplayString() == ForwardReader.Tensor)
        {
            object? x = Arguments(call, frame).Single();
            return recorder.Apply(recorder.Create(recorder.ActivationCalled(method), call.Syntax, frame), [x], CalledIn(call), frame);
        }

        var sites = call.Arguments.Where(argument => argument.ArgumentKind == ArgumentKind.Explicit)
            .ToDictionary(argument => argument.Parameter!.Name, argument => argument.Syntax);
        object?[] arguments = [.. Arguments(call, frame)];
        return method.Name == "Each"
            ? recorder.Each(arguments[0], arguments[1] as string, sites, call.Syntax, frame)
            : recorder.Create(method, arguments, sites, call.Syntax, frame);
    }

    private object InitialState(IInvocationOperation call, ForwardFrame frame)
    {
        object?[] arguments = [.. Arguments(call, frame)];
        if (arguments[0] is not LayerValue layer)
            throw Mistake(call.Syntax, frame, "gives states to what is no layer", "Write for instance Gru(32).InitialState(h)(x).");
        return layer with { InitialStates = (arguments[1] as ArrayValue)?.Items ?? [null] };
    }

    private object? ListMethod(IInvocationOperation call, ForwardFrame frame)
    {
        if (Evaluate(call.Instance!, frame) is not ArrayValue list) throw Unreadable(call, frame);
        switch (call.TargetMethod.Name, call.Arguments.Length)
        {
            case ("Add", 1):
                list.Add(Evaluate(call.Arguments[0].Value, frame));
                Bounded(list, call, frame);
                return null;
            case ("ToArray", 0):
                return new ArrayValue([.. list.Items]);
            default:
                throw Mistake(call.Syntax, frame, "cannot be read",
                    "Of a list there are Add, Count, ToArray, [i], [^i], [i..j] and foreach.");
        }
    }

    // In the order of the parameters; they are evaluated in that of the source.
    private IEnumerable<object?> Arguments(IInvocationOperation call, ForwardFrame frame)
    {
        var values = call.Arguments.Select(argument => (argument.Parameter!.Ordinal, Value: Evaluate(argument.Value, frame))).ToList();
        return values.OrderBy(argument => argument.Ordinal).Select(argument => argument.Value);
    }

    private static SyntaxNode CalledIn(IInvocationOperation call) =>
        call.Syntax is InvocationExpressionSyntax invocation ? invocation.Expression : call.Syntax;
}
