namespace SimdSeq;

#pragma warning disable IDE0060 // the generator reads the arguments from the source; nothing reads them at run time

/// <content>Normalisation.</content>
public static partial class Layers
{
    /// <inheritdoc cref="BatchNormalizationAttribute"/>
    public static Layer BatchNormalization(
        double momentum = 0.99,
        double epsilon = 1e-3,
        bool center = true,
        bool scale = true,
        Initializer betaInitializer = Initializer.Zeros,
        Initializer gammaInitializer = Initializer.Ones,
        string? name = null) =>
        throw IsNotRun();

    /// <inheritdoc cref="LayerNormalizationAttribute"/>
    public static Layer LayerNormalization(
        double epsilon = 1e-3,
        bool center = true,
        bool scale = true,
        Initializer betaInitializer = Initializer.Zeros,
        Initializer gammaInitializer = Initializer.Ones,
        string? name = null) =>
        throw IsNotRun();

    /// <inheritdoc cref="RMSNormalizationAttribute"/>
    public static Layer RMSNormalization(double epsilon = 1e-6, string? name = null) => throw IsNotRun();

    /// <inheritdoc cref="GroupNormalizationAttribute"/>
    public static Layer GroupNormalization(
        int groups = 32,
        double epsilon = 1e-3,
        bool center = true,
        bool scale = true,
        Initializer betaInitializer = Initializer.Zeros,
        Initializer gammaInitializer = Initializer.Ones,
        string? name = null) =>
        throw IsNotRun();

    /// <inheritdoc cref="UnitNormalizationAttribute"/>
    public static Layer UnitNormalization(string? name = null) => throw IsNotRun();
}
