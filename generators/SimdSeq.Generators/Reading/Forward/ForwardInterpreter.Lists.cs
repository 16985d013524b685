using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

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

    private Place Element(IArrayElementReferenceOperation element, ForwardFrame frame)
    {
        if (element.Indices.Length != 1 || Evaluate(element.ArrayReference, frame) is not ArrayValue array)
            throw Unreadable(element, frame);
        return Element(array, element.Indices[0], frame);
    }

    private Place Element(ArrayValue array, IOperation index, ForwardFrame frame)
    {
        // ^1 counts from the end.
        bool isFromEnd = index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat };
        object? at = Evaluate(isFromEnd ? ((IUnaryOperation)index).Operand : index, frame);
        int place = at is int number ? isFromEnd ? array.Items.Count - number : number : -1;
        return new(() => array.Items[InRange()], value => array.Set(InRange(), value));

        // C# asks when the value is read or written: a list may have grown meanwhile.
        int InRange()
        {
            if (place >= 0 && place < array.Items.Count) return place;
            string length = array.Items.Count.ToString(CultureInfo.InvariantCulture);
            throw Mistake(index.Syntax, frame, "is no place of the array", $"Its length is {length}.");
        }
    }

    private static bool IsList(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "List", Arity: 1 } && type.ContainingNamespace.ToDisplayString() == "System.Collections.Generic";
}
