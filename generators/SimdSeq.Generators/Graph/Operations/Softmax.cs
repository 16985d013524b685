using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary>The activations that are not element-wise, but over the features of each row: softmax and its logarithm.</summary>
internal sealed class Softmax(string name, string declared, Value input, string activation)
    : Operation(name, declared, [input], input.Shape)
{
    /// <summary>Which of them: a member of the library's <c>Activation</c>, and the kernel's name.</summary>
    public string Activation { get; } = activation;

    public bool IsLogarithm => Activation == "LogSoftmax";

    public override string? AnswersOf(IReadOnlyList<string?> inputs) => Activation;

    public override bool IsRowByRow => true;

    public override bool GradientReadsOutput => true;

    public override bool WorksInPlace => true;

    public override bool ReadsWholeVectors => false;
}
