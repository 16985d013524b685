using System.CommandLine;

namespace SimdSeq.Cli;

/// <summary><c>--set NAME=VALUE,...</c></summary>
internal static class SetOption
{
    /// <summary>With one value or more.</summary>
    public static Option<SettingValues[]> Several() => Create(
        "Train with each of these values: a size the recipe is compiled in (units, layers), or "
        + $"{string.Join(", ", TrainingSetting.All.Select(setting => setting.Name))}; may come several times",
        "NAME=VALUE,...", isOne: false);

    /// <summary>With one value.</summary>
    /// <param name="what">What it is for, as a sentence.</param>
    public static Option<SettingValues[]> One(string what) => Create(what, "NAME=VALUE", isOne: true);

    /// <summary>The recipe, compiled in the sizes that were chosen.</summary>
    public static Recipe InSizes(Recipe recipe, SettingValues[]? chosen) =>
        Combinations.Of(recipe, TrainingSettings.Of(recipe, threads: 1, seed: 0), chosen ?? [])[0].Recipe;

    /// <summary>Refuses a setting that has an option of its own, where both were given.</summary>
    /// <exception cref="UsageException">They were.</exception>
    public static void CheckOnce(
        ParseResult parsed, IReadOnlyList<SettingValues> chosen, params IEnumerable<(Option Option, string Setting)> same)
    {
        foreach ((Option option, string setting) in same)
        {
            if (parsed.GetResult(option) is not null && chosen.Any(other => other.Name.Equals(setting, StringComparison.OrdinalIgnoreCase)))
                throw new UsageException($"{option.Name} and --set {setting}: expected one of them, got both.");
        }
    }

    private static Option<SettingValues[]> Create(string description, string helpName, bool isOne) => new("--set")
    {
        HelpName = helpName,
        Description = description,
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result =>
        {
            var read = new List<SettingValues>();
            foreach (string given in result.Tokens.Select(token => token.Value))
            {
                string[] sides = given.Split('=');
                string[] values = sides.Length == 2 ? sides[1].Split(',', StringSplitOptions.TrimEntries) : [];
                if (sides.Length != 2 || sides[0].Trim().Length == 0 || values.Contains(""))
                    result.AddError($"--set: expected a name and its value{(isOne ? "" : "s")}, such as rate=0.001; got '{given}'.");
                else if (isOne && values.Length > 1)
                    result.AddError($"--set: expected one value of {sides[0].Trim()}, got '{sides[1]}'. 'sweep' tries several.");
                else read.Add(new SettingValues(sides[0].Trim(), values));
            }

            return [.. read];
        },
    };
}
