using System.IO.Enumeration;

namespace SimdSeq;

/// <summary>Chooses parameters that the gradient moves by name, <c>*</c> for any characters.</summary>
internal static class ParameterPattern
{
    /// <summary>The parameters that a pattern chooses.</summary>
    /// <exception cref="ArgumentException">It chooses none; the message lists the names.</exception>
    public static ParameterInfo[] Find(ReadOnlySpan<ParameterInfo> parameters, string pattern, string option)
    {
        ParameterInfo[] all = Array.FindAll(parameters.ToArray(), parameter => parameter.IsTrained);
        var chosen = Array.FindAll(all, parameter => FileSystemName.MatchesSimpleExpression(pattern, parameter.Name, ignoreCase: false));
        if (chosen.Length > 0) return chosen;
        throw new ArgumentException(
            $"{option}: no trained parameter is named '{pattern}'. The model has: "
            + $"{string.Join(", ", all.Select(parameter => parameter.Name))}.");
    }
}
