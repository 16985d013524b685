namespace SimdSeq;

/// <summary>
/// What an input of a model is: stands before a parameter of <c>Forward</c>, with <c>[SequenceModel]</c> without sizes on the class. A
/// sample is then its inputs, one behind the other, in the order of the parameters.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class InputAttribute : Attribute
{
    /// <summary>A sequence of steps.</summary>
    /// <param name="steps">Time steps.</param>
    /// <param name="features">Features of a time step.</param>
    /// <param name="variableLength">Whether samples may be shorter than <paramref name="steps"/>; each such input has lengths of its
    /// own.</param>
    public InputAttribute(int steps, int features, bool variableLength = false)
    {
        Steps = steps;
        Features = features;
        VariableLength = variableLength;
    }

    /// <summary>
    /// A nested sequence, groups of steps: a document of sentences of words. Its values lie <c>[group][step][feature]</c>. What every group
    /// is to become, <see cref="Layers.Each"/> says; layers that act on every step by themselves are called on it directly.
    /// </summary>
    /// <param name="groups">Groups of a sample.</param>
    /// <param name="steps">Time steps of a group.</param>
    /// <param name="features">Features of a time step.</param>
    /// <param name="variableLength">
    /// Whether groups may be shorter than <paramref name="steps"/>. Every group then has a length of its own; one of length 0 is not there,
    /// which is how a sample has fewer groups.
    /// </param>
    public InputAttribute(int groups, int steps, int features, bool variableLength = false)
        : this(steps, features, variableLength) => Groups = groups;

    /// <summary>One row of features: what a whole sample has, as the place that a series comes from.</summary>
    /// <param name="features">Features of the row.</param>
    public InputAttribute(int features) => Features = features;

    /// <summary>Groups of a nested sequence; null: it is none.</summary>
    public int? Groups { get; }

    /// <summary>Time steps, of a nested sequence those of a group; null: a row.</summary>
    public int? Steps { get; }

    /// <summary>Features of a time step, or of the row.</summary>
    public int Features { get; }

    /// <summary>Whether samples may be shorter than <see cref="Steps"/>.</summary>
    public bool VariableLength { get; }
}
