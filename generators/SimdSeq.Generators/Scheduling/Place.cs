namespace SimdSeq.Generators.Scheduling;

/// <summary>Where a value of a step lies.</summary>
/// <param name="Kind">In which buffer.</param>
/// <param name="Index">Which of the buffer's blocks of <c>units</c> values.</param>
internal readonly record struct Place(PlaceKind Kind, int Index);

internal enum PlaceKind
{
    /// <summary>
    /// A block of the step's row: a sum, then the gate that it became, then its gradient. One row per step is kept for the backward pass.
    /// </summary>
    Row,

    /// <summary>A state before the step.</summary>
    State,

    /// <summary>A state after the step.</summary>
    NextState,

    /// <summary>A dropout mask.</summary>
    Mask,

    /// <summary>The step's mask.</summary>
    StepMask,

    /// <summary>A parameter with one value per unit.</summary>
    Vector,

    /// <summary>The gradient of a state, handed from step to step.</summary>
    StateGradient,

    /// <summary>The gradient of the step's output from the next layer.</summary>
    OutputGradient,

    /// <summary>Scratch within one step.</summary>
    Scratch,
}
