namespace SimdSeq;

#pragma warning disable IDE0060 // the generator reads the arguments from the source; nothing reads them at run time

/// <content>Layers on the groups of a nested sequence.</content>
public static partial class Layers
{
    /// <summary>
    /// Runs a layer, or a method of your own, on every group of a nested sequence, with the same parameters:
    /// <code>
    /// // words -> sentences -> document
    /// static SymbolicTensor Forward([Input(groups: 30, steps: 50, features: 1)] SymbolicTensor document) =>
    ///     Dense(1, Activation.Sigmoid)(Encode(Each(Encode)(Embedding(20_000, 100, maskZero: true)(document))));
    ///
    /// static SymbolicTensor Encode(SymbolicTensor x) => Gru(32)(x);
    /// </code>
    /// <c>y[g] = body(x[g])</c> for every group g. Input: groups x steps x features. Output: groups x features, a sequence with a step for
    /// each group, where the body makes one row of a group; groups x steps x features where it makes a sequence.
    /// <para>A group has its own length, by a mask of its steps or <c>variableLength: true</c>. One without steps is not there for the
    /// sequence of groups. Dropout draws other numbers for each group.</para>
    /// <para>Layers that act on every step by themselves (<c>Dense</c>, <c>Embedding</c>, <c>Masking</c>, <c>Dropout</c>, activations,
    /// layer normalisation, arithmetic) are called on a nested sequence directly.</para>
    /// </summary>
    /// <param name="body">
    /// A layer, the name of a static method of one value, or a lambda. It sees one group, steps x features. In it layers have no states
    /// that samples bring or keep (<c>initialState</c>, <c>returnState</c>, <c>stateful</c>), and there is no other <c>Each</c>.
    /// </param>
    /// <param name="name">
    /// The scope of its parameters, as that of a method; null: the name of the method, or <c>each</c>, numbered. A layer's parameters are
    /// then <c>each/gru/kernel</c>.
    /// </param>
    public static Layer Each(Layer body, string? name = null) => throw IsNotRun();
}
