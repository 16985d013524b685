namespace SimdSeq;

#pragma warning disable CS9113 // the generator reads the arguments from the source; nothing reads them at run time

/// <summary>
/// A row of a table for each id: <c>y[t] = E[id[t]]</c>. It stands first, on a model with one feature: the ids, whole numbers from 0.
/// Input: steps x 1. Output: steps x outputDim. An id that is none gives an <see cref="ArgumentOutOfRangeException"/> that says
/// in which sample it stands, and at which step.
/// </summary>
/// <remarks>
/// A training step costs the rows of its batch, not those of the table, with <see cref="Sgd"/> and <see cref="RmsProp"/> without momentum
/// and without <see cref="L2"/> on the table: a row without a gradient stays as it is, and RMSprop's mean of squares is made up for when
/// the row is met again, to the bit. Other optimizers move every row at every step.
/// </remarks>
/// <param name="inputDim">Rows of the table: ids are below it.</param>
/// <param name="outputDim">Features of a row.</param>
/// <param name="maskZero">Whether id 0 is padding: the layers after it pass over such a step, and row 0 is never learned through
/// them.</param>
/// <param name="embeddingsInitializer">How E starts.</param>
public sealed class EmbeddingAttribute(
    int inputDim,
    int outputDim,
    bool maskZero = false,
    Initializer embeddingsInitializer = Initializer.RandomUniform) : LayerAttribute;
