using System;
using SimdSeq.Generators.Graph;
using SimdSeq.Generators.Planning;

namespace SimdSeq.Generators.Emission;

/// <summary>Masks of steps in emitted code.</summary>
internal static class MaskText
{
    /// <summary>The statement that makes the mask of windows from that of the rows.</summary>
    public static string Windows(OperationPlan plan, Windows windows, Func<ValueView, string> work) =>
        $"SequenceMask.OfWindows({work(plan.Inputs[0].Mask!)}, mask: {work(plan.Output.Mask!)}, first: {windows.Reference}, "
        + $"stride: {windows.Stride}, steps: {windows.Count});";
}
