using System.Collections.Generic;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Reading;

namespace SimdSeq.Generators.Layers;

/// <summary>A layer that says what becomes of the layers declared after it.</summary>
internal abstract class WrapperLayer : Layer
{
    /// <summary>How many of the following layers it takes.</summary>
    public abstract int Wraps(LayerDeclaration options);

    public abstract IReadOnlyList<Operation>? Build(
        LayerDeclaration options, string name, Value input, IReadOnlyList<WrappedLayer> wrapped, LayerProblems problems);

    /// <summary>
    /// The same with states before the first step behind the input; of a layer that does not say otherwise there are none.
    /// </summary>
    public virtual IReadOnlyList<Operation>? Build(
        LayerDeclaration options, string name, IReadOnlyList<Value> inputs, IReadOnlyList<WrappedLayer> wrapped, LayerProblems problems) =>
        TakesStates(options, inputs, problems) ? null : Build(options, name, inputs[0], wrapped, problems);

    public sealed override IReadOnlyList<Operation>? Build(LayerDeclaration options, string name, Value input, LayerProblems problems) =>
        Build(options, name, input, [], problems);
}

/// <summary>A layer inside another, with its Keras name and where its own mistakes go.</summary>
internal sealed record WrappedLayer(LayerDeclaration Options, string Name, Layer Layer, LayerProblems Problems);
