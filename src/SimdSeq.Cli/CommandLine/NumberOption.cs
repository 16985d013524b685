using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace SimdSeq.Cli;

/// <summary>Options that take a number within bounds, and say so when they get something else.</summary>
internal static class NumberOption
{
    /// <summary>A whole number.</summary>
    public static Option<int?> Whole(string name, string description, int least, int most) => Create<int>(
        name, "N", description, NumberStyles.AllowLeadingSign, value => value >= least && value <= most,
        $"a whole number from {least} to {most}");

    /// <summary>A whole number, without bounds.</summary>
    public static Option<long?> Seed(string name, string description) =>
        Create<long>(name, "N", description, NumberStyles.AllowLeadingSign, _ => true, "a whole number of 64 bits");

    /// <summary>A number above zero.</summary>
    public static Option<double?> Positive(string name, string description) =>
        Create<double>(name, "X", description, NumberStyles.Float, value => value > 0 && double.IsFinite(value),
            "a number above 0, such as 0.001");

    /// <summary>A number from zero on.</summary>
    public static Option<double?> FromZero(string name, string description) =>
        Create<double>(name, "X", description, NumberStyles.Float, value => value >= 0 && double.IsFinite(value),
            "a number from 0 on, such as 0.8");

    /// <summary>A share of something.</summary>
    public static Option<double?> Share(string name, string description) =>
        Create<double>(name, "X", description, NumberStyles.Float, value => value is > 0 and <= 1, "a number above 0 and at most 1");

    private static Option<T?> Create<T>(
        string name, string helpName, string description, NumberStyles style, Func<T, bool> holds, string expected)
        where T : struct, INumber<T> => new(name)
        {
            HelpName = helpName,
            Description = description,
            CustomParser = result =>
            {
                string given = result.Tokens[0].Value;
                if (T.TryParse(given, style, CultureInfo.InvariantCulture, out T value) && holds(value)) return value;
                result.AddError($"{name}: expected {expected}; got '{given}'.");
                return null;
            },
        };
}
