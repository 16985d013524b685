namespace SimdSeq.Generators.Reading;

/// <summary>
/// What a model's <c>Forward</c> says, as values: layers called on numbered values. The inputs have the first numbers, then each call has
/// the next.
/// </summary>
/// <param name="Inputs">The inputs.</param>
/// <param name="Calls">The calls of layers, in the order in which <c>Forward</c> makes them.</param>
/// <param name="Outputs">The numbers of the values that it returns.</param>
internal sealed record ForwardDeclaration(
    EquatableArray<ForwardInput> Inputs, EquatableArray<LayerCall> Calls, EquatableArray<int> Outputs);

/// <param name="Name">The parameter of <c>Forward</c>.</param>
internal sealed record ForwardInput(string Name);

/// <summary>A layer called on values.</summary>
/// <param name="Layer">The layer, with every argument, like an attribute.</param>
/// <param name="Wrapped">The layers that it was made of, for one that wraps others.</param>
/// <param name="Inputs">The numbers of the values that it is called on.</param>
/// <param name="Scope">The method calls in which the layer was made: <c>block_3</c>, or nothing.</param>
/// <param name="Name">The name that was given to it; null: that of its kind.</param>
/// <param name="Identity">The number of the layer: one that is called again shares its weights.</param>
internal sealed record LayerCall(
    LayerDeclaration Layer, EquatableArray<LayerDeclaration> Wrapped, EquatableArray<int> Inputs, string Scope, string? Name, int Identity);
