namespace SimdSeq.Cli;

/// <summary>A recipe with certain settings.</summary>
/// <param name="Values">Name and value of the settings that were chosen, each value written in one way only.</param>
/// <param name="Recipe">The recipe, its model in the chosen sizes.</param>
/// <param name="Settings">How it is trained.</param>
internal sealed record Combination(IReadOnlyList<(string Name, string Value)> Values, Recipe Recipe, TrainingSettings Settings)
{
    /// <summary>The settings in a line, such as <c>units 16, rate 0.001</c>; the recipe's name where none were chosen.</summary>
    public string Text => Values.Count == 0 ? Recipe.Name : string.Join(", ", Values.Select(value => $"{value.Name} {value.Value}"));

    /// <summary>The options that choose them again.</summary>
    public string Options => string.Concat(Values.Select(value => $" --set {value.Name}={value.Value}"));
}
