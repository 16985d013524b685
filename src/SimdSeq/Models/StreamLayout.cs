using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using SimdSeq.Kernels;

namespace SimdSeq;

/// <summary>The memory of a stream that carries a state from step to step, and when it answers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public sealed class StreamLayout
{
    /// <summary>Length of one stream's memory (state and scratch), in values.</summary>
    public int Values { get; init; }

    /// <summary>Offset of the answer in it.</summary>
    public int OutputOffset { get; init; }

    /// <summary>
    /// Offset of the number of steps of a sequence that has ended: eight bytes, zero before. -1 when no answer waits for that.
    /// </summary>
    public int EndOffset { get; init; } = -1;

    /// <summary>How many steps it can have: some layer keeps all of them, and has room for so many.</summary>
    public long MostSteps { get; init; } = long.MaxValue;

    /// <summary>For each output the steps that bring a row of it, where these are not all steps for all of them.</summary>
    public AnswerRate[] AnswerRates { get; init; } = [];

    /// <summary>Steps from the one that an answer belongs to, to the one that brings it.</summary>
    public int Delay { get; init; }

    /// <summary>Whether a step brings an answer.</summary>
    /// <param name="step">Its number.</param>
    internal bool IsAnswered(long step)
    {
        foreach (var rate in AnswerRates)
        {
            if (rate.Comes(step)) return true;
        }

        return AnswerRates.Length == 0;
    }

    /// <summary>Whether a step after the end of a sequence brings one.</summary>
    /// <param name="step">Its number, counted on.</param>
    /// <param name="steps">Steps of the sequence.</param>
    internal bool IsAnswered(long step, long steps)
    {
        foreach (var rate in AnswerRates)
        {
            if (rate.Comes(step) && rate.Rows is { } rows && (step - rate.Phase) / rate.Period < rows(steps)) return true;
        }

        return false;
    }
}

/// <summary>The stream of a model that decodes: one input comes step by step, and what the others make is there before the first.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(UncheckedMemory.Id, Message = UncheckedMemory.Message)]
public sealed class DecoderInfo
{
    /// <summary>Number of the input that comes step by step.</summary>
    public required int Input { get; init; }

    /// <summary>Ids that an Embedding of that input takes: those below it. 0: there is none.</summary>
    public int Ids { get; init; }

    /// <summary>Its memory, and when it answers.</summary>
    public required StreamLayout Stream { get; init; }
}
