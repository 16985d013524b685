using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SimdSeq.Generators.Reading;

/// <content>Assignments: first what is assigned to, once, and then the value.</content>
internal sealed partial class ForwardInterpreter
{
    private Place Target(IOperation target, ForwardFrame frame)
    {
        Count(target, frame);
        switch (target)
        {
            case ILocalReferenceOperation { IsDeclaration: true } local:
                return new(() => null, value => frame.Declare(local.Local, value));
            case ILocalReferenceOperation local:
                return new(() => Read(local.Local, target, frame), value => frame.Set(local.Local, value));
            case IParameterReferenceOperation parameter:
                return new(() => Read(parameter.Parameter, target, frame), value => frame.Set(parameter.Parameter, value));
            case IParenthesizedOperation parenthesized:
                return Target(parenthesized.Operand, frame);
            case IDeclarationExpressionOperation declaration:
                return Target(declaration.Expression, frame);
            case IDiscardOperation:
                return new(() => null, recorder.Discard);
            case ITupleOperation tuple:
                return Parts(tuple, frame);
            case IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation:
                return Element(target, frame);
            case IPropertyReferenceOperation { Arguments.Length: 1, Instance: { } instance } indexer
                when Evaluate(instance, frame) is ArrayValue array:
                return Item(array, indexer.Arguments[0].Value, frame);
            default:
                throw NotAssignable(target, frame);
        }
    }

    private Place Parts(ITupleOperation tuple, ForwardFrame frame)
    {
        Place[] parts = [.. tuple.Elements.Select(element => Target(element, frame))];
        return new(() => null, value =>
        {
            if (value is not TupleValue values || values.Items.Count != parts.Length) throw NotAssignable(tuple, frame);
            for (int i = 0; i < parts.Length; i++) parts[i].Write(Converted(values.Items[i], tuple.Elements[i].Type));
        });
    }

    private static ForwardMistakeException NotAssignable(IOperation target, ForwardFrame frame) =>
        Mistake(target.Syntax, frame, "cannot be assigned to", "Use a local variable.");

    private object? Assign(ISimpleAssignmentOperation assignment, ForwardFrame frame)
    {
        var target = Target(assignment.Target, frame);
        object? value = Evaluate(assignment.Value, frame);
        target.Write(value);
        return value;
    }

    // A value of the model is its layer's answer and, behind it, last states.
    private object? Deconstruct(IDeconstructionAssignmentOperation assignment, ForwardFrame frame)
    {
        var target = Target(assignment.Target, frame);
        object? value = Evaluate(assignment.Value, frame);
        var parts = assignment.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : assignment.Target;
        if (value is TensorValue tensor && parts is ITupleOperation tuple)
            value = recorder.WithStates(tensor, tuple.Elements.Length - 1, assignment.Value.Syntax, frame);
        target.Write(value);
        return value;
    }

    private object? CompoundAssignment(ICompoundAssignmentOperation compound, ForwardFrame frame)
    {
        var target = Target(compound.Target, frame);
        object? left = target.Read(), right = Evaluate(compound.Value, frame), result;
        if (IsOfTensor(compound.OperatorMethod))
        {
            result = recorder.Operator(compound.OperatorKind, left, right, compound.Syntax, frame);
        }
        else
        {
            if (compound.OperatorMethod is not null) throw Unreadable(compound, frame);
            if (compound.InConversion.IsNumeric)
                left = ConstantArithmetic.Convert(left, compound.Value.Type) ?? throw Unreadable(compound, frame);
            result = Arithmetic(compound.OperatorKind, left, right, compound.IsChecked, compound, frame);
            result = Computed(() => ConstantArithmetic.Convert(result, compound.Type, compound.IsChecked), compound, frame) ?? result;
        }

        target.Write(result);
        return result;
    }

    private object? CoalesceAssignment(ICoalesceAssignmentOperation assignment, ForwardFrame frame)
    {
        var target = Target(assignment.Target, frame);
        if (target.Read() is { } known) return known;
        object? value = Evaluate(assignment.Value, frame);
        target.Write(value);
        return value;
    }

    private object? Increment(IIncrementOrDecrementOperation step, ForwardFrame frame)
    {
        var target = Target(step.Target, frame);
        object? before = target.Read();
        var kind = step.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
        object one = ConstantArithmetic.Convert(1, step.Type) ?? throw Unreadable(step, frame);
        object after = Arithmetic(kind, before, one, step.IsChecked, step, frame);
        target.Write(after);
        return step.IsPostfix ? before : after;
    }

    /// <summary>What may be assigned to, its array and index evaluated.</summary>
    private sealed record Place(Func<object?> Read, Action<object?> Write);
}
