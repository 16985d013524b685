namespace SimdSeq;

#pragma warning disable IDE0060 // the generator reads the arguments from the source; nothing reads them at run time

/// <content>Several values into one.</content>
public static partial class Layers
{
    /// <summary>The sum of two values or more of one shape, each with those in its place: <c>Add()(x, y)</c> is <c>x + y</c>.</summary>
    /// <param name="name">Its name; null: <c>add</c>, numbered.</param>
    public static MergingLayer Add(string? name = null) => throw IsNotRun();

    /// <summary>The difference of two values of one shape: <c>Subtract()(x, y)</c> is <c>x - y</c>.</summary>
    /// <param name="name">Its name; null: <c>subtract</c>, numbered.</param>
    public static MergingLayer Subtract(string? name = null) => throw IsNotRun();

    /// <summary>
    /// The product of two values or more of one shape, each with those in its place: <c>Multiply()(x, y)</c> is <c>x * y</c>.
    /// </summary>
    /// <param name="name">Its name; null: <c>multiply</c>, numbered.</param>
    public static MergingLayer Multiply(string? name = null) => throw IsNotRun();

    /// <summary>
    /// The features of two values or more side by side, step by step. Inputs: steps x features, of as many steps each, or features.
    /// </summary>
    /// <param name="name">Its name; null: <c>concatenate</c>, numbered.</param>
    public static MergingLayer Concatenate(string? name = null) => throw IsNotRun();

    /// <summary>
    /// <c>y = scale · x + offset</c>. The operators with a number are this layer: <c>1 - x</c> is <c>Rescaling(-1, 1)(x)</c>.
    /// </summary>
    /// <param name="scale">The factor; not 0.</param>
    /// <param name="offset">What is added.</param>
    /// <param name="name">Its name; null: <c>rescaling</c>, numbered.</param>
    public static Layer Rescaling(double scale, double offset = 0, string? name = null) => throw IsNotRun();
}
