using System.Globalization;

namespace SimdSeq.Cli;

/// <summary>
/// Every combination of the values that settings were given: sizes of the recipe's declared models, and settings of training.
/// </summary>
internal static class Combinations
{
    /// <summary>The names that a recipe's settings have: its sizes, then those of training.</summary>
    public static IReadOnlyList<string> NamesOf(Recipe recipe) =>
        [.. SizeNames(recipe), .. TrainingSetting.All.Select(setting => setting.Name)];

    /// <summary>The sizes that a recipe is compiled in, such as <c>units 16, 32, 64; layers 1, 2</c>.</summary>
    public static string SizesOf(Recipe recipe) =>
        string.Join("; ", SizeNames(recipe).Select(name => $"{name} {string.Join(", ", Values(recipe, name).Select(Text))}"));

    /// <summary>The combinations, the first setting changing last.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="settings">The settings that are not chosen.</param>
    /// <param name="chosen">The settings that are.</param>
    /// <exception cref="UsageException">A name or a value is none, or comes twice, or the recipe has no model of such sizes.</exception>
    public static IReadOnlyList<Combination> Of(Recipe recipe, TrainingSettings settings, IReadOnlyList<SettingValues> chosen)
    {
        IEnumerable<Combination> all = [new Combination([], recipe, settings)];
        var named = new HashSet<string>();
        foreach (SettingValues setting in chosen)
        {
            string name = Known(recipe, setting.Name);
            if (!named.Add(name)) throw new UsageException($"--set {name}: expected it once, with all its values; got it twice.");
            Combination[] before = [.. all];
            Combination[][] after = [.. setting.Values.Select(value => before.Select(old => With(old, name, value)).ToArray())];
            string[] written = [.. after.Select(some => some[0].Values[^1].Value)];
            if (written.GroupBy(value => value).FirstOrDefault(group => group.Count() > 1) is { Key: var twice })
                throw new UsageException($"--set {name}: expected every value once, got {twice} twice.");
            all = [.. before.SelectMany((_, i) => after.Select(some => some[i]))];
        }

        return [.. all.Select(combination => WithModel(recipe, combination))];
    }

    private static string[] SizeNames(Recipe recipe) =>
        recipe.Variants.Count == 0 ? [] : [.. recipe.Variants[0].Sizes.Select(size => size.Name)];

    private static string Known(Recipe recipe, string given)
    {
        IReadOnlyList<string> names = NamesOf(recipe);
        return names.FirstOrDefault(name => name.Equals(given, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"--set: {UnknownName.Describe("setting", given, names)}{SizesElsewhere(recipe, given)}");
    }

    // Many recipes have one size only, which their error should say.
    private static string SizesElsewhere(Recipe recipe, string given)
    {
        string[] others = RecipeCatalog.Recipes.Where(other => SizeNames(other).Contains(given)).ToArray().Names();
        return others.Length == 0 ? "" : $" {recipe.Name} is compiled in one size of it; {string.Join(", ", others)} in several.";
    }

    private static Combination With(Combination old, string name, string given)
    {
        if (SizeNames(old.Recipe).Contains(name)) return old with { Values = [.. old.Values, (name, Size(old.Recipe, name, given))] };
        TrainingSetting setting = TrainingSetting.All.First(setting => setting.Name == name);
        (string value, TrainingSettings settings) = setting.Read(given, old.Settings)
            ?? throw new UsageException($"--set {name}: expected {setting.Expected}; got '{given}'.");
        if (settings.IsContiguous && settings.BatchSize != old.Recipe.BatchSize)
        {
            throw new UsageException($"--set {name}: expected {old.Recipe.BatchSize}, the rows that {old.Recipe.Name} reads its text in, "
                + $"got {value}. Leave it out.");
        }

        return old with { Values = [.. old.Values, (name, value)], Settings = settings };
    }

    private static string Size(Recipe recipe, string name, string given)
    {
        double[] known = Values(recipe, name);
        if (double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && known.Contains(value))
            return Text(value);
        throw new UsageException($"--set {name}: expected one of {string.Join(", ", known.Select(Text))}, the sizes that "
            + $"{recipe.Name} is compiled in; got '{given}'.");
    }

    private static double[] Values(Recipe recipe, string name) =>
        [.. recipe.Variants.Select(variant => variant[name]).Distinct().Order()];

    // Sizes that were not chosen are those of the recipe's own model, the first of its variants.
    private static Combination WithModel(Recipe recipe, Combination combination)
    {
        if (recipe.Variants.Count == 0) return combination;
        var chosen = combination.Values.ToDictionary(value => value.Name, value => value.Value);
        RecipeVariant variant = recipe.Variants.FirstOrDefault(variant => variant.Sizes.All(size =>
                chosen.GetValueOrDefault(size.Name, Text(recipe.Variants[0][size.Name])) == Text(size.Value)))
            ?? throw new UsageException($"--set: expected sizes that {recipe.Name} is compiled in together: "
                + $"{string.Join("; ", recipe.Variants.Select(Describe))}. Got {combination.Text}.");
        return combination with { Recipe = recipe with { CreateModel = variant.CreateModel } };
    }

    private static string Describe(RecipeVariant variant) =>
        string.Join(" ", variant.Sizes.Select(size => $"{size.Name}={Text(size.Value)}"));

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
