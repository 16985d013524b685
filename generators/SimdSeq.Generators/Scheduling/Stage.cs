using System.Collections.Generic;
using SimdSeq.Generators.Graph;

namespace SimdSeq.Generators.Scheduling;

/// <summary>Part of a step: matrix products, then one fused loop over the units.</summary>
internal sealed class Stage
{
    public List<ProductRun> Products { get; } = [];

    public List<(Place Place, Expression Value)> Stores { get; } = [];
}

/// <summary>What a product does with its destination.</summary>
internal enum Start
{
    /// <summary>Begins at zero.</summary>
    Zero,

    /// <summary>Begins at the row's bias.</summary>
    Bias,

    /// <summary>Goes on from what is there.</summary>
    Continue,
}

/// <summary>
/// One matrix product over neighbouring blocks: <c>destination[blocks] (+)= source · W[columns]</c> forward, or, transposed,
/// <c>destination += gradient[blocks] · W[columns]ᵀ</c>.
/// </summary>
/// <param name="Source">Forward: what is multiplied; the place of an expression, or null for the layer's input.</param>
/// <param name="Kernel">The matrix.</param>
/// <param name="Column">First column.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="Block">First block of the row that the columns belong to.</param>
/// <param name="Start">Where the sum begins.</param>
/// <param name="Destination">Transposed: where the product goes.</param>
internal sealed record ProductRun(Place? Source, Parameter Kernel, int Column, int Columns, int Block, Start Start,
    Place Destination = default);
