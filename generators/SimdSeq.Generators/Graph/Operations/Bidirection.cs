using System.Collections.Generic;

namespace SimdSeq.Generators.Graph;

/// <summary>Two recurrences over the same input, one from each end.</summary>
internal sealed class Bidirection(string name, string declared, Shape input, Recurrence forward, Recurrence backward, Merge merge)
    : Operation(name, declared, input, forward.Output with { Features = merge == Merge.Concat ? forward.Output.Features + backward.Output.Features : forward.Output.Features })
{
    public Recurrence Forward { get; } = forward;

    public Recurrence Backward { get; } = backward;

    public Merge Merge { get; } = merge;

    public override IReadOnlyList<Parameter> Parameters => [.. Forward.Parameters, .. Backward.Parameters];

    public override long MultiplyAdds => Forward.MultiplyAdds + Backward.MultiplyAdds;

    // Sums and products of the two have a range of their own.
    public override string? AnswersOf(string? input) =>
        Merge is Merge.Concat or Merge.Average && Forward.Activation == Backward.Activation ? Forward.Activation : null;

    public override bool IsCausal => false;
}
