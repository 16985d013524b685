namespace SimdSeq.Cli;

/// <summary>How much of a row is run.</summary>
/// <param name="QuickSteps">Steps of training where only a first look is wanted; null for the whole recipe.</param>
/// <param name="Share">What a first look measures of the validation and test samples; 1 for all.</param>
internal sealed record PaperBudget(int? QuickSteps, double Share)
{
    // So many operations are a few seconds of two cores; what a row gets depends on its sizes alone, never on the machine.
    private const double QuickOperations = 2.5e11, OperationsOfParameter = 6, MeasuredShare = 0.25;

    private const int MostQuickSteps = 300;

    /// <summary>The whole recipe.</summary>
    public static PaperBudget Whole { get; } = new(null, 1);

    /// <summary>Whether it is a first look.</summary>
    public bool IsQuick => QuickSteps is not null;

    /// <summary>A first look at a row.</summary>
    /// <param name="parameters">The model's parameters.</param>
    /// <param name="problem">Its problem.</param>
    /// <param name="batch">Samples of a step.</param>
    /// <param name="most">At most so many steps; null for as many as fit.</param>
    public static PaperBudget Quick(int parameters, Problem problem, int batch, int? most)
    {
        double step = OperationsOfParameter * parameters * problem.Training.Steps * batch;
        int steps = Math.Min(Math.Clamp((int)(QuickOperations / step), 2, MostQuickSteps), most ?? MostQuickSteps);
        double measured = MeasuredShare * steps * batch;
        return new PaperBudget(steps, Math.Min(1, measured / Math.Max(problem.Validation.Count, problem.Test.Count)));
    }
}
