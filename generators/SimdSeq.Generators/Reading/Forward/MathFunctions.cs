using System;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace SimdSeq.Generators.Reading;

/// <summary>The functions of <c>Math</c> that may be called.</summary>
internal static class MathFunctions
{
    public const string Names = "Max, Min, Abs, Pow, Sqrt, Exp, Log, Log2, Log10, Floor, Ceiling and Round of Math";

    public static object? Evaluate(string name, object?[] arguments, ITypeSymbol type)
    {
        bool areWhole = type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64;
        if (areWhole)
        {
            if (!arguments.All(argument => argument is int or long)) return null;
            long[] whole = [.. arguments.Select(argument => Convert.ToInt64(argument, CultureInfo.InvariantCulture))];
            return ConstantArithmetic.Convert(OfWhole(name, whole), type, isChecked: true);
        }

        if (!arguments.All(argument => argument is int or long or float or double)) return null;
        double[] numbers = [.. arguments.Select(argument => Convert.ToDouble(argument, CultureInfo.InvariantCulture))];
        return ConstantArithmetic.Convert(Of(name, numbers), type);
    }

    private static object? OfWhole(string name, long[] numbers) => (name, numbers.Length) switch
    {
        ("Max", 2) => Math.Max(numbers[0], numbers[1]),
        ("Min", 2) => Math.Min(numbers[0], numbers[1]),
        ("Abs", 1) => Math.Abs(numbers[0]),
        _ => null,
    };

    private static object? Of(string name, double[] numbers) => numbers.Length switch
    {
        1 => Of(name, numbers[0]),
        2 => Of(name, numbers[0], numbers[1]),
        _ => null,
    };

    private static object? Of(string name, double a, double b) => name switch
    {
        "Max" => Math.Max(a, b),
        "Min" => Math.Min(a, b),
        "Pow" => Math.Pow(a, b),
        "Log" => Math.Log(a, b),
        _ => null,
    };

    private static object? Of(string name, double a) => name switch
    {
        "Abs" => Math.Abs(a),
        "Sqrt" => Math.Sqrt(a),
        "Exp" => Math.Exp(a),
        "Log" => Math.Log(a),
        "Log2" => Log2(a),
        "Log10" => Math.Log10(a),
        "Floor" => Math.Floor(a),
        "Ceiling" => Math.Ceiling(a),
        "Round" => Math.Round(a),
        _ => null,
    };

    // Exact where the number is a power of two, as Math.Log2 is, which this version of .NET lacks.
    private static double Log2(double a)
    {
        double near = Math.Round(Math.Log(a, 2));
        return Math.Pow(2, near) == a ? near : Math.Log(a, 2);
    }
}
