namespace SimdSeq.Cli;

/// <summary>How much each step of its input moves a model's loss.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Parameters">Trainable values of the model.</param>
/// <param name="Epoch">The epoch its parameters are of; 0 for the first, untrained ones.</param>
/// <param name="Validation">Their score on the validation samples; null when they are untrained.</param>
/// <param name="Norms">The mean norm of the gradient at each step, first to last.</param>
internal sealed record GradientCurve(Recipe Recipe, int Parameters, int Epoch, Score? Validation, IReadOnlyList<double> Norms)
{
    /// <summary>The largest norm.</summary>
    public double Maximum { get; } = Norms.Max();

    /// <summary>Its step, from 1; the latest if there are several.</summary>
    public int StepOfMaximum => 1 + Norms.ToList().LastIndexOf(Maximum);

    /// <summary>The first norm over the last: far below 1 when the gradient vanishes, far above when it explodes; null when the last
    /// is 0.</summary>
    public double? FirstToLast => Norms[^1] > 0 ? Norms[0] / Norms[^1] : null;

    /// <summary>Which parameters they are of, in words.</summary>
    public string Stage => Epoch == 0 ? "untrained" : $"epoch {Epoch}";

    /// <summary>Measures the curve of a model.</summary>
    /// <exception cref="FailureException">The gradient is beyond all numbers.</exception>
    public static GradientCurve Measure(
        Recipe recipe,
        SequenceModel<float> model,
        int epoch,
        Score? validation,
        Problem problem,
        int samples,
        CancellationToken cancellation)
    {
        double[] norms = model.StepGradientNorms(problem.Validation, problem.Loss, samples, cancellation);
        var curve = new GradientCurve(recipe, model.ParameterCount, epoch, validation, norms);
        return norms.All(double.IsFinite) ? curve : throw new FailureException(
            $"expected a finite gradient of {recipe.Name}, {curve.Stage}, got one that explodes. Try a smaller --learning-rate.");
    }

    /// <summary>Going back from the largest norm, the first step (from 1) whose norm is below a share of it; null when none is.</summary>
    public int? StepBelow(double share)
    {
        for (int step = StepOfMaximum - 1; step >= 1; step--)
        {
            if (Norms[step - 1] < share * Maximum) return step;
        }

        return null;
    }
}
