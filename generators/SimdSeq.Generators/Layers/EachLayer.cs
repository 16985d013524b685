using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>
/// What becomes of the groups when the body of an <c>Each</c> is done with them: their rows are a sequence with a step for each group,
/// their sequences a nested one, as they are.
/// </summary>
internal sealed class EachLayer : Layer
{
    public override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems) =>
        input.Shape.IsSequence ? [] : [new JoinGroups($"{name}/groups", options.Text, input)];
}
