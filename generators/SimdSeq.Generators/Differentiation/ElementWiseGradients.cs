using System.Collections.Generic;
using System.Linq;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Differentiation;

/// <summary>The derived gradients of an element-wise operation.</summary>
/// <param name="OutputGradient">The gradient of the output, which they are made of.</param>
/// <param name="OfInputs">What each input receives; null: nothing.</param>
/// <param name="ReadsInputs">Whether they read the inputs.</param>
/// <param name="ReadsOutput">Whether they read the output.</param>
internal sealed record ElementWiseGradients(
    Leaf OutputGradient, IReadOnlyList<Expression?> OfInputs, bool ReadsInputs, bool ReadsOutput)
{
    public static ElementWiseGradients Of(Equation equation)
    {
        var seed = new Leaf(LeafKind.OutputGradient, "dy");
        var adjoint = Adjoint.Of([(equation.Value, seed)]);
        var gradients = equation.Inputs.Select(input => adjoint[input]).ToList();
        var read = Order.Topological(gradients.OfType<Expression>(), node => node == equation.Value);
        return new(seed, gradients, read.Any(equation.Inputs.Contains), read.Contains(equation.Value));
    }
}
