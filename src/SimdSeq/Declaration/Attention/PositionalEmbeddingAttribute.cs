namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// A learned row for each step, added to it: <c>y[t] = x[t] + p[t]</c>, with a parameter <c>embeddings</c> of steps x features. Input and
/// output: steps x features. A stream has as many steps as the model.
/// </summary>
/// <param name="embeddingsInitializer">How the rows start.</param>
public sealed class PositionalEmbeddingAttribute(Initializer embeddingsInitializer = Initializer.RandomUniform) : LayerAttribute;
