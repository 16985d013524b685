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

    /// <summary>
    /// What of the declaration changes its answers, as a model's file keeps it; null where no layer was declared or only training sees
    /// it.
    /// </summary>
    public string? Meaning { get; set; }

    /// <summary>The first of the two numbers that tell its dropout masks from others; set by the graph.</summary>
    public int DropoutKey { get; set; }

    /// <summary>The same for a second direction.</summary>
    public int SecondDropoutKey { get; set; }

    public Shape Input { get; } = input;

    public Shape Output { get; } = output;

    /// <summary>The activation that its values come from, given that of its input; null where nothing is known of their range.</summary>
    public virtual string? AnswersOf(string? input) => input;

    public virtual IReadOnlyList<Parameter> Parameters => [];

    public long ParameterCount => Parameters.Sum(parameter => parameter.Shape.Aggregate(1L, (product, extent) => product * extent));

    /// <summary>Multiply-adds in matrix products for one sample, forward.</summary>
    public virtual long MultiplyAdds => 0;

    /// <summary>Whether its answer at a step is made of this step and earlier ones.</summary>
    public virtual bool IsCausal => true;
}
