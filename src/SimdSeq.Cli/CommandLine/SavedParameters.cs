namespace SimdSeq.Cli;

/// <summary>Parameters that 'train --save' wrote, for a recipe's model.</summary>
internal static class SavedParameters
{
    /// <summary>A recipe's model with the parameters of <c>--load</c>.</summary>
    /// <param name="recipe">A recipe with a model.</param>
    /// <param name="file">Where they are.</param>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static SequenceModel<float> Load(Recipe recipe, string file)
    {
        FileOption.CheckReadable("--load", file);
        SequenceModel<float> model = recipe.CreateModel!(0);
        model.Load(file);
        return model;
    }

    /// <summary>Warns where those that were loaded are of a model of another name: their layers fit.</summary>
    /// <param name="terminal">Where.</param>
    /// <param name="model">The model that has them now.</param>
    /// <param name="file">Where they are from.</param>
    /// <param name="consequence">What that may mean, as a sentence; empty: nothing is said of it.</param>
    public static void WarnOfAnother(Terminal terminal, SequenceModel<float> model, string file, string consequence = "")
    {
        string saved = ModelFile.ReadName(file);
        if (saved == model.GetType().Name) return;
        string more = consequence.Length == 0 ? "" : $" {consequence}";
        terminal.Warning($"expected parameters of {model.GetType().Name}, got those of {saved} in '{file}'.{more}");
    }
}
