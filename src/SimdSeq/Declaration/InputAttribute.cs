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

    /// <summary>One row of features: what a whole sample has, as the place that a series comes from.</summary>
    /// <param name="features">Features of the row.</param>
    public InputAttribute(int features) => Features = features;

    /// <summary>Time steps; null: a row.</summary>
    public int? Steps { get; }

    /// <summary>Features of a time step, or of the row.</summary>
    public int Features { get; }

    /// <summary>Whether samples may be shorter than <see cref="Steps"/>.</summary>
    public bool VariableLength { get; }
}
