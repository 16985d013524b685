using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>A step of the graph, from one value to the next.</summary>
internal abstract class Operation(string name, string declared, Shape input, Shape output)
{
    /// <summary>The layer's Keras name, unique in the model.</summary>
    public string Name { get; } = name;

    /// <summary>The layer as it was declared.</summary>
    public string Declared { get; } = declared;

    public Shape Input { get; } = input;

    public Shape Output { get; } = output;

    public virtual IReadOnlyList<Parameter> Parameters => [];

    public long ParameterCount => Parameters.Sum(parameter => parameter.Shape.Aggregate(1L, (product, extent) => product * extent));

    /// <summary>Multiply-adds in matrix products for one sample, forward.</summary>
    public virtual long MultiplyAdds => 0;
}

/// <summary>A cell along the steps.</summary>
internal sealed class Recurrence(string name, string declared, Shape input, Cell cell, Cell streamCell, bool returnSequences)
    : Operation(name, declared, input, new Shape(returnSequences ? input.Steps : null, cell.Units))
{
    public Cell Cell { get; } = cell;

    /// <summary>The same equations without dropout; the same object when there is none.</summary>
    public Cell StreamCell { get; } = streamCell;

    public bool ReturnSequences { get; } = returnSequences;

    public int Steps => Input.Rows;

    public override IReadOnlyList<Parameter> Parameters => [.. Cell.Parameters];

    public override long MultiplyAdds => (long)Steps * Parameters.Where(p => p.Name.EndsWith("kernel")).Sum(p => (long)p.Length);
}

/// <summary><c>f(x·W + b)</c> on every row.</summary>
internal sealed class Projection(string name, string declared, Shape input, Parameter kernel, Parameter? bias, string activation)
    : Operation(name, declared, input, input with { Features = kernel.Columns })
{
    public Parameter Kernel { get; } = kernel;

    public Parameter? Bias { get; } = bias;

    public string Activation { get; } = activation;

    public override IReadOnlyList<Parameter> Parameters => Bias is null ? [Kernel] : [Kernel, Bias];

    public override long MultiplyAdds => (long)Input.Rows * Kernel.Length;
}

/// <summary>The same values as one row.</summary>
internal sealed class Flattening(string name, string declared, Shape input)
    : Operation(name, declared, input, new Shape(null, input.Rows * input.Features));
