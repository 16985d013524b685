using SimdSeq.Data;

namespace SimdSeq;

public abstract partial class SequenceModel<T>
{
    /// <summary>
    /// How much each time step of the input moves the loss: at step t the mean over samples s of <c>|∂L_s/∂x_s,t|</c>, the Euclidean norm
    /// over the features. L_s is the loss of sample s alone, the mean over its targets; dropout is off. Norms that shrink towards the first
    /// step show a vanishing gradient (Pascanu, Mikolov and Bengio 2013), norms that grow an exploding one. The order of the samples
    /// changes no bit, nor does who is beside one in a batch. Layers declared <c>stateful: true</c> begin each sample at zero, and keep
    /// their states.
    /// </summary>
    /// <remarks>Of a model of several inputs it looks at the first.</remarks>
    /// <param name="data">The samples. A step beyond the end of its sample counts as zero.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="samples">How many samples to average over, evenly spread over the data; all when there are not more.</param>
    /// <param name="cancellation">Stops soon.</param>
    /// <returns>A norm for each step, first to last.</returns>
    /// <exception cref="InvalidOperationException">The model is not declared with <c>inputGradient: true</c>.</exception>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="samples"/> is less than 1.</exception>
    public double[] StepGradientNorms(Dataset<T> data, Loss loss, int samples, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(loss);
        CheckData(data, nameof(data), [loss]);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        if (Layout.Outputs.Length > 1)
        {
            throw new InvalidOperationException(
                $"{Layout.Name} has {Layout.Outputs.Length} outputs; {nameof(StepGradientNorms)} looks at the loss of one.");
        }

        if (Layout.InputGradientOffset < 0)
        {
            throw new InvalidOperationException($"{Layout.Name} does not compute the gradient of its input. "
                + "Declare it with [SequenceModel(..., inputGradient: true)].");
        }

        using var use = Use.Read();
        var norms = StepGradients<T>.Norms(this, data, loss, Math.Min(samples, data.Count), cancellation);
        return [.. norms.Select(StepGradients<T>.Mean)];
    }
}
