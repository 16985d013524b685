using System.Diagnostics;
using System.Globalization;

namespace SimdSeq.Cli;

/// <summary>
/// Trains a row, from where it was killed if it was. After each epoch its whole state is on disk; a run that was interrupted gives the
/// figures and the bits of one that was not.
/// </summary>
internal sealed class RowRun
{
    private const int PointsOfRow = 100; // of its curve
    private static readonly TimeSpan BetweenWords = TimeSpan.FromMinutes(1);

    private readonly PaperRow _row;
    private readonly Problem _problem;
    private readonly PaperBudget _budget;
    private readonly PaperOptions _options;
    private readonly long _seed;
    private readonly int _stepsOfEpoch;
    private readonly SequenceModel<float> _model;

    /// <summary>Prepares a row.</summary>
    public RowRun(PaperRow row, Problem problem, PaperOptions options, long seed)
    {
        _row = row;
        _seed = seed;
        _options = options;
        _model = row.Recipe.CreateModel!(seed);
        _budget = options.IsQuick
            ? PaperBudget.Quick(_model.ParameterCount, problem, row.Recipe.BatchSize, options.QuickSteps)
            : PaperBudget.Whole;
        _problem = problem;
        _stepsOfEpoch = _budget.QuickSteps ?? (problem.Training.Count - 1) / row.Recipe.BatchSize + 1;
        Recipe = Describe();
    }

    /// <summary>How it is trained, in a line.</summary>
    public string Recipe { get; }

    /// <summary>The model.</summary>
    public SequenceModel<float> Model => _model;

    /// <summary>Steps of an epoch.</summary>
    public int StepsOfEpoch => _stepsOfEpoch;

    /// <summary>Epochs; one, of as many steps as there are, for a first look.</summary>
    public int Epochs => _budget.IsQuick ? 1 : _row.Recipe.Epochs;

    /// <summary>Opens a trainer at the beginning.</summary>
    public Trainer<float> OpenTrainer() => _model.OpenTrainer(_problem.Training, new FitOptions
    {
        StepsPerEpoch = _budget.QuickSteps,
        BatchSize = _row.Recipe.BatchSize,
        Shuffle = !_row.Recipe.IsContiguous,
        ResetStatesEvery = _row.Recipe.ResetStatesEvery,
        Seed = _seed,
        Loss = _problem.Loss,
        GlobalClipNorm = _row.Recipe.GlobalClipNorm,
        Threads = _options.Threads,
        Optimizer = _row.Recipe.Optimizer.Create(
            _row.Recipe.Decays ? new CosineDecay(_row.Recipe.LearningRate, Epochs * _stepsOfEpoch) : _row.Recipe.LearningRate),
    });

    /// <summary>Trains it.</summary>
    /// <param name="statePath">Where its state is kept.</param>
    /// <param name="say">Is told a line now and then.</param>
    /// <param name="cancellation">Stops after the current step.</param>
    public RowResult Run(string statePath, Action<string> say, CancellationToken cancellation)
    {
        using Trainer<float> trainer = OpenTrainer();
        RowProgress progress = RowCheckpoint.Resume(statePath, Recipe, trainer) ?? new RowProgress { Recipe = Recipe };
        if (progress.Epochs > 0) say($"goes on after epoch {progress.Epochs}");
        string? remark = null;
        try
        {
            while (progress.Epochs < Epochs)
            {
                bool isLate = progress.Seconds > _options.Hours * 3600;
                if (isLate || progress.Epochs >= _options.Epochs)
                {
                    remark = string.Create(CultureInfo.InvariantCulture,
                        $"stopped after {(isLate ? $"{_options.Hours} hours: " : "")}{progress.Epochs} of {Epochs} epochs");
                    break;
                }

                progress = Epoch(trainer, progress, say, cancellation);
                if (!_budget.IsQuick) RowCheckpoint.Write(statePath, progress, trainer);
            }
        }
        catch (TrainingDivergedException e)
        {
            remark = e.Message;
        }

        return Result(progress, remark, trainer.StepCount);
    }

    private RowProgress Epoch(Trainer<float> trainer, RowProgress progress, Action<string> say, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp(), lastWord = start;
        var curve = progress.Curve.ToList();
        _model.ResetStates(); // an epoch begins at the beginning of a text
        int between = Math.Max(1, _stepsOfEpoch * Epochs / PointsOfRow);
        double sum = 0;
        int summed = 0;
        for (int step = 1; step <= _stepsOfEpoch; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            sum += trainer.Step();
            summed++;
            if (step % between == 0 || step == _stepsOfEpoch)
            {
                curve.Add(new CurvePoint(trainer.StepCount, sum / summed));
                (sum, summed) = (0, 0);
            }

            if (Stopwatch.GetElapsedTime(lastWord) < BetweenWords) continue;
            lastWord = Stopwatch.GetTimestamp();
            double loss = summed > 0 ? sum / summed : curve[^1].Loss;
            say($"epoch {progress.Epochs + 1}/{Epochs}, step {step}/{_stepsOfEpoch}, loss {LossScore.Format(loss)}");
        }

        double validation = Score(ProblemPart.Validation, cancellation), test = Score(ProblemPart.Test, cancellation);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        say($"epoch {progress.Epochs + 1}/{Epochs}: loss {LossScore.Format(curve[^1].Loss)}, {_row.Task.Measure} "
            + string.Create(CultureInfo.InvariantCulture, $"{Format(validation)} validation, {Format(test)} test, {seconds:F1} s"));
        return progress with
        {
            Epochs = progress.Epochs + 1,
            Seconds = progress.Seconds + seconds,
            Figures = [.. progress.Figures, new EpochFigures(validation, test)],
            Curve = curve,
        };
    }

    // A first look measures on few samples, and pieces that are cut as in training.
    private double Score(ProblemPart part, CancellationToken cancellation)
    {
        int batch = _row.Recipe.BatchSize;
        if (!_budget.IsQuick) return _problem.ScoreOf(_model, part, batch, _options.Threads, cancellation).Value;
        var samples = HeadDataset.Of(part == ProblemPart.Validation ? _problem.Validation : _problem.Test, _budget.Share, batch);
        return _problem.Judge(_model.Evaluate(samples, _problem.Loss, _options.Threads, cancellation, batch)).Value;
    }

    private RowResult Result(RowProgress progress, string? remark, long iterations) => new()
    {
        Task = _row.Task.Name,
        Model = _row.Model,
        Seed = _seed,
        Quick = _budget.IsQuick,
        Data = _problem.Data.Kind,
        Measure = _row.Task.Measure,
        Result = progress.Figures.Count == 0 ? null : Counted(progress.Figures),
        Counted = _budget.IsQuick ? "the only epoch" : _row.Task.Counts switch
        {
            CountedEpochs.Last => "last epoch",
            CountedEpochs.LastThree => "mean of the last three epochs",
            _ => "epoch with the best validation",
        },
        Remark = remark,
        Parameters = _model.ParameterCount,
        Epochs = progress.Epochs,
        WholeEpochs = _row.Recipe.Epochs,
        Iterations = iterations,
        Seconds = progress.Seconds,
        WholeHours = _budget.IsQuick
            ? double.NaN
            : progress.Seconds / Math.Max(1, progress.Epochs) * _row.Recipe.Epochs * PartsOfWhole / 3600,
        ParameterSha256 = _model.ParameterSha256(),
        Recipe = Recipe,
        Command = $"{CommandTree.ProgramName} reproduce tcn-paper --task {_row.Task.Name} --model {_row.Model} --seed {_seed}"
            + _options.Text,
        Threads = _options.Threads,
        Simd = MachineFacts.Current.Simd,
        Version = MachineFacts.Current.Version,
        Runtime = MachineFacts.Current.Runtime,
        Figures = progress.Figures,
        Curve = progress.Curve,
    };

    // A window's targets are the tokens that it counts.
    private double PartsOfWhole => _row.Task.WholeTokens == 0
        ? 1
        : _row.Task.WholeTokens / ((double)_problem.Training.Count * _problem.Training.Targets);

    private double Counted(IReadOnlyList<EpochFigures> figures) => _row.Task.Counts switch
    {
        CountedEpochs.Last => figures[^1].Test,
        CountedEpochs.LastThree => figures.TakeLast(3).Average(epoch => epoch.Test),
        _ => (_row.Task.LargerIsBetter ? figures.MaxBy(epoch => epoch.Validation) : figures.MinBy(epoch => epoch.Validation))!.Test,
    };

    private string Format(double figure) => PaperTable.Format(_row.Task, figure);

    private string Describe()
    {
        Recipe recipe = _row.Recipe;
        string bounds = TrainingSettings.Bounds(recipe.GlobalClipNorm, recipe.ResetStatesEvery);
        string decay = recipe.Decays ? " decaying as a cosine" : "";
        string length = _budget.IsQuick ? $"{_stepsOfEpoch} steps" : $"{Epochs} epochs of {_stepsOfEpoch} steps";
        return string.Create(CultureInfo.InvariantCulture,
            $"{length} of {recipe.BatchSize}, {recipe.Optimizer.Name} {recipe.LearningRate}{decay}{bounds}");
    }
}
