using System;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SimdSeq.Generators.Reading;

/// <summary>
/// C#'s arithmetic on numbers that are known when the model is compiled. Null where there is none for such operands; where C# throws,
/// so does it.
/// </summary>
internal static class ConstantArithmetic
{
    public static object? Binary(BinaryOperatorKind kind, object? left, object? right, bool isChecked = false)
    {
        if (kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals)
            return AreComparable(left, right) ? AreEqual(left, right) == (kind == BinaryOperatorKind.Equals) : null;
        return (left, right) switch
        {
            (int a, int b) => OfInts(kind, a, b, isChecked),
            (long a, long b) => OfLongs(kind, a, b, isChecked),
            (long a, int b) when kind is BinaryOperatorKind.LeftShift => a << b,
            (long a, int b) when kind is BinaryOperatorKind.RightShift => a >> b,
            (double a, double b) => OfDoubles(kind, a, b),
            (float a, float b) => OfDoubles(kind, a, b) is var result && result is double number ? (float)number : result,
            (bool a, bool b) => OfBooleans(kind, a, b),
            (string, _) or (_, string) when kind == BinaryOperatorKind.Add => Text(left) + Text(right),
            _ => null,
        };
    }

    public static object? Unary(UnaryOperatorKind kind, object? operand, bool isChecked) => (kind, operand) switch
    {
        (UnaryOperatorKind.Plus, int or long or float or double) => operand,
        (UnaryOperatorKind.Minus, int a) => Int(-(long)a, isChecked),
        (UnaryOperatorKind.Minus, long a) => isChecked ? checked(-a) : unchecked(-a),
        (UnaryOperatorKind.Minus, float a) => -a,
        (UnaryOperatorKind.Minus, double a) => -a,
        (UnaryOperatorKind.Not, bool a) => !a,
        (UnaryOperatorKind.BitwiseNegation, int a) => ~a,
        (UnaryOperatorKind.BitwiseNegation, long a) => ~a,
        _ => null,
    };

    /// <summary>A number in another type; of an enumeration, in the type that is under it.</summary>
    public static object? Convert(object? value, ITypeSymbol? type, bool isChecked = false)
    {
        var special = type is INamedTypeSymbol { EnumUnderlyingType: { } underlying } ? underlying.SpecialType : type?.SpecialType;
        if (value is not (int or long or float or double or char or byte or sbyte or short or ushort or uint)) return null;
        double number = System.Convert.ToDouble(value is char letter ? (int)letter : value, CultureInfo.InvariantCulture);
        bool isWhole = value is not (float or double);
        switch (special)
        {
            case SpecialType.System_Int32: return isWhole || isChecked ? Int(Whole(), isChecked) : unchecked((int)number);
            case SpecialType.System_Int64: return Whole();
            case SpecialType.System_Double: return number;
            case SpecialType.System_Single: return (float)number;
            case SpecialType.System_Byte: return isChecked ? checked((byte)Whole()) : unchecked((byte)Whole());
            case SpecialType.System_Int16: return isChecked ? checked((short)Whole()) : unchecked((short)Whole());
            case SpecialType.System_Char: return isChecked ? checked((char)Whole()) : unchecked((char)Whole());
            case SpecialType.System_Object: return value;
            default: return null;
        }

        long Whole() => isWhole ? System.Convert.ToInt64(value is char character ? (int)character : value, CultureInfo.InvariantCulture)
            : isChecked ? checked((long)number) : unchecked((long)number);
    }

    public static string Text(object? value) => System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static bool AreComparable(object? left, object? right) =>
        left is null || right is null || (IsConstant(left) && left.GetType() == right.GetType());

    // Not a number is not itself.
    private static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (double a, double b) => a == b,
        (float a, float b) => a == b,
        _ => Equals(left, right),
    };

    private static bool IsConstant(object value) => value is int or long or float or double or bool or string or char;

    private static int Int(long value, bool isChecked) => isChecked ? checked((int)value) : unchecked((int)value);

    private static object? OfInts(BinaryOperatorKind kind, int a, int b, bool isChecked) => kind switch
    {
        BinaryOperatorKind.Add => Int((long)a + b, isChecked),
        BinaryOperatorKind.Subtract => Int((long)a - b, isChecked),
        BinaryOperatorKind.Multiply => Int((long)a * b, isChecked),
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        BinaryOperatorKind.LeftShift => a << b,
        BinaryOperatorKind.RightShift => a >> b,
        BinaryOperatorKind.And => a & b,
        BinaryOperatorKind.Or => a | b,
        BinaryOperatorKind.ExclusiveOr => a ^ b,
        _ => Comparison(kind, a.CompareTo(b)),
    };

    private static object? OfLongs(BinaryOperatorKind kind, long a, long b, bool isChecked) => kind switch
    {
        BinaryOperatorKind.Add => isChecked ? checked(a + b) : unchecked(a + b),
        BinaryOperatorKind.Subtract => isChecked ? checked(a - b) : unchecked(a - b),
        BinaryOperatorKind.Multiply => isChecked ? checked(a * b) : unchecked(a * b),
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        BinaryOperatorKind.And => a & b,
        BinaryOperatorKind.Or => a | b,
        BinaryOperatorKind.ExclusiveOr => a ^ b,
        _ => Comparison(kind, a.CompareTo(b)),
    };

    private static object? OfDoubles(BinaryOperatorKind kind, double a, double b) => kind switch
    {
        BinaryOperatorKind.Add => a + b,
        BinaryOperatorKind.Subtract => a - b,
        BinaryOperatorKind.Multiply => a * b,
        BinaryOperatorKind.Divide => a / b,
        BinaryOperatorKind.Remainder => a % b,
        BinaryOperatorKind.LessThan => a < b,
        BinaryOperatorKind.LessThanOrEqual => a <= b,
        BinaryOperatorKind.GreaterThan => a > b,
        BinaryOperatorKind.GreaterThanOrEqual => a >= b,
        _ => null,
    };

    private static object? OfBooleans(BinaryOperatorKind kind, bool a, bool b) => kind switch
    {
        BinaryOperatorKind.And => a & b,
        BinaryOperatorKind.Or => a | b,
        BinaryOperatorKind.ExclusiveOr => a ^ b,
        _ => null,
    };

    private static object? Comparison(BinaryOperatorKind kind, int order) => kind switch
    {
        BinaryOperatorKind.LessThan => order < 0,
        BinaryOperatorKind.LessThanOrEqual => order <= 0,
        BinaryOperatorKind.GreaterThan => order > 0,
        BinaryOperatorKind.GreaterThanOrEqual => order >= 0,
        _ => null,
    };
}
