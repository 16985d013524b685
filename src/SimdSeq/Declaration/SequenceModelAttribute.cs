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
/// <param name="steps">Time steps of a sample.</param>
/// <param name="features">Features of a time step.</param>
/// <param name="precision">The type to compute in.</param>
/// <param name="inputGradient">Whether the backward pass also computes the gradient of the loss with respect to the input.</param>
/// <param name="variableLength">Whether samples may be shorter than <paramref name="steps"/>: data sets say how long each one is, and what lies
/// beyond its end changes nothing in its answer.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SequenceModelAttribute(int steps, int features, Precision precision = Precision.Single, bool inputGradient = false, bool variableLength = false)
    : Attribute
{
    /// <summary>Time steps of a sample.</summary>
    public int Steps { get; } = steps;

    /// <summary>Features of a time step.</summary>
    public int Features { get; } = features;

    /// <summary>The type to compute in.</summary>
    public Precision Precision { get; } = precision;

    /// <summary>Whether the backward pass also computes the gradient of the loss with respect to the input.</summary>
    public bool InputGradient { get; } = inputGradient;

    /// <summary>Whether samples may be shorter than <see cref="Steps"/>.</summary>
    public bool VariableLength { get; } = variableLength;
}
