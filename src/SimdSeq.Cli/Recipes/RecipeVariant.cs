namespace SimdSeq.Cli;

/// <summary>A recipe's model in certain sizes. Models are compiled, so each of them is declared.</summary>
/// <param name="createModel">The model, its parameters drawn from a seed.</param>
/// <param name="sizes">Name and value of every size; all variants of a recipe have the same names.</param>
internal sealed class RecipeVariant(Func<long, SequenceModel<float>> createModel, params (string Name, double Value)[] sizes)
{
    /// <summary>The model, its parameters drawn from a seed.</summary>
    public Func<long, SequenceModel<float>> CreateModel { get; } = createModel;

    /// <summary>Name and value of every size.</summary>
    public IReadOnlyList<(string Name, double Value)> Sizes { get; } = sizes;

    /// <summary>The value of a size.</summary>
    public double this[string name] => Sizes.First(size => size.Name == name).Value;
}
