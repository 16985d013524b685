using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>A trainable tensor. Keras's names, shapes and order of columns.</summary>
internal sealed class Parameter(string layer, string weight, int[] shape, string initializer)
{
    public string Name { get; } = $"{layer}/{weight}";

    /// <summary>The name within its layer.</summary>
    public string Weight { get; } = weight;

    /// <summary>The constant that holds its offset in emitted code, for instance <c>GruRecurrentKernel</c>; set when that is laid out.</summary>
    public string Constant { get; set; } = "";

    public int[] Shape { get; } = shape;

    /// <summary>A member of the library's <c>Initializer</c>.</summary>
    public string Initializer { get; } = initializer;

    /// <summary>A run of values that start at one whatever the initializer.</summary>
    public (int From, int To) Ones { get; set; }

    public int Length => Shape.Aggregate(1, (product, extent) => product * extent);

    /// <summary>Columns of a matrix: the distance between its rows.</summary>
    public int Columns => Shape[Shape.Length - 1];

    /// <summary>Set when the parameter vector is laid out.</summary>
    public int Offset { get; set; }
}
