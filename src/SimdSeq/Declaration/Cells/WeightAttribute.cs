namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// Makes a parameter of a cell's <c>Step</c> a trainable parameter of the layer: <see cref="CellKernel"/>,
/// <see cref="CellRecurrentKernel"/> or <see cref="CellVector"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class WeightAttribute : Attribute
{
    /// <summary>Starts as is usual: a kernel glorot uniform, a recurrent kernel orthogonal, a vector zero.</summary>
    public WeightAttribute()
    {
    }

    /// <summary>Starts as said.</summary>
    /// <param name="initializer">How it starts.</param>
    public WeightAttribute(Initializer initializer)
    {
    }
}
