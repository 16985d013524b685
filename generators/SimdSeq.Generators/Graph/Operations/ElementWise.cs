using System;
using System.Collections.Generic;
using System.Linq;

namespace SimdSeq.Generators.Graph;

/// <summary>
/// Arithmetic on values of one shape, each with those in its place: an activation, a sum, a product, a gate. It is its equation; how its
/// gradients are computed is derived from that.
/// </summary>
internal sealed class ElementWise : Operation
{
    /// <param name="name">Keras name.</param>
    /// <param name="declared">The layer as it was declared.</param>
    /// <param name="inputs">Values of one shape.</param>
    /// <param name="equation">The output, from one leaf for each input.</param>
    public ElementWise(string name, string declared, IReadOnlyList<Value> inputs, Func<IReadOnlyList<Leaf>, Expression> equation)
        : base(name, declared, inputs, inputs[0].Shape with { IsMasked = inputs.Any(input => input.Shape.IsMasked) })
    {
        var leaves = inputs.Select((_, i) => new Leaf(LeafKind.Input, inputs.Count == 1 ? "x" : $"x{i + 1}", i)).ToList();
        Equation = new Equation(leaves, equation(leaves).As("y"));
    }

    /// <summary>An activation of every value.</summary>
    public static ElementWise Activation(string activation, string name, string declared, Value input) =>
        new(name, declared, [input], leaves => Cell.Apply(activation, leaves[0])) { Answers = _ => activation };

    /// <summary>What is known of the range of its values, from the inputs'.</summary>
    public Func<IReadOnlyList<string?>, string?> Answers { get; set; } = _ => null;

    public override string? AnswersOf(IReadOnlyList<string?> inputs) => Answers(inputs);

    public override Equation Equation { get; }

    public override bool IsRowByRow => true;

    public override bool AddsInputGradients => true;

    public override bool WorksInPlace => true;
}
