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

    /// <summary>Whether its answer at a step is made of this step and earlier ones.</summary>
    public virtual bool IsCausal => true;
}

/// <summary>A cell along the steps.</summary>
internal sealed class Recurrence(string name, string declared, Shape input, Cell cell, Cell streamCell, bool returnSequences, bool isReversed = false)
    : Operation(name, declared, input, new Shape(returnSequences ? input.Steps : null, cell.Units, returnSequences && input.IsMasked))
{
    public Cell Cell { get; } = cell;

    /// <summary>The same equations without dropout; the same object when there is none.</summary>
    public Cell StreamCell { get; } = streamCell;

    public bool ReturnSequences { get; } = returnSequences;

    public int Steps => Input.Rows;

    /// <summary>Whether it goes from the last step to the first. Its sequence stays in the order of the input.</summary>
    public bool IsReversed { get; } = isReversed;

    public override bool IsCausal => !IsReversed;

    /// <summary>Where the states of the first step come from, and whether the last ones are answered.</summary>
    public StateUse StateUse { get; set; }

    public int StateValues => Cell.States.Count * Cell.Units;

    public override IReadOnlyList<Parameter> Parameters => [.. Cell.Parameters];

    public override long MultiplyAdds => (long)Steps * Parameters.Where(p => p.Name.EndsWith("kernel")).Sum(p => (long)p.Length);
}

/// <summary>Two recurrences over the same input, one from each end.</summary>
internal sealed class Bidirection(string name, string declared, Shape input, Recurrence forward, Recurrence backward, Merge merge)
    : Operation(name, declared, input, forward.Output with { Features = merge == Merge.Concat ? forward.Output.Features + backward.Output.Features : forward.Output.Features })
{
    public Recurrence Forward { get; } = forward;

    public Recurrence Backward { get; } = backward;

    public Merge Merge { get; } = merge;

    public override IReadOnlyList<Parameter> Parameters => [.. Forward.Parameters, .. Backward.Parameters];

    public override long MultiplyAdds => Forward.MultiplyAdds + Backward.MultiplyAdds;

    public override bool IsCausal => false;
}

/// <param name="FromInput">Whether samples bring the first states with them.</param>
/// <param name="Returned">Whether the last states are answered.</param>
/// <param name="Kept">Whether the last states are the first ones of the next call.</param>
internal readonly record struct StateUse(bool FromInput, bool Returned, bool Kept);

/// <summary>How two answers become one; the library's <c>Merge</c>, which the generator cannot reference.</summary>
internal enum Merge { Concat, Sum, Multiply, Average }

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

/// <summary>The rows in the opposite order.</summary>
internal sealed class Reversal(string name, string declared, Shape input) : Operation(name, declared, input, input)
{
    public override bool IsCausal => false;
}

/// <summary>The row of a table for each step's id.</summary>
internal sealed class Lookup(string name, string declared, Shape input, Parameter table, bool maskZero)
    : Operation(name, declared, input, new Shape(input.Steps, table.Columns, input.IsMasked || maskZero))
{
    public Parameter Table { get; } = table;

    /// <summary>Whether id 0 says that a step is not there.</summary>
    public bool MaskZero { get; } = maskZero;

    public override IReadOnlyList<Parameter> Parameters => [Table];
}

/// <summary>A mask from the values: a step whose features all have one value is not there.</summary>
internal sealed class Masking(string name, string declared, Shape input, double value) : Operation(name, declared, input, input with { IsMasked = true })
{
    public double Value { get; } = value;
}

/// <summary>The last step that is there.</summary>
internal sealed class LastRow(string name, string declared, Shape input) : Operation(name, declared, input, new Shape(null, input.Features));

/// <summary>An activation of every value.</summary>
internal sealed class ElementWise(string name, string declared, Shape input, string activation) : Operation(name, declared, input, input)
{
    public string Activation { get; } = activation;
}

/// <summary>In training, a random share of the values dropped.</summary>
internal sealed class Dropping(string name, string declared, Shape input, double rate) : Operation(name, declared, input, input)
{
    public double Rate { get; } = rate;
}
