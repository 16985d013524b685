using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace SimdSeq;

/// <content>What a stream says to a step that it does not take.</content>
public sealed partial class ModelStream<T>
{
    [DoesNotReturn]
    private void ThrowMixed(long before)
    {
        if (StepCount == before) _model.Use.ThrowChanging();
        throw new InvalidOperationException(
            $"Another thread has used this stream of {_model.Layout.Name} during a step: its states are mixed. A stream is one sample: "
            + "open one for each thread, or let one step wait for the other, and reset this one.");
    }

    [DoesNotReturn]
    private void ThrowFull() => throw new InvalidOperationException(
        $"This stream of {_model.Layout.Name} has had the {_layout.MostSteps:N0} steps that its layers have room for. "
        + "Reset it, declare the model with more steps, or give its attention a window: then it keeps the last steps alone.");

    [DoesNotReturn]
    private void ThrowEnded() => throw new InvalidOperationException(
        $"The sequence of this stream of {_model.Layout.Name} has ended by TryFinish. Reset the stream to begin another.");

    [DoesNotReturn]
    private void ThrowFeatures(int length) => throw new ArgumentException(
        $"A step of {_model.Layout.Name} has {_features} features; got {length}.", "features");
}
