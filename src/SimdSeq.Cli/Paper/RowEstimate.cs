using System.Diagnostics;

namespace SimdSeq.Cli;

/// <summary>What a row will take on this machine, by a few of its steps.</summary>
/// <param name="Parameters">Trainable values.</param>
/// <param name="StepSeconds">Seconds of a training step.</param>
/// <param name="EpochSeconds">Of an epoch with its measurements.</param>
/// <param name="Epochs">Epochs that are run.</param>
internal sealed record RowEstimate(int Parameters, double StepSeconds, double EpochSeconds, int Epochs)
{
    // A measurement goes forward alone, about a third of a training step.
    private const double ShareOfForward = 1.0 / 3;

    private const int MeasuredSteps = 3;

    /// <summary>Seconds of the whole row.</summary>
    public double Seconds => Epochs * EpochSeconds;

    /// <summary>Takes a few steps of a model that is thrown away.</summary>
    public static RowEstimate Measure(PaperRow row, Problem problem, PaperOptions options, long seed, CancellationToken cancellation)
    {
        var run = new RowRun(row, problem, options, seed);
        using Trainer<float> trainer = run.OpenTrainer();
        trainer.Step(); // compiles
        double fastest = double.PositiveInfinity;
        for (int step = 0; step < MeasuredSteps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            trainer.Step();
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        double measured = ShareOfForward * (problem.Validation.Count + problem.Test.Count) / row.Recipe.BatchSize;
        int epochs = Math.Min(run.Epochs, options.Epochs);
        return new RowEstimate(run.Model.ParameterCount, fastest, fastest * (run.StepsOfEpoch + measured), epochs);
    }
}
