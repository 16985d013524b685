using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using static System.FormattableString;

namespace SimdSeq.Generators.Reading;

/// <content>Arrays and lists.</content>
internal sealed partial class ForwardInterpreter
{
    private object Array(IArrayCreationOperation array, ForwardFrame frame)
    {
        if (array.DimensionSizes.Length != 1 || array.Type is not IArrayTypeSymbol type) throw Unreadable(array, frame);
        if (array.Initializer is { } initializer)
            return Bounded(new([.. initializer.ElementValues.Select(element => Evaluate(element, frame))]), array, frame);
        object? size = Evaluate(array.DimensionSizes[0], frame);
        if (size is not (int or long)) throw Unreadable(array, frame);
        long length = System.Convert.ToInt64(size, CultureInfo.InvariantCulture);
        if (length is < 0 or > MaxItems) throw Mistake(array.Syntax, frame, "has no length that can be read", "Use 0 to 10,000.");
        return new ArrayValue([.. Enumerable.Repeat(Default(type.ElementType), (int)length)]);
    }

    private static ArrayValue Bounded(ArrayValue array, IOperation operation, ForwardFrame frame) =>
        array.Items.Count <= MaxItems ? array : throw Mistake(operation.Syntax, frame, "is too long", "Use at most 10,000 values.");

    private static object? Default(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Boolean ? false : ConstantArithmetic.Convert(0, type);

    private IEnumerable<object?> Elements(IOperation element, ForwardFrame frame) => element is ISpreadOperation spread
        ? Evaluate(spread.Operand, frame) is ArrayValue array ? array.Items : throw Unreadable(element, frame)
        : [Evaluate(element, frame)];

    private ArrayValue List(IObjectCreationOperation creation, ForwardFrame frame)
    {
        var list = new ArrayValue([], isList: true);
        foreach (var added in creation.Initializer?.Initializers ?? [])
        {
            if (added is not IInvocationOperation { TargetMethod.Name: "Add", Arguments.Length: 1 } add) throw Unreadable(added, frame);
            list.Add(Evaluate(add.Arguments[0].Value, frame));
        }

        return Bounded(list, creation, frame);
    }

    private Place Element(IOperation element, ForwardFrame frame)
    {
        var (array, index) = element switch
        {
            IArrayElementReferenceOperation { Indices.Length: 1 } one => (one.ArrayReference, one.Indices[0]),
            IImplicitIndexerReferenceOperation one => (one.Instance, one.Argument),
            _ => throw Unreadable(element, frame),
        };
        return Item(Evaluate(array, frame) as ArrayValue ?? throw Unreadable(element, frame), index, frame);
    }

    private Place Item(ArrayValue array, IOperation index, ForwardFrame frame)
    {
        int place = PlaceOf(index, array, frame);
        return new(() => array.Items[InRange()], value => array.Set(InRange(), value));

        // C# asks when the value is read or written: a list may have grown meanwhile.
        int InRange()
        {
            if (place >= 0 && place < array.Items.Count) return place;
            throw Mistake(index.Syntax, frame, "is no place of the array", Invariant($"Its length is {array.Items.Count}."));
        }
    }

    private ArrayValue Part(IOperation whole, IRangeOperation range, IOperation part, ForwardFrame frame)
    {
        var array = Evaluate(whole, frame) as ArrayValue ?? throw Unreadable(part, frame);
        int length = array.Items.Count;
        int first = range.LeftOperand is { } from ? PlaceOf(from, array, frame) : 0;
        int end = range.RightOperand is { } to ? PlaceOf(to, array, frame) : length;
        if (first < 0 || first > end || end > length)
            throw Mistake(part.Syntax, frame, "is no part of the array", Invariant($"Its length is {length}."));
        return new([.. array.Items.Skip(first).Take(end - first)], array.IsList);
    }

    // ^1 counts from the end.
    private int PlaceOf(IOperation index, ArrayValue array, ForwardFrame frame)
    {
        if (index is IConversionOperation { Type.Name: "Index" } conversion) index = conversion.Operand;
        bool isFromEnd = index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat };
        object? at = Evaluate(isFromEnd ? ((IUnaryOperation)index).Operand : index, frame);
        return at is not int number ? -1 : isFromEnd ? array.Items.Count - number : number;
    }

    private static bool IsList(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "List", Arity: 1 } && type.ContainingNamespace.ToDisplayString() == "System.Collections.Generic";
}
