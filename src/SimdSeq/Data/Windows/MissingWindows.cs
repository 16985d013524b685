namespace SimdSeq.Data;

/// <summary>
/// Which windows are left out for missing values, <see cref="TimeSeries.WasMissing"/>. What is filled in for one is no measurement: a
/// model that has it as target learns the rule of filling.
/// </summary>
public enum MissingWindows
{
    /// <summary>Those with a target that was missing, or with an input that is not a number.</summary>
    LeaveOutTargets,

    /// <summary>Those with a target or an input that was missing, filled in or not.</summary>
    LeaveOutTargetsAndInputs,

    /// <summary>None. A value that is not a number then stops training with its place.</summary>
    Keep,
}
