namespace SimdSeq;

/// <summary>
/// Turns a partial class into a sequence model: the layer attributes on the same declaration, top to bottom, are its stack, and the
/// generator makes it a <see cref="SequenceModel{T}"/> with forward, backward and streaming code for just these sizes.
/// </summary>
/// <remarks>
/// The generator writes C#: in an F# or Visual Basic project the attributes make nothing, and the build says so. Such a project can use the
/// models of a C# project. The emitted code is compiled with the project that declares the model, and without optimization (Debug) it runs
/// several times slower.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SequenceModelAttribute : Attribute
{
    /// <summary>A model of one input, a sequence.</summary>
    /// <param name="steps">Time steps of a sample.</param>
    /// <param name="features">Features of a time step.</param>
    /// <param name="precision">The type to compute in.</param>
    /// <param name="inputGradient">Whether the backward pass also computes the gradient of the loss with respect to the input.</param>
    /// <param name="variableLength">Whether samples may be shorter than <paramref name="steps"/>: data sets say how long each one is, and
    /// what lies beyond its end changes nothing in its answer.</param>
    public SequenceModelAttribute(
        int steps, int features, Precision precision = Precision.Single, bool inputGradient = false, bool variableLength = false)
    {
        Steps = steps;
        Features = features;
        Precision = precision;
        InputGradient = inputGradient;
        VariableLength = variableLength;
    }

    /// <summary>A model whose <c>Forward</c> has an <see cref="InputAttribute"/> before each of its parameters.</summary>
    /// <param name="precision">The type to compute in.</param>
    /// <param name="inputGradient">Whether the backward pass also computes the gradient of the loss with respect to the inputs.</param>
    public SequenceModelAttribute(Precision precision = Precision.Single, bool inputGradient = false)
    {
        Precision = precision;
        InputGradient = inputGradient;
    }

    /// <summary>Time steps of a sample; 0 where inputs are declared one by one.</summary>
    public int Steps { get; }

    /// <summary>Features of a time step; 0 where inputs are declared one by one.</summary>
    public int Features { get; }

    /// <summary>The type to compute in.</summary>
    public Precision Precision { get; }

    /// <summary>Whether the backward pass also computes the gradient of the loss with respect to the input.</summary>
    public bool InputGradient { get; }

    /// <summary>Whether samples may be shorter than <see cref="Steps"/>.</summary>
    public bool VariableLength { get; }
}
