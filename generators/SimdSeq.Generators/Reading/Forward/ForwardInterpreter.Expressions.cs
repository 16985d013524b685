using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SimdSeq.Generators.Reading;

/// <content>Expressions.</content>
internal sealed partial class ForwardInterpreter
{
    private const int MaxText = 1_000, MaxItems = 10_000;

    private object? Evaluate(IOperation operation, ForwardFrame frame)
    {
        Count(operation, frame);
        if (operation.ConstantValue.HasValue) return operation.ConstantValue.Value;
        switch (operation)
        {
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand, frame);
            case ILocalReferenceOperation local:
                return Read(local.Local, operation, frame);
            case IParameterReferenceOperation parameter:
                return Read(parameter.Parameter, operation, frame);
            case IFieldReferenceOperation field:
                return Field(field, frame);
            case IInvocationOperation call:
                return Call(call, frame);
            case IConversionOperation conversion:
                return Convert(conversion, frame);
            case IDelegateCreationOperation creation:
                return Function(creation.Target, frame);
            case IAnonymousFunctionOperation lambda:
                return Function(lambda, frame);
            case IBinaryOperation binary:
                return Binary(binary, frame);
            case IUnaryOperation unary:
                return Unary(unary, frame);
            case ICompoundAssignmentOperation compound:
                return CompoundAssignment(compound, frame);
            case IIncrementOrDecrementOperation step:
                return Increment(step, frame);
            case ISimpleAssignmentOperation { IsRef: false } assignment:
                return Assign(assignment, frame);
            case IDeconstructionAssignmentOperation assignment:
                return Deconstruct(assignment, frame);
            case ICoalesceOperation choice:
                return Evaluate(choice.Value, frame) ?? Evaluate(choice.WhenNull, frame);
            case ICoalesceAssignmentOperation assignment:
                return CoalesceAssignment(assignment, frame);
            case IConditionalOperation { WhenFalse: { } otherwise } condition:
                return Evaluate(IsTrue(condition.Condition, frame) ? condition.WhenTrue : otherwise, frame);
            case ISwitchExpressionOperation choice:
                return SwitchExpression(choice, frame);
            case IIsPatternOperation test:
                return Matches(test.Pattern, Evaluate(test.Value, frame), frame);
            case ITupleOperation tuple:
                return new TupleValue([.. tuple.Elements.Select(element => Evaluate(element, frame))]);
            case IArrayCreationOperation array:
                return Array(array, frame);
            case ICollectionExpressionOperation collection:
                var items = collection.Elements.SelectMany(element => Elements(element, frame));
                return Bounded(new([.. items], IsList(collection.Type)), operation, frame);
            case IObjectCreationOperation { Arguments.Length: 0 } list when IsList(list.Type):
                return List(list, frame);
            case IArrayElementReferenceOperation { Indices.Length: 1 } part when part.Indices[0] is IRangeOperation range:
                return Part(part.ArrayReference, range, part, frame);
            case IImplicitIndexerReferenceOperation { Argument: IRangeOperation range } part:
                return Part(part.Instance, range, part, frame);
            case IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation:
                return Element(operation, frame).Read();
            case IPropertyReferenceOperation property:
                return Property(property, frame);
            case IInterpolatedStringOperation text:
                return Interpolated(text, frame);
            case IDefaultValueOperation { Type.IsValueType: true } value:
                return Default(value.Type!);
            default:
                throw Unreadable(operation, frame);
        }
    }

    private static object? Read(ISymbol variable, IOperation operation, ForwardFrame frame) => frame.TryGet(variable, out object? value)
        ? value
        : throw Mistake(operation.Syntax, frame, "has no value here", "Give it one before.");

    private object? Field(IFieldReferenceOperation field, ForwardFrame frame)
    {
        if (field.Instance is not null && field.Field.ContainingType.IsTupleType && Evaluate(field.Instance, frame) is TupleValue tuple)
        {
            string name = (field.Field.CorrespondingTupleField ?? field.Field).Name; // Item1, Item2, ...
            if (int.TryParse(name.Substring("Item".Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                && number <= tuple.Items.Count)
                return tuple.Items[number - 1];
        }

        throw Mistake(field.Syntax, frame, "is a field, whose value is not known when the model is compiled",
            CanBeConst(field.Type) ? "Make it const, a parameter or a local variable."
                : $"Make {(field.Type is IArrayTypeSymbol ? "the array" : IsList(field.Type) ? "the list" : "it")} within Forward.");

        static bool CanBeConst(ITypeSymbol? type) => type is { TypeKind: TypeKind.Enum }
            or { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_String };
    }

    private object? Binary(IBinaryOperation binary, ForwardFrame frame)
    {
        object? left = Evaluate(binary.LeftOperand, frame);
        switch (binary.OperatorKind, left)
        {
            case (BinaryOperatorKind.ConditionalAnd, false) or (BinaryOperatorKind.ConditionalOr, true):
                return left;
            case (BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr, bool):
                return Evaluate(binary.RightOperand, frame);
        }

        object? right = Evaluate(binary.RightOperand, frame);
        if (IsOfTensor(binary.OperatorMethod)) return recorder.Operator(binary.OperatorKind, left, right, binary.Syntax, frame);
        if (binary.OperatorMethod is not (null or { ContainingType.SpecialType: SpecialType.System_String }))
            throw Unreadable(binary, frame);
        return Arithmetic(binary.OperatorKind, left, right, binary.IsChecked, binary, frame);
    }

    private object? Unary(IUnaryOperation unary, ForwardFrame frame)
    {
        object? operand = Evaluate(unary.Operand, frame);
        if (IsOfTensor(unary.OperatorMethod)) return recorder.Negative(operand, unary.Syntax, frame);
        return Computed(() => ConstantArithmetic.Unary(unary.OperatorKind, operand, unary.IsChecked), unary, frame)
            ?? throw Unreadable(unary, frame);
    }

    private static object Arithmetic(
        BinaryOperatorKind kind, object? left, object? right, bool isChecked, IOperation operation, ForwardFrame frame)
    {
        object? result = Computed(() => ConstantArithmetic.Binary(kind, left, right, isChecked), operation, frame);
        if (result is string { Length: > MaxText }) throw Mistake(operation.Syntax, frame, "is too long a text", "Use a shorter one.");
        return result ?? throw Mistake(operation.Syntax, frame, "cannot be computed when the model is compiled",
            "Use int, long, float, double, bool and string.");
    }

    private static object? Computed(Func<object?> compute, IOperation operation, ForwardFrame frame)
    {
        try
        {
            return compute();
        }
        catch (ArithmeticException wrong)
        {
            throw Mistake(operation.Syntax, frame, wrong is DivideByZeroException ? "divides by zero" : "overflows", "Give other numbers.");
        }
    }

    private object? Convert(IConversionOperation conversion, ForwardFrame frame)
    {
        object? value = Evaluate(conversion.Operand, frame);
        if (conversion.OperatorMethod is not null) throw Unreadable(conversion, frame);
        if (value is TupleValue) return Converted(value, conversion.Type);
        if (value is null or TensorValue or LayerValue or EachValue or FunctionValue or ArrayValue or string or bool) return value;
        if (conversion.Type is null or { IsReferenceType: true }) return value;
        return Computed(() => ConstantArithmetic.Convert(value, conversion.Type, conversion.IsChecked), conversion, frame)
            ?? throw Unreadable(conversion, frame);
    }

    // The turns of a foreach and the parts of a tuple are converted without an operation that says so.
    private static object? Converted(object? value, ITypeSymbol? type) => value is TupleValue tuple
        ? type is INamedTypeSymbol { IsTupleType: true, TupleElements: var elements } && elements.Length == tuple.Items.Count
            ? new TupleValue([.. tuple.Items.Zip(elements, (item, element) => Converted(item, element.Type))])
            : tuple
        : ConstantArithmetic.Convert(value, type) ?? value;

    private object? SwitchExpression(ISwitchExpressionOperation choice, ForwardFrame frame)
    {
        object? value = Evaluate(choice.Value, frame);
        foreach (var arm in choice.Arms)
        {
            if (Matches(arm.Pattern, value, frame) && (arm.Guard is null || IsTrue(arm.Guard, frame))) return Evaluate(arm.Value, frame);
        }

        throw Mistake(choice.Syntax, frame, "has no arm for this value", "Add '_ => ...'.");
    }

    private bool Matches(IPatternOperation pattern, object? value, ForwardFrame frame)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return true;
            case IConstantPatternOperation constant:
                return Equals(value, Evaluate(constant.Value, frame));
            case IRelationalPatternOperation relation:
                return ConstantArithmetic.Binary(relation.OperatorKind, value, Evaluate(relation.Value, frame)) is true;
            case INegatedPatternOperation negated:
                return !Matches(negated.Pattern, value, frame);
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                return Matches(both.LeftPattern, value, frame) && Matches(both.RightPattern, value, frame);
            case IBinaryPatternOperation either:
                return Matches(either.LeftPattern, value, frame) || Matches(either.RightPattern, value, frame);
            case IDeclarationPatternOperation { MatchesNull: true } declaration: // var name
                if (declaration.DeclaredSymbol is { } variable) frame.Declare(variable, value);
                return true;
            case IRecursivePatternOperation { PropertySubpatterns.Length: 0, DeconstructSymbol: null, DeconstructionSubpatterns.Length: 0 }
                something when SymbolEqualityComparer.Default.Equals(something.MatchedType, something.InputType): // { } name
                if (value is not null && something.DeclaredSymbol is { } found) frame.Declare(found, value);
                return value is not null;
            case IRecursivePatternOperation { PropertySubpatterns.Length: 0, DeclaredSymbol: null } tuple
                when value is TupleValue parts && parts.Items.Count == tuple.DeconstructionSubpatterns.Length:
                return tuple.DeconstructionSubpatterns.Zip(parts.Items, (part, item) => Matches(part, item, frame)).All(matches => matches);
            default:
                throw Unreadable(pattern, frame);
        }
    }

    private object? Property(IPropertyReferenceOperation property, ForwardFrame frame)
    {
        object? instance = property.Instance is null ? null : Evaluate(property.Instance, frame);
        switch (instance, property.Property.Name)
        {
            case (ArrayValue array, "Length" or "Count"):
                return array.Items.Count;
            case (ArrayValue array, _) when property.Property.IsIndexer && property.Arguments.Length == 1:
                return Item(array, property.Arguments[0].Value, frame).Read();
            case (string text, "Length"):
                return text.Length;
            default:
                throw Mistake(property.Syntax, frame, "is a property, whose value is not known when the model is compiled",
                    "Use a constant, a parameter or a local variable; a layer decides by the shape of its input itself, as Shortcut does.");
        }
    }

    private string Interpolated(IInterpolatedStringOperation text, ForwardFrame frame)
    {
        string joined = string.Concat(text.Parts.Select(part => part switch
        {
            IInterpolatedStringTextOperation literal => (string?)Evaluate(literal.Text, frame),
            IInterpolationOperation { FormatString: null, Alignment: null } hole =>
                ConstantArithmetic.Text(Evaluate(hole.Expression, frame)),
            _ => throw Unreadable(part, frame),
        }));
        return joined.Length <= MaxText ? joined : throw Mistake(text.Syntax, frame, "is too long a text", "Use a shorter one.");
    }

    private static bool IsOfTensor(IMethodSymbol? method) => method?.ContainingType.ToDisplayString() == ForwardReader.Tensor;
}
