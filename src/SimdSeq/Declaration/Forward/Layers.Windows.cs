namespace SimdSeq;

#pragma warning disable IDE0060 // the generator reads the arguments from the source; nothing reads them at run time

/// <content>Pooling, and what changes the number of steps.</content>
public static partial class Layers
{
    /// <inheritdoc cref="MaxPooling1DAttribute"/>
    public static Layer MaxPooling1D(
        int poolSize = 2,
        int strides = 0,
        Padding padding = Padding.Valid,
        string? name = null) =>
        throw IsNotRun();

    /// <inheritdoc cref="AveragePooling1DAttribute"/>
    public static Layer AveragePooling1D(
        int poolSize = 2,
        int strides = 0,
        Padding padding = Padding.Valid,
        string? name = null) =>
        throw IsNotRun();

    /// <inheritdoc cref="GlobalMaxPooling1DAttribute"/>
    public static Layer GlobalMaxPooling1D(string? name = null) => throw IsNotRun();

    /// <inheritdoc cref="GlobalAveragePooling1DAttribute"/>
    public static Layer GlobalAveragePooling1D(string? name = null) => throw IsNotRun();

    /// <inheritdoc cref="UpSampling1DAttribute"/>
    public static Layer UpSampling1D(int size = 2, string? name = null) => throw IsNotRun();

    /// <inheritdoc cref="ZeroPadding1DAttribute"/>
    public static Layer ZeroPadding1D(int left = 1, int right = 1, string? name = null) => throw IsNotRun();

    /// <inheritdoc cref="Cropping1DAttribute"/>
    public static Layer Cropping1D(int left = 1, int right = 1, string? name = null) => throw IsNotRun();

    /// <inheritdoc cref="RepeatVectorAttribute"/>
    public static Layer RepeatVector(int n, string? name = null) => throw IsNotRun();

    /// <summary>
    /// The shorter way around a block: the value itself where it has as many features as asked for, else a <see cref="Conv1D"/> of kernel
    /// size 1 (a product with a matrix at every step). Input: steps x features. Output: steps x filters.
    /// </summary>
    /// <param name="filters">Features of the output.</param>
    /// <param name="name">The name of its parameters; null: <c>shortcut</c>, numbered.</param>
    public static Layer Shortcut(int filters, string? name = null) => throw IsNotRun();
}
