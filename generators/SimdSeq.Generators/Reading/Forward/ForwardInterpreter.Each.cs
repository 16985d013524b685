using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SimdSeq.Generators.Diagnostics;

namespace SimdSeq.Generators.Reading;

/// <content>Calls of <c>Each</c>.</content>
internal sealed partial class ForwardInterpreter
{
    // The body is carried out once, on one group; a call again is the same calls on other values.
    private TensorValue CallEach(EachValue each, object?[] arguments, IInvocationOperation call, ForwardFrame frame)
    {
        var place = CalledIn(call);
        if (arguments.Length != 1 || arguments[0] is not TensorValue nested)
            throw Mistake(place, frame, "is called on no value", "Call it on a nested sequence.");
        if (each.Calls is { Count: > 0 }) return recorder.Again(each, nested, place, frame);
        if (each.Calls is not null) throw Mistake(place, frame, "is called in its own body", "Call the layer or the method itself.");
        var group = recorder.Enter(each, nested, place, frame);
        object? result = BodyOf(each, group, call, frame);
        return result is TensorValue value
            ? recorder.Leave(each, value, place, frame)
            : throw new ForwardMistakeException(Ids.UnusableForward, place, frame.Chain,
                "The body of Each returns null. Return what it makes of its argument.");
    }

    private object? BodyOf(EachValue each, TensorValue group, IInvocationOperation call, ForwardFrame frame)
    {
        // A layer has its parameters where it is run.
        if (each.Body is LayerValue layer) return recorder.Apply(layer with { Scope = each.Scope }, [group], CalledIn(call), frame);
        if (each.Body is EachValue inner) return CallEach(inner, [group], call, frame);
        var function = (FunctionValue)each.Body;
        var chain = new CallChain(function.Body is null ? function.Method.Name : "lambda", call.Syntax, frame.Chain);
        CheckDepth(chain, frame);
        var body = function.Body ?? BodyOf(function.Method, call.Syntax, frame);
        return Run(body, function.Method.Parameters, [group], new(each.Scope, chain, function.Around));
    }
}
